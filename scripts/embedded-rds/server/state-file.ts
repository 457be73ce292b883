import { readFileSync } from 'node:fs';
import { refusal } from '../../runtime/errors';
import { isRecord } from '../../runtime/is-record';
import { apply, type Change } from '../world/changes';
import { completeWorld } from '../world/new-world';
import type { Region, World } from '../world/world';

/** What is kept between two runs of the server: the world, and its clock. */
export interface SavedState {
  world: World;
  /** Milliseconds on the world's clock when it was saved. */
  now: number;
}

/** What of a state is told with each change: calls count, and rules on faults count them. */
interface ToldState {
  now: number;
  calls: World['calls'];
  faults: World['faults'];
  changes: Change[];
}

export function textOfState({ world, now }: SavedState): string {
  return JSON.stringify({ embeddedRds: 1, now, world });
}

/** A line to add to that. `changes`: JSON, as each was when it was made. */
export function textOfChanges({ world, now }: SavedState, changes: string[]): string {
  const { calls, faults } = world;
  return `\n${JSON.stringify({ now, calls, faults }).slice(0, -1)},"changes":[${changes.join(',')}]}`;
}

/** Undefined when there is no such file. Throws an UpgradeError for anything that is not a saved state. */
export function loadState(file: string): SavedState | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const [whole = '', ...lines] = linesOf(text);
  const saved = parsed<{ embeddedRds?: unknown; now?: unknown; world?: unknown }>(file, whole) ?? {};
  if (saved.embeddedRds !== 1)
    throw damaged(file, 'it was not written by the embedded RDS, or by a different version of it');
  if (typeof saved.now !== 'number' || !Number.isFinite(saved.now)) throw damaged(file, 'its clock has no time');
  const problem = problemOf(saved.world);
  if (problem !== undefined) throw damaged(file, problem);
  const state = { now: saved.now, world: completeWorld(saved.world as World) };
  for (const line of lines) catchUp(file, state, line);
  return { now: state.now, world: completeWorld(state.world) };
}

/** The state as it was once, and what changed since. A last line that is cut off was never answered. */
function linesOf(text: string): string[] {
  // Formatted by somebody, one state takes several lines.
  if (isJson(text)) return [text];
  const lines = text.split('\n');
  return lines.length > 1 && !isJson(lines.at(-1) ?? '') ? lines.slice(0, -1) : lines;
}

function catchUp(file: string, state: SavedState, line: string): void {
  const { now, calls, faults, changes } = parsed<ToldState>(file, line);
  try {
    for (const change of changes) apply(state.world, change);
  } catch (cause) {
    throw damaged(file, `a change in it does not fit (${(cause as Error).message})`);
  }
  Object.assign(state.world, { calls, faults });
  state.now = now;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parsed<Value>(file: string, text: string): Value {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(file, `it is not JSON (${(cause as Error).message})`);
  }
}

const recordsOfRegion: (keyof Region)[] = [
  'clusters',
  'instances',
  'deployments',
  'clusterSnapshots',
  'clusterParameterGroups',
  'parameterGroups',
  'subnetGroups',
  'globalClusters',
  'clusterEndpoints',
];

/** Why a value is no world, as the end of a sentence that begins with "it"; undefined for a world. */
export function problemOf(value: unknown): string | undefined {
  if (!isRecord(value)) return 'it contains no world';
  const world = value as unknown as Partial<World>;
  if (world.formatVersion !== 1)
    return `its format version is ${JSON.stringify(world.formatVersion)}, but this release reads version 1`;
  if (!/^\d{12}$/.test(String(world.account))) return 'its account is not twelve digits';
  if (!Number.isSafeInteger(world.sequence)) return 'its sequence is not a number';
  if (!Array.isArray(world.faults) || !isRecord(world.calls) || !isRecord(world.regions))
    return 'parts of its world are missing';
  for (const [name, region] of Object.entries(world.regions)) {
    if (!isRecord(region)) return `its region ${name} is not a region`;
    const missing = recordsOfRegion.find((key) => !isRecord(region[key]));
    if (missing !== undefined) return `its region ${name} has no ${missing}`;
    if (!Array.isArray(region.events) || !Array.isArray(region.agenda))
      return `its region ${name} has no events or agenda`;
  }
  return undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw refusal(
      'STATE_FILE_UNREADABLE',
      `The state file ${file} cannot be read: ${message}.`,
      'Use a file that can be read and written.',
    );
  }
}

function damaged(file: string, why: string): Error {
  return refusal(
    'STATE_FILE_DAMAGED',
    `The state file ${file} cannot be used: ${why}.`,
    'Move it away to start with an empty world, or use another file.',
  );
}
