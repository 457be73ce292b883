import { HookFailed } from '../../hooks/hook-failed';
import type { HookRunner } from '../../hooks/hook-runner';
import type { Failure } from '../../hooks/variables';
import { observe } from '../../observed/observe';
import { abortCommand, continueCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import { inOneLine } from '../../runtime/printable';
import { attempt } from '../../view/attempt';
import { crossed } from '../../view/phase';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import type { RunEnvironment } from '../run';
import { warningOf } from './after-switchover-hooks';
import { hookOf, openSince, undoneAt } from './of-view';
import { writeTag } from './write-tag';

/**
 * After a run that has ended with an error: `onFailure`, where there is something that it is for. Decided on a look of its own: production
 * must still be blue, and no switchover may be at work, for then nobody knows yet what is to be undone.
 */
export async function undo(start: View, error: unknown, env: RunEnvironment, runner: HookRunner): Promise<void> {
  if (!(error instanceof UpgradeError) || env.signal?.aborted === true) return tellOpen(start, env, runner);
  const view: View = { ...start, now: env.clock.now(), facts: {} };
  try {
    await observe(view, ['production', 'deployments'], env.ports);
    if (fact(view, 'deployments').underway !== undefined) {
      await observe(view, ['green', 'greenEvents', 'sourceEvents'], env.ports);
    }
  } catch {
    // The error that ended the run says what is wrong.
    return tellOpen(start, env, runner);
  }
  if (!undoDue(view, error)) return;
  // Where RDS has cancelled its switchover, the other run has come to an end, too.
  if (error.code !== 'SWITCHOVER_CANCELLED' && isAnothers(view, runner)) return tellAnothers(view, env);
  if (hookOf(view, 'onFailure') === undefined) return;
  const failure = { outcome: error.code, reason: error.message };
  await runUndo(view, failure, env, runner);
}

/** Runs it, tags its success, and tells its failure. @returns whether it succeeded */
export async function runUndo(
  view: View,
  failure: Failure,
  { ports, report, clock }: Pick<RunEnvironment, 'ports' | 'report' | 'clock'>,
  runner: HookRunner,
): Promise<boolean> {
  const cluster = view.desired.annotation.clusterIdentifier;
  report({
    code: 'NOTE',
    cluster,
    message: `Running the hook onFailure: ${inOneLine(hookOf(view, 'onFailure')!.command)}`,
  });
  try {
    await runner.run(view, 'onFailure', failure);
  } catch (failed) {
    if (!(failed instanceof HookFailed)) throw failed;
    report(warningOf(view, failed));
    return false;
  }
  await writeTag(view, ports.rds, tagKey.hookUndone, clock.now(), report);
  return true;
}

/**
 * As long as a gate may wait after the hook: an older one was most likely left by a run that has ended. One that goes on all the same
 * does not switch over after this (HOOK_UNDONE).
 */
const longestGate = 60 * 60_000;

/** Another run may be between its `beforeSwitchover` and its switchover: then it would switch over what was undone. */
function isAnothers(view: View, runner: HookRunner): boolean {
  const begun = openSince(view);
  if (begun === undefined || runner.hasRun('beforeSwitchover')) return false;
  const { timeoutSeconds = 3600 } = hookOf(view, 'beforeSwitchover') ?? {};
  return view.now - begun < timeoutSeconds * 1000 + longestGate;
}

function tellAnothers(view: View, { report }: RunEnvironment): void {
  const { clusterIdentifier } = view.desired.annotation;
  report({
    code: 'WARNING',
    cluster: clusterIdentifier,
    id: 'HOOK_UNDO_OPEN',
    message: `The hook beforeSwitchover of ${clusterIdentifier} was run by another run, which may be about to switch over: onFailure is not run.`,
    remedy: `Where that run has ended, continue: ${continueCommand(view)}; or abort the upgrade, which runs onFailure: ${abortCommand(view)}`,
  });
}

/** Pure. A failed check of green needs no undoing of anything, but somebody may want to know. */
function undoDue(view: View, error: UpgradeError): boolean {
  const { underway } = fact(view, 'deployments');
  if (underway === undefined || crossed(view)) return false;
  const isBlue = underway.status === 'AVAILABLE' || underway.status === 'SWITCHOVER_FAILED';
  const last = attempt(view);
  if (!isBlue || last.kind === 'open') return false;
  // One that was not run needs no undoing, and nobody has approved what else is to run.
  if ((error instanceof HookFailed && error.code !== 'HOOK_CHANGED') || openSince(view) !== undefined) return true;
  // Told once for each: the time of one that left none is not known, and then once for the deployment.
  return error.code === 'SWITCHOVER_CANCELLED' && last.kind === 'cancelled' && (last.at ?? 1) > undoneAt(view);
}

/** An interrupted run undoes nothing: it is continued, or given up, by a command. */
function tellOpen(view: View, { report }: RunEnvironment, runner: HookRunner): void {
  if (!runner.hasRun('beforeSwitchover')) return;
  const { clusterIdentifier } = view.desired.annotation;
  report({
    code: 'WARNING',
    cluster: clusterIdentifier,
    id: 'HOOK_UNDO_OPEN',
    message: `The hook beforeSwitchover of ${clusterIdentifier} has run, and what it did still stands.`,
    remedy: `Continue: ${continueCommand(view)}; or abort the upgrade, which runs onFailure: ${abortCommand(view)}`,
  });
}
