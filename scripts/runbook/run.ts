import { observe } from '../observed/observe';
import type { Fact, View } from '../observed/view';
import type { Prediction } from '../prediction/predicted-change';
import { RdsFault, RdsUnreachable } from '../rds/faults';
import { continueCommand } from '../report/commands';
import type { Report } from '../report/event';
import type { Clock } from '../runtime/clock';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { assess, type Next, nextStep } from './next-step';
import type { Assessment, Confirmation, Ports, Step, Waiting } from './step';
import { whileBusy } from './while-busy';

export interface RunEnvironment {
  ports: Ports;
  clock: Clock;
  report: Report;
  signal?: AbortSignal;
  /** Asks before what cannot be undone. False ends the run. */
  confirm(confirmation: Confirmation, view: View): Promise<boolean>;
}

const heartbeat = 60_000;
/** How long one and the same change may fail to arrive, while reads are answered. */
const failingLimit = 15 * 60_000;

/**
 * The controller's loop: observe, take the first step that is not done, execute it or wait, observe again. It holds nothing
 * that decides: killed at any moment, the same command goes on from what RDS says.
 * @returns the last view, with every step done.
 * @throws UpgradeError where a step refuses, a wait exceeds its limit, or RDS stays unreachable.
 */
export async function run(start: View, steps: readonly Step[], env: RunEnvironment): Promise<View> {
  let view = start;
  const confirmed = new Set<string>();
  let failingSince: number | undefined;
  // A look takes several calls, and somebody may switch over or give up between two of them, or before we act upon it: what
  // refuses, a step or RDS, is asked twice.
  let refused: string | undefined;
  const told = new Set<string>();
  for (;;) {
    env.signal?.throwIfAborted();
    view = fresh(view, env.clock);
    try {
      const position = await nextStep(view, steps, env.ports);
      const { underway } = view.facts.deployments ?? {};
      if (underway !== undefined && underway.status !== 'DELETING') view.memory.asked.set('deployment seen', view.now);
      for (const { step, because } of position.done) tellDone(view, step, because, told, env.report);
      if (position.next === undefined) return view;
      const { assessment } = position.next;
      if (assessment.state === 'refuse' && assessment.error.code !== refused) {
        refused = assessment.error.code;
        continue;
      }
      if (
        assessment.state === 'act' &&
        assessment.confirm !== undefined &&
        !confirmed.has(assessment.confirm.question)
      ) {
        // What is true may change while somebody reads the question: everything is observed again after the answer.
        if (!(await env.confirm(assessment.confirm, view))) throw assessment.confirm.declined;
        confirmed.add(assessment.confirm.question);
        if (env.clock.now() - view.now > 1_000) continue;
      }
      await take(position.next, view, env);
      failingSince = undefined;
      refused = undefined;
    } catch (error) {
      if (error instanceof RdsFault) {
        const refusal = `${error.operation} ${error.fault}`;
        if (refused === refusal) throw unexpectedFault(view, error);
        refused = refusal;
        continue;
      }
      // Only calls that change something end here, reads are repeated by the port: look again at what became of it.
      if (!(error instanceof RdsUnreachable)) throw error;
      failingSince ??= env.clock.now();
      if (env.clock.now() - failingSince > failingLimit) throw unexpectedFault(view, error);
      warn(view, error.message, env.report);
      await env.clock.sleep(5_000, env.signal);
    }
  }
}

function warn(view: View, message: string, report: Report): void {
  const remedy = 'Looking again in a few seconds; RDS goes on meanwhile.';
  report({
    code: 'WARNING',
    cluster: view.desired.annotation.clusterIdentifier,
    id: 'RDS-UNREACHABLE',
    message,
    remedy,
  });
}

async function take(next: Next, view: View, env: RunEnvironment): Promise<void> {
  const { step, assessment } = next;
  switch (assessment.state) {
    case 'refuse':
      if (assessment.prediction !== undefined) {
        env.report({ code: 'PREDICTION', cluster: about(view, step).cluster, ...assessment.prediction });
      }
      throw assessment.error;
    case 'wait':
      return wait(step, assessment, view, env);
    case 'act':
      env.report({ code: 'STEP_ACT', ...about(view, step), will: assessment.will });
      return whileBusy(
        (elapsedSeconds) =>
          env.report({
            code: 'STEP_WAIT',
            ...about(view, step),
            for: step.busyWith ?? 'the answer',
            elapsedSeconds,
            heartbeat: true,
          }),
        step.execute?.(view, env.ports),
      );
  }
}

/** Looks again and again at the one thing that is waited for, until it is something else. */
async function wait(step: Step, first: Waiting, view: View, env: RunEnvironment): Promise<void> {
  const begun = env.clock.now();
  let waiting = first;
  let toldAt: number | undefined;
  let toldText: string | undefined;
  for (;;) {
    const now = env.clock.now();
    const elapsed = now - (waiting.since ?? begun);
    if (elapsed > waiting.limit) throw limitReached(view, step, waiting);
    const changed = toldText !== waiting.for;
    if (changed || toldAt === undefined || now - toldAt >= Math.max(heartbeat, 5 * waiting.every)) {
      env.report({
        code: 'STEP_WAIT',
        ...about(view, step),
        for: waiting.for,
        elapsedSeconds: Math.round(elapsed / 1000),
        expected: toldAt === undefined ? waiting.expected : undefined,
        heartbeat: !changed,
      });
      toldAt = now;
      toldText = waiting.for;
    }
    await env.clock.sleep(waiting.every, env.signal);
    view.now = env.clock.now();
    const before = view.facts.deployments?.underway;
    forget(view, waiting.watch);
    await observe(view, waiting.watch, env.ports);
    // At the switchover source and target flip: everything else that was read is from before it.
    const { underway } = view.facts.deployments ?? {};
    if (underway?.identifier !== before?.identifier || underway?.status !== before?.status) return;
    const assessment = await assess(step, view, env.ports);
    // Anything but more of the same is decided upon with fresh facts from the first step on.
    if (assessment.state !== 'wait') return;
    waiting = assessment;
  }
}

/** What is watched is read again; what was only looked at before the wait is read again when a step asks for it. */
function forget(view: View, watch: readonly Fact[]): void {
  const { production, deployments } = view.facts;
  view.facts = {
    ...(watch.includes('production') ? {} : { production }),
    ...(watch.includes('deployments') ? {} : { deployments }),
  };
}

function fresh(view: View, clock: Clock): View {
  return { ...view, now: clock.now(), facts: {} };
}

function about(view: View, step: Step) {
  const { id, section, title } = step;
  return { cluster: view.desired.annotation.clusterIdentifier, step: id, section, title };
}

function tellDone(
  view: View,
  step: Step,
  { because, warnings, attention, prediction }: Extract<Assessment, { state: 'done' }>,
  told: Set<string>,
  report: Report,
): void {
  if (told.has(step.id)) return;
  told.add(step.id);
  report({ code: 'STEP_DONE', ...about(view, step), because, attention });
  if (prediction !== undefined) tellPrediction(view, prediction, told, report);
  for (const { id, message, remedy } of warnings ?? []) {
    report({ code: 'WARNING', cluster: view.desired.annotation.clusterIdentifier, id, message, remedy });
  }
}

/** Green mostly confirms what blue has let expect: said once. */
function tellPrediction(view: View, prediction: Prediction, told: Set<string>, report: Report): void {
  const key = `prediction ${prediction.changes.map(({ address, attribute, effect }) => `${address} ${attribute} ${effect}`)}`;
  if (told.has(key)) return;
  told.add(key);
  report({ code: 'PREDICTION', cluster: view.desired.annotation.clusterIdentifier, ...prediction });
}

function limitReached(view: View, step: Step, waiting: Waiting): UpgradeError {
  return new UpgradeError({
    code: 'WAIT_LIMIT',
    message: `${step.id} of ${view.desired.annotation.clusterIdentifier} has waited ${Math.round(waiting.limit / 60_000)} minutes for ${waiting.for}.`,
    remedy: waiting.remedy,
  });
}

function unexpectedFault(view: View, fault: RdsFault | RdsUnreachable): UpgradeError {
  const name = fault instanceof RdsFault ? fault.fault : 'no answer for 15 minutes';
  const service = fault instanceof RdsFault ? fault.service : 'RDS';
  return new UpgradeError({
    code: 'RDS_REFUSED',
    message: `${service} refused ${fault.operation} for ${view.desired.annotation.clusterIdentifier} (${name}): ${fault.message}`,
    remedy: `Mend what it names, then continue: ${continueCommand(view)}`,
    exitCode: ExitCode.failed,
    cause: fault,
  });
}
