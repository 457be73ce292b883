import { effectsOn, isReadEffect } from '../embedded-rds/world/on-demand/effects';
import type { CallFault } from '../embedded-rds/world/on-demand/faults';
import { type BeginningName, beginningOf, partsOf, struckNames, upgradeOf } from './beginnings';
import { rememberPast, strikeNext } from './call-fault';
import { type Command, textOf } from './command';
import { differences, type End, endOf } from './end';
import { changes } from './invariants/invariant';
import { type Ending, type Outside, startProcess } from './process';
import { pass, type Site } from './site';

/** One fault at one call of a command that nothing else disturbs. */
export interface Strike {
  beginning: BeginningName;
  command: Command;
  /** Counted from 1. */
  call: number;
  effect: CallFault['effect'];
  when: 'before' | 'after';
}

export interface StrikeFailure {
  strike: Strike;
  /** What is not as it is without the fault. */
  differences: string[];
}

const effects = effectsOn('answer', 'read');

/** How often a user types it again when it has failed, ten minutes later each time. */
const tries = 4;

/** Each command where it begins and where it is resumed. */
export const commandsStruck: { beginning: BeginningName; command: Command }[] = struckNames.flatMap((beginning) => {
  const { way, stage } = partsOf(beginning);
  const upgrade = { beginning, command: upgradeOf(way) };
  const abort = { beginning, command: { name: 'abort' as const } };
  const cleanup = { beginning, command: { name: 'cleanup' as const } };
  if (stage === 'fresh' || stage === 'switched over') return [upgrade];
  return stage === 'green stands' ? [upgrade, abort] : [cleanup];
});

/** Every call × effect × before and after of one command. What only reads takes no effect: `after` would be `before`. */
export async function strikesOf(beginning: BeginningName, command: Command): Promise<Strike[]> {
  const { calls } = await undisturbed(beginning, command);
  return calls.flatMap((changing, index) =>
    effects.flatMap((effect) =>
      timesOf(changing, effect).map((when): Strike => ({ beginning, command, call: index + 1, effect, when })),
    ),
  );
}

function timesOf(changing: boolean, effect: CallFault['effect']): Strike['when'][] {
  if (changing) return isReadEffect(effect) ? [] : ['before', 'after'];
  return ['before'];
}

/** Undefined: it ends as it does without the fault. */
export async function strike(it: Strike): Promise<StrikeFailure | undefined> {
  const { end } = await undisturbed(it.beginning, it.command);
  const site = await beginningOf(it.beginning);
  if (isReadEffect(it.effect)) rememberPast(site.world);
  let count = 0;
  const counts: Record<string, number> = {};
  const endings: string[] = [];
  let { command } = it;
  for (let again = 0; again < tries; again += 1) {
    const ending = await startProcess(
      site,
      command,
      outsideOf(site, counts, () => {
        count += 1;
        if (count !== it.call) return;
        strikeNext(site.world, undefined, { effect: it.effect, when: it.when });
      }),
    );
    endings.push(codeOf(ending));
    if (ending.kind === 'done' || ending.kind === 'bug') break;
    // A switchover that was announced and may not have begun is repeated when the user says so.
    if (codeOf(ending) === 'SWITCHOVER_CANCELLED') command = { ...command, retrySwitchover: true };
    pass(site, 10);
  }
  const found = differences(end, endOf(site, counts));
  if (endings.at(-1) !== 'done') found.unshift(`it ended ${endings.join(', then ')}`);
  return found.length === 0 ? undefined : { strike: it, differences: found };
}

export async function strikeAll(strikes: readonly Strike[]): Promise<{ strikes: number; failures: StrikeFailure[] }> {
  const failures: StrikeFailure[] = [];
  for (const each of strikes) {
    const failure = await strike(each);
    if (failure !== undefined) failures.push(failure);
  }
  return { strikes: strikes.length, failures };
}

export const strikeText = ({ beginning, command, call, effect, when }: Strike) =>
  `${beginning}; ${textOf(command)}; ${effect} ${when} call ${call}`;

interface Undisturbed {
  /** Whether each call changes something. */
  calls: boolean[];
  end: End;
}

const known = new Map<string, Promise<Undisturbed>>();

function undisturbed(beginning: BeginningName, command: Command): Promise<Undisturbed> {
  const key = `${beginning} ${textOf(command)}`;
  let found = known.get(key);
  if (found === undefined) {
    found = runUndisturbed(beginning, command);
    known.set(key, found);
  }
  return found;
}

async function runUndisturbed(beginning: BeginningName, command: Command): Promise<Undisturbed> {
  const site = await beginningOf(beginning);
  const calls: boolean[] = [];
  const counts: Record<string, number> = {};
  const ending = await startProcess(
    site,
    command,
    outsideOf(site, counts, (changing) => void calls.push(changing)),
  );
  if (ending.kind !== 'done') throw new Error(`${textOf(command)} does not end well by itself: ${codeOf(ending)}`);
  return { calls, end: endOf(site, counts) };
}

const outsideOf = (site: Site, counts: Record<string, number>, before: (changing: boolean) => void): Outside => ({
  async call(call, perform) {
    before(changes(call));
    const answered = perform();
    if (answered.tookEffect && changes(call)) counts[call.operation] = (counts[call.operation] ?? 0) + 1;
    return answered;
  },
  sleep: async (milliseconds) => site.clock.advance(milliseconds),
  confirm: () => true,
  wrote: () => {},
});

const codeOf = (ending: Ending): string =>
  ending.kind === 'error' ? ending.code : ending.kind === 'bug' ? `as a bug: ${ending.error}` : ending.kind;
