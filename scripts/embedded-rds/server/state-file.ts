import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { refusal } from '../../runtime/errors';
import { completeWorld } from '../world/new-world';
import type { Region, World } from '../world/world';

/** What is kept between two runs of the server: the world, and its clock. */
export interface SavedState {
  world: World;
  /** Milliseconds on the world's clock when it was saved. */
  now: number;
}

/**
 * Writes the whole state beside the file and renames it over: a reader, or a server that was killed, finds the former
 * state or the new one. `durable` also survives a loss of power; it is for what clients were told has happened.
 */
export function saveState(file: string, { world, now }: SavedState, durable: boolean): void {
  const temporary = `${file}.tmp`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, JSON.stringify({ embeddedRds: 1, now, world }));
    if (durable) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  if (durable) syncFolder(dirname(file));
}

/** Undefined when there is no such file. Throws an UpgradeError for anything that is not a saved state. */
export function loadState(file: string): SavedState | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  let saved: { embeddedRds?: unknown; now?: unknown; world?: unknown };
  try {
    saved = JSON.parse(text) ?? {};
  } catch (cause) {
    throw damaged(file, `it is not JSON (${(cause as Error).message})`);
  }
  if (saved.embeddedRds !== 1)
    throw damaged(file, 'it was not written by the embedded RDS, or by another version of it');
  if (typeof saved.now !== 'number' || !Number.isFinite(saved.now)) throw damaged(file, 'its clock has no time');
  const problem = problemOf(saved.world);
  if (problem !== undefined) throw damaged(file, problem);
  return { now: saved.now, world: completeWorld(saved.world as World) };
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
  if (!isRecord(value)) return 'it holds no world';
  const world = value as unknown as Partial<World>;
  if (world.formatVersion !== 1)
    return `its format version is ${JSON.stringify(world.formatVersion)}, and this is version 1`;
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
      'Name a file that can be read and written.',
    );
  }
}

function damaged(file: string, why: string): Error {
  return refusal(
    'STATE_FILE_DAMAGED',
    `The state file ${file} cannot be used: ${why}.`,
    'Move it away to begin with an empty world, or name another file.',
  );
}

function syncFolder(folder: string): void {
  // A rename is only on disk when its folder is. Not every platform lets a folder be opened.
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return;
  }
}
