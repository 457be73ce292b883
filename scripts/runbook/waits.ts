import type { RunEvent } from '../report/event';
import { progressText } from '../report/progress';
import { UpgradeError } from '../runtime/errors';
import type { Memory } from '../view/memory';
import type { Fact, View } from '../view/view';
import { steady } from './steady';
import { minutes, type Step, type Waiting } from './step';

const heartbeat = minutes(1);

interface Waited {
  events: RunEvent[];
  memory: Memory;
  /** What to read for the next look, at `until`. */
  read: Fact[];
  until: number;
  /** What ends the run, where the limit is over. */
  over?: UpgradeError;
}

/** One look of a wait: what is told, what is read next, whether its limit is over. Pure. */
export function waiting(step: Step, wait: Waiting, view: View): Waited {
  const { now, memory } = view;
  const key = `${step.id} ${wait.for.what}`;
  const begun = memory.waits[key] ?? now;
  const elapsed = now - (wait.since ?? begun);
  const before = memory.wait?.key === key ? memory.wait : undefined;
  const text = steady(progressText(wait.for));
  const changed = before?.toldText !== text;
  const tell = changed || now - before.toldAt >= Math.max(heartbeat, 5 * wait.every);
  const seldomIsDue = wait.seldom !== undefined && now - (before?.seldomAt ?? now) >= wait.seldom.every;
  const events: RunEvent[] = [lookEvent(step, wait, view, elapsed)];
  if (tell) events.push(progressEvent(step, wait, view, elapsed, !changed, before === undefined));
  events.push(...hintEvents(wait, view, elapsed));
  return {
    events,
    memory: {
      ...memory,
      verdict: undefined,
      waits: { ...memory.waits, [key]: begun },
      told: [...memory.told, ...events.filter((event) => event.code === 'NOTE').map((event) => hintKey(event.message))],
      wait: {
        key,
        deployment: deploymentKey(view),
        toldAt: tell ? now : before!.toldAt,
        toldText: text,
        seldomAt: seldomIsDue || before === undefined ? now : before.seldomAt,
      },
    },
    until: now + wait.every,
    read: [...wait.watch, ...(seldomIsDue ? wait.seldom!.watch : [])],
    ...(elapsed > wait.limit ? { over: limitReached(view, step, wait) } : {}),
  };
}

/** At the switchover source and target flip: everything else that was read before is from before it. */
export function deploymentKey(view: View): string {
  const { underway, finished } = view.facts.deployments ?? {};
  return `${underway?.identifier} ${underway?.status} ${finished?.identifier}`;
}

function progressEvent(
  step: Step,
  wait: Waiting,
  view: View,
  elapsed: number,
  again: boolean,
  first: boolean,
): RunEvent {
  const expected = first ? wait.expected : undefined;
  return { code: 'STEP_WAIT', ...seen(step, wait, view, elapsed), expected, heartbeat: again };
}

function lookEvent(step: Step, wait: Waiting, view: View, elapsed: number): RunEvent {
  const { expected, every } = wait;
  return { code: 'STEP_LOOK', ...seen(step, wait, view, elapsed), expected, nextLookSeconds: every / 1000 };
}

const seen = ({ id, section, title }: Step, wait: Waiting, view: View, elapsed: number) => ({
  cluster: view.desired.annotation.clusterIdentifier,
  step: id,
  section,
  title,
  progress: wait.for,
  elapsedSeconds: Math.round(elapsed / 1000),
});

const hintKey = (message: string) => `hint ${message}`;

function hintEvents({ hints }: Waiting, view: View, elapsed: number): RunEvent[] {
  if (hints === undefined || elapsed < hints.after) return [];
  const cluster = view.desired.annotation.clusterIdentifier;
  return hints.lines
    .filter((line) => !view.memory.told.includes(hintKey(line)))
    .map((message) => ({ code: 'NOTE', cluster, message }));
}

function limitReached(view: View, step: Step, wait: Waiting): UpgradeError {
  return new UpgradeError({
    code: 'WAIT_LIMIT',
    message: `${step.id} of ${view.desired.annotation.clusterIdentifier} has waited ${Math.round(wait.limit / 60_000)} minutes for ${progressText(wait.for)}.`,
    remedy: wait.remedy,
  });
}
