import { RdsFault, RdsUnreachable } from '../aws/faults';
import { keptInWaits, lastingFacts } from '../observed/lasting';
import type { Report, RunEvent } from '../report/event';
import type { Clock } from '../runtime/clock';
import { type Fact, fact, type View } from '../view/view';
import { sending } from './acts';
import { consentKey } from './approval/consent-key';
import { StoppedInTurn } from './in-turn';
import { look } from './look';
import type { Confirmation, Ports, Step } from './step';
import type { TickOptions, Todo } from './tick';
import { lookAgainAt } from './two-looks';
import { unexpectedFault } from './unexpected-fault';
import { whileBusy } from './while-busy';

export interface RunEnvironment {
  ports: Ports;
  clock: Clock;
  report: Report;
  signal?: AbortSignal;
  /** Asks before what cannot be undone. False ends the run. */
  confirm(confirmation: Confirmation, view: View): Promise<boolean>;
  /** Called once, before the first act or wait is announced: what it throws ends the run while nothing was changed. */
  begin?(view: View): void;
}

/** What says that something begins. */
const announcing: ReadonlySet<RunEvent['code']> = new Set(['STEP_ACT', 'STEP_WAIT']);

/** How long the same change may fail to arrive while reads are answered. */
const failingLimit = 15 * 60_000;
/** Different faults in a row, with no act between that was taken. */
const mostFaults = 5;

/**
 * The controller's loop: look, do what the tick says, look again. It holds no state that decisions depend on: if it is killed at any
 * moment, the same command continues from what RDS says.
 * @returns the last view, with every step done.
 * @throws UpgradeError where a step refuses, a wait exceeds its limit, or RDS stays unreachable.
 */
export async function run(start: View, steps: readonly Step[], env: RunEnvironment): Promise<View> {
  let view = start;
  // Never longer than was meant: the machine's clock may have been put forward for the look that said when, and corrected since.
  const until = (at: number) => env.clock.sleep(Math.max(Math.min(at - env.clock.now(), at - view.now), 0), env.signal);
  let narrow: Narrow = {};
  let begun = false;
  const begin = () => {
    if (!begun) env.begin?.(view);
    begun = true;
  };
  let failures: Failures = { faults: [] };
  for (;;) {
    env.signal?.throwIfAborted();
    const now = env.clock.now();
    view = { ...view, now, facts: narrow.only === undefined ? lastingFacts(view.facts, now) : view.facts };
    let { todo, memory, events } = await look(view, steps, env.ports, narrow);
    narrow = {};
    for (;;) {
      view = { ...view, memory };
      const starts = todo.do === 'ask' || todo.do === 'wait' || todo.do === 'act';
      for (const event of events) {
        // Nothing is announced that is then not done.
        if (starts && announcing.has(event.code)) begin();
        env.report(event);
      }
      if (starts) begin();
      if (todo.do !== 'ask') break;
      const asked = env.clock.now();
      view = await ask(todo, view, env);
      ({ memory } = view);
      events = [];
      // What is true may change while somebody reads the question: then everything is observed again.
      if (env.clock.now() - asked > 1_000) todo = { do: 'look again', at: asked };
      else {
        view = { ...view, now: env.clock.now() };
        ({ todo, memory, events } = await look(view, steps, env.ports));
      }
    }
    switch (todo.do) {
      case 'done':
        return view;
      case 'refuse':
        throw todo.error;
      case 'look again':
        // Whatever ends a run is decided on what has been read anew.
        view = { ...view, facts: {} };
        await until(todo.at);
        break;
      case 'wait':
        await until(todo.until);
        failures = passed(failures, todo.step);
        narrow = { only: todo.step, read: todo.read };
        view = { ...view, facts: kept(view, todo.read) };
        break;
      case 'act': {
        const acted = await act(todo, view, env);
        view = acted.view;
        failures = counted(failures, acted, todo.step, env.clock.now());
        if (acted.failure !== undefined) {
          const now = env.clock.now();
          await env.clock.sleep(lookAgainAt(now) - now, env.signal);
        }
      }
    }
  }
}

/** A wait looks at its step alone, with these facts read anew. */
type Narrow = Pick<TickOptions, 'only'> & { read?: readonly Fact[] };

/** What went wrong with acts in a row. */
interface Failures {
  /** Of the step whose changes do not arrive, by line: since when. */
  lost?: { step: string; since: Readonly<Record<string, number>> };
  faults: readonly string[];
}

/** Where another step has its turn to wait, the change has arrived after all, or is not wanted any more. */
function passed({ lost, faults }: Failures, { id }: Step): Failures {
  return lost === undefined || lost.step === id ? { lost, faults } : { faults };
}

/**
 * What RDS refuses is looked at again and tried once more, as somebody may act between a look and what it leads to; what does not
 * arrive, for a quarter of an hour.
 */
function counted(
  { lost, faults }: Failures,
  { failure, tried: lines, view }: Acted,
  step: Step,
  now: number,
): Failures {
  if (failure === undefined) return { faults: [] };
  if (failure instanceof RdsUnreachable) {
    const before = lost?.step === step.id ? lost.since : {};
    const since = Object.fromEntries(lines.map((line) => [line, before[line] ?? now]));
    if (Object.values(since).some((begun) => now - begun > failingLimit)) throw unexpectedFault(view, failure, lines);
    return { lost: { step: step.id, since: { ...before, ...since } }, faults };
  }
  const fault = `${failure.operation} ${failure.fault}`;
  if (faults.includes(fault) || faults.length >= mostFaults) throw unexpectedFault(view, failure, lines);
  return { lost, faults: [...faults, fault] };
}

async function ask({ confirmation }: Extract<Todo, { do: 'ask' }>, view: View, env: RunEnvironment): Promise<View> {
  if (!(await env.confirm(confirmation, view))) throw confirmation.declined;
  const { memory } = view;
  const production = memory.production ?? fact(view, 'production').cluster.resourceId;
  return { ...view, memory: { ...memory, production, confirmed: [...memory.confirmed, consentKey(confirmation)] } };
}

interface Acted {
  view: View;
  /** It was refused, did not arrive, or nobody knows: it is looked for. */
  failure?: RdsFault | RdsUnreachable;
  /** The lines that it concerns. */
  tried: readonly string[];
}

async function act(
  { step, lines, kind }: Extract<Todo, { do: 'act' }>,
  view: View,
  env: RunEnvironment,
): Promise<Acted> {
  const { id, section, title } = step;
  const cluster = view.desired.annotation.clusterIdentifier;
  const busyWith = step.busyWith ?? 'an answer of RDS';
  const tell = (elapsedSeconds: number) =>
    env.report({ code: 'STEP_BUSY', cluster, step: id, section, title, with: busyWith, elapsedSeconds });
  try {
    const outcome = (await whileBusy(tell, step.execute?.(view, env.ports, lines))) ?? {};
    const memory = sending(view.memory, { lines, kind }, env.clock.now(), outcome);
    return { view: { ...view, memory, ...(outcome.desired && { desired: outcome.desired }) }, tried: lines };
  } catch (thrown) {
    const stopped = thrown instanceof StoppedInTurn ? thrown : undefined;
    const error = stopped?.reason ?? thrown;
    const tried = stopped === undefined ? lines : [stopped.line];
    const now = env.clock.now();
    const before =
      stopped === undefined
        ? view.memory
        : sending(view.memory, { lines: stopped.before.lines, kind }, now, { busy: stopped.before.busy });
    if (error instanceof RdsFault) return { view: { ...view, memory: before }, failure: error, tried };
    // Only calls that change something end here, reads are repeated by the port: what became of it is looked for.
    if (!(error instanceof RdsUnreachable)) throw error;
    const { message } = error;
    const remedy = 'Checking again in a few seconds; RDS continues in the meantime.';
    env.report({ code: 'WARNING', cluster, id: 'RDS_UNREACHABLE', message, remedy });
    const memory = error.nothingDone ? before : sending(before, { lines: tried, kind }, now, undefined);
    return { view: { ...view, memory }, failure: error, tried };
  }
}

/** What is read again is forgotten, and what was only looked at before the wait is read again when a step asks for it. */
function kept(view: View, read: readonly Fact[]): View['facts'] {
  const { production, deployments } = view.facts;
  return {
    ...keptInWaits(view.facts),
    ...(read.includes('production') ? {} : { production }),
    ...(read.includes('deployments') ? {} : { deployments }),
  };
}
