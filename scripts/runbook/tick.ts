import type { Prediction } from '../plans/prediction/predicted-change';
import { slotsRemembered } from '../preflight/replication-watch';
import type { RunEvent } from '../report/event';
import type { UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { noticed } from '../view/attempt';
import type { ActKind, Memory } from '../view/memory';
import { standingIsDue } from '../view/standing-due';
import { type Fact, fact, type View } from '../view/view';
import { due } from './acts';
import { consentKey } from './approval/consent-key';
import { always, assess, type Next, nextStep, type Position } from './next-step';
import type { Confirmation, Done, Pausing, Step } from './step';
import { tellWatch } from './tell-watch';
import { agreed, doneKey, lookAgainAt } from './two-looks';
import { deploymentKey, waiting } from './waits';

/** What to do next. Times are milliseconds on the service's clock. */
export type Todo =
  /** Read these, and tick again: nothing was decided. */
  | { do: 'observe'; facts: Fact[] }
  | { do: 'act'; step: Step; lines: string[]; kind?: ActKind }
  | { do: 'ask'; step: Step; confirmation: Confirmation }
  /** Look again then, with these facts read anew for this step alone, or from the first step on. */
  | { do: 'wait'; until: number; step: Step; read: Fact[] }
  | { do: 'look again'; at: number }
  | { do: 'refuse'; error: UpgradeError }
  | { do: 'done' };

export interface Tick {
  todo: Todo;
  /** To be told now. */
  events: RunEvent[];
  memory: Memory;
  /** Where the cluster stands; undefined where facts are missing, or only one step was looked at. */
  position?: Position;
  /** Why there is no position: what could not be read. */
  failure?: UpgradeError;
}

export interface TickOptions {
  /** A step that waits: only it is looked at, with what was read for it. */
  only?: Step;
  /** Also assess what is foreseeable behind the first open step. */
  foresee?: boolean;
}

/**
 * One tick of the controller, pure: from what is desired, observed and remembered to what to report and do next. The loop, the dry
 * run, and whatever else drives an upgrade call this and nothing else.
 */
export function tick(looked: View, steps: readonly Step[], options: TickOptions = {}): Tick {
  const memory = { ...noticed(looked), ...given({ slots: slotsRemembered(looked) }) };
  const view = { ...looked, memory };
  return options.only === undefined ? fromTheFirst(view, steps, options) : ofOne(view, steps, options.only);
}

function fromTheFirst(view: View, steps: readonly Step[], { foresee }: TickOptions): Tick {
  const position = nextStep(view, steps, foresee);
  if ('missing' in position)
    return { todo: { do: 'observe', facts: position.missing }, events: [], memory: view.memory };
  const told = tell({ ...view, memory: withDeployment(view) }, position);
  const seen = { ...view, memory: told.memory };
  const decided = position.next === undefined ? end(seen) : decide(seen, position.next);
  return { ...decided, events: [...told.events, ...decided.events], position };
}

/** Anything but more of the same is decided upon with fresh facts from the first step on. */
function ofOne(view: View, steps: readonly Step[], step: Step): Tick {
  const { memory } = view;
  const lookAgain: Tick = { todo: { do: 'look again', at: view.now }, events: [], memory };
  if (memory.wait !== undefined && deploymentKey(view) !== memory.wait.deployment) return lookAgain;
  if (standingIsDue(view)) return lookAgain;
  const assessment = view.facts.production && view.facts.deployments ? assess(step, view) : { missing: always };
  if ('missing' in assessment) return { ...lookAgain, todo: { do: 'observe', facts: assessment.missing } };
  if (steps.slice(0, steps.indexOf(step)).some((each) => each.clocked === true && isUndone(each, view)))
    return lookAgain;
  const news = tellNews(view);
  const seen = { ...view, memory: news.memory };
  const act = assessment.state === 'act' ? due(step, assessment, seen) : undefined;
  const waits = assessment.state === 'wait' ? assessment : act?.kind === 'wait' ? act.waiting : undefined;
  if (waits === undefined) return { ...lookAgain, ...news };
  const decided = decide(seen, { step, assessment: waits });
  return { ...decided, events: [...news.events, ...decided.events] };
}

function isUndone(step: Step, view: View): boolean {
  const assessment = assess(step, view);
  return !('missing' in assessment) && assessment.state !== 'done';
}

function decide(view: View, { step, assessment }: Next): Tick {
  switch (assessment.state) {
    case 'refuse':
      return refusal(view, step, assessment.error, assessment.prediction);
    case 'pause':
      return pause(view, step, assessment);
    case 'wait': {
      const { events, memory, over, until, read } = waiting(step, assessment, view);
      if (over === undefined) return { events, memory, todo: { do: 'wait', until, step, read } };
      const ended = refusal({ ...view, memory: { ...memory, verdict: view.memory.verdict } }, step, over);
      return { ...ended, events: [...events, ...ended.events] };
    }
    case 'act': {
      const act = due(step, assessment, view);
      if (act.kind === 'refuse') return refusal(view, step, act.error);
      if (act.kind === 'wait') return decide(view, { step, assessment: act.waiting });
      if (assessment.concludes !== undefined) {
        const { agreed: isAgreed, memory } = agreed(view, `concluded by ${step.id}: ${assessment.concludes}`);
        if (!isAgreed) return { todo: { do: 'look again', at: lookAgainAt(view.now) }, events: [], memory };
      }
      const memory = { ...view.memory, verdict: undefined };
      const { confirm } = assessment;
      if (confirm !== undefined && !memory.confirmed.includes(consentKey(confirm))) {
        return { todo: { do: 'ask', step, confirmation: confirm }, events: [], memory };
      }
      const { id, section, title, idle } = step;
      const told = {
        code: 'STEP_ACT' as const,
        cluster: nameOf(view),
        step: id,
        section,
        title,
        will: act.lines,
        ...given({ idle }),
      };
      return {
        todo: { do: 'act', step, lines: act.lines, ...given({ kind: assessment.kind }) },
        events: [told],
        memory,
      };
    }
  }
}

const refusal = (view: View, { id }: Step, error: UpgradeError, prediction?: Prediction): Tick =>
  verdict(view, `refused by ${id}: ${error.code}`, () => ({
    todo: { do: 'refuse', error },
    events: predictionEvent(view, prediction),
  }));

function pause(view: View, { id }: Step, { because, until }: Pausing): Tick {
  const ended = verdict(view, `paused by ${id}`, () => ({ todo: { do: 'done' }, events: [] }));
  return ended.todo.do === 'done' ? { ...ended, memory: { ...ended.memory, paused: { because, until } } } : ended;
}

const end = (view: View): Tick => verdict(view, doneKey(view), () => ({ todo: { do: 'done' }, events: [] }));

function verdict(view: View, key: string, final: () => Pick<Tick, 'todo' | 'events'>): Tick {
  const { agreed: isAgreed, memory } = agreed(view, key);
  if (isAgreed) return { ...final(), memory };
  return { todo: { do: 'look again', at: lookAgainAt(view.now) }, events: [], memory };
}

/** The same for whatever ends a look before any step can assess it: production that does not exist, an answer that lacks a part. */
export const failedLook = (view: View, error: UpgradeError): Tick => ({
  ...verdict(view, `failed: ${error.code}`, () => ({ todo: { do: 'refuse', error }, events: [] })),
  failure: error,
});

const nameOf = (view: View) => view.desired.annotation.clusterIdentifier;

type Told = Pick<Tick, 'events' | 'memory'>;

/** The first deployment that a run has seen stays the one that it is about (begun-anew.ts). */
function withDeployment(view: View): Memory {
  const { memory } = view;
  const { underway, finished } = fact(view, 'deployments');
  const first = underway === undefined || underway.status === 'DELETING' ? undefined : underway.identifier;
  const deployment = memory.deployment ?? first;
  const record = (underway ?? finished)?.identifier ?? memory.record;
  return { ...memory, ...given({ deployment, record }) };
}

/** What is done is told once. */
function tell(view: View, position: Position): Told {
  const told = [...view.memory.told];
  const events: RunEvent[] = [];
  for (const { step, because } of position.done) {
    if (told.includes(step.id)) continue;
    told.push(step.id);
    events.push(...doneEvents(view, step, because, told));
  }
  const news = tellNews({ ...view, memory: { ...view.memory, told } });
  const watch = tellWatch({ ...view, memory: news.memory });
  return { events: [...events, ...news.events, ...watch.events], memory: watch.memory };
}

function doneEvents(view: View, { id, section, title }: Step, done: Done, told: string[]): RunEvent[] {
  const { because, attention, warnings = [], prediction } = done;
  const cluster = nameOf(view);
  // Green mostly confirms what blue has let expect: said once.
  const key = `prediction ${prediction?.changes.map(({ address, attribute, effect }) => `${address} ${attribute} ${effect}`)}`;
  const isNew = prediction !== undefined && !told.includes(key);
  if (isNew) told.push(key);
  return [
    { code: 'STEP_DONE', cluster, step: id, section, title, because, attention },
    ...(isNew ? predictionEvent(view, prediction) : []),
    ...warnings.map(({ severity: _, ...warning }): RunEvent => ({ code: 'WARNING', cluster, ...warning })),
  ];
}

function predictionEvent(view: View, prediction: Prediction | undefined): RunEvent[] {
  return prediction === undefined ? [] : [{ code: 'PREDICTION', cluster: nameOf(view), ...prediction }];
}

/** What RDS says while a run waits: who watches sees why it takes long. */
function tellNews(view: View): Told {
  const { told } = view.memory;
  const keyOf = (event: { at: number; source: string; message: string }) =>
    `event ${event.at} ${event.source} ${event.message}`;
  const fresh = (view.facts.news ?? []).filter((event) => !told.includes(keyOf(event)));
  return {
    events: fresh.map((event) => ({
      code: 'RDS_EVENT',
      cluster: nameOf(view),
      at: new Date(event.at).toISOString(),
      source: event.source,
      message: event.message,
    })),
    memory: fresh.length === 0 ? view.memory : { ...view.memory, told: [...told, ...fresh.map(keyOf)] },
  };
}
