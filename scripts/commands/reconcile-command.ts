import type { Action, CommandContext, CommonOptions } from '../cli/command';
import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { versionsInCode } from '../desired/parsed-versions';
import { abortCommand, continueCommand, ownCommand } from '../report/commands';
import { errorEvent } from '../report/error-event';
import { run } from '../runbook/run';
import { reconcileSteps } from '../runbook/upgrade';
import { provenNow } from '../runbook/upgrade/prove-plan';
import { ExitCode, refusal, type UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { versionsAfter } from '../view/code-after';
import { unfinished } from '../view/identity';
import { phaseOf } from '../view/phase';
import { runningVersion } from '../view/running-version';
import { fact, type View } from '../view/view';
import type { CodeOfRun } from '../workspace/code-port';
import type { OpenConnection } from '../workspace/connections';
import { findSharedEdits } from '../workspace/find-shared-edits';
import { openWorkspace } from '../workspace/open-workspace';
import { portsOf } from '../workspace/ports';
import type { WritingRun } from '../workspace/shared-advice';
import { startView } from '../workspace/start-view';
import type { Workspace } from '../workspace/workspace';
import { commitAdvice } from './commit-advice';
import { conclude } from './conclude';
import { exists } from './exists';
import { isProven, proveAgain } from './prove-again';
import { refreshStates } from './refresh-state';
import { selectedClusters } from './selected-clusters';
import { whereOf } from './upgrade-result';
import { worstOf } from './worst-of';

export interface ReconcileOptions extends CommonOptions {
  check?: boolean;
  all?: boolean;
  refreshState?: boolean;
}

/** `npm run reconcile`: the code follows AWS, never the other way round. */
export const reconcileCommand: Action<ReconcileOptions> = async (names, options, context) => {
  const workspace = await openWorkspace(options, context);
  try {
    const views: { view: View; connection: OpenConnection }[] = [];
    const asked = await selectedClusters(workspace, names, options, { all: true }, context);
    for (const cluster of asked) {
      if (cluster.annotation.upgradePolicy === 'in-place') continue;
      const connection = await workspace.open(cluster);
      const view = startView(cluster, connection, { command: 'reconcile', local: options.local });
      if (!(await exists(view, connection, asked.length > 1 && names.length === 0, context.report))) continue;
      views.push({ view, connection });
    }
    const drifted = views.filter(({ view }) => inCode(view) !== running(view));
    if (drifted.length > 0)
      tellDrift(
        drifted.map(({ view }) => view),
        context,
      );
    if (options.check === true || drifted.length === 0) {
      for (const { view, connection } of views) {
        if (inCode(view) === running(view)) tellSame(view, connection, context);
        else tellDifferent(view, context);
      }
      return drifted.length > 0 ? ExitCode.changes : ExitCode.done;
    }
    const refused = drifted.flatMap(({ view }) => refusalOf(view) ?? []);
    // What was asked for by name is done as a whole or not at all; else one pending upgrade does not hold up all others.
    if (refused[0] !== undefined && (names.length > 0 || refused.length === drifted.length)) throw refused[0];
    const drifting = drifted.filter(({ view }) => refusalOf(view) === undefined);
    const run = writingRun(views, drifting, names, options);
    const { shared, refused: unshared } = await findSharedEdits(workspace, run, context.report);
    if (unshared[0] !== undefined && names.length > 0) throw unshared[0].error;
    const [first, ...others] = [...refused, ...unshared.map(({ error }) => error)];
    const code = { ...run, shared };
    const writable = drifting.filter(({ view }) => !unshared.some(({ clusters }) => clusters.includes(view.desired)));
    const codes: ExitCode[] = [];
    const waiting: DesiredCluster[] = [];
    const proven: DesiredCluster[] = [];
    for (const each of writable) codes.push(await reconcileOne(each, workspace, context, code, { waiting, proven }));
    codes.push(...(await proveAgain(waiting, workspace, context, { proven })));
    await refreshStates(proven, options, workspace, context);
    for (const { code: id, message, remedy } of others) context.report({ code: 'WARNING', id, message, remedy });
    if (first === undefined) return worstOf(codes);
    // Told, not thrown: thrown, it would hide a proof that failed.
    context.report(errorEvent(first));
    return worstOf([...codes, first.exitCode]);
  } finally {
    await workspace.close();
  }
};

/** What the code is to say of each: nothing else, where it is not to be written. */
function writingRun(
  views: readonly { view: View }[],
  drifting: readonly { view: View }[],
  names: readonly string[],
  { local }: ReconcileOptions,
): WritingRun {
  const wishes = views.map(({ view }) => {
    const isDrifting = drifting.some((each) => each.view === view);
    return {
      cluster: view.desired,
      to: isDrifting ? versionsAfter(view, runningVersion(view)) : codeVersions(view.desired),
    };
  });
  return { command: 'reconcile', all: names.length === 0, local, wishes };
}

async function reconcileOne(
  { view, connection }: { view: View; connection: OpenConnection },
  workspace: Workspace,
  { report, signal }: CommandContext,
  code: CodeOfRun,
  { waiting, proven }: { waiting: DesiredCluster[]; proven: DesiredCluster[] },
): Promise<ExitCode> {
  const phase = phaseOf(view);
  const last = await run(view, reconcileSteps, {
    ports: portsOf(workspace, connection, report, { code }),
    clock: connection.clock,
    report,
    signal,
    confirm: async () => true,
  });
  const outcome = conclude(last, undefined, phase);
  const cluster = view.desired.annotation.clusterIdentifier;
  const commit = commitAdvice(last, `Update ${cluster} to ${running(last)}, which AWS runs`);
  const where = whereOf(connection);
  report({ code: 'RESULT', cluster, outcome: outcome.name, message: outcome.message, ...given({ commit }), where });
  if (isProven(provenNow(last))) proven.push(view.desired);
  if (outcome.name !== 'waits-for-others' && outcome.name !== 'waits-for-code') return outcome.code;
  waiting.push(view.desired);
  return ExitCode.done;
}

const inCode = (view: View) => view.desired.annotation.engineVersion;
const running = (view: View) => view.facts.production!.cluster.engineVersion;

/** Negative where AWS is ahead, positive where the code is. */
const drift = (view: View) => versionsInCode(view.desired).current.compare(runningVersion(view));

function tellDrift(views: View[], { report }: CommandContext): void {
  const rows = views.map((view) => {
    const ahead = drift(view) < 0 ? 'AWS' : 'the code';
    return [view.desired.annotation.clusterIdentifier, view.desired.stack, inCode(view), running(view), ahead];
  });
  report({ code: 'TABLE', title: 'Drift', columns: ['CLUSTER', 'STACK', 'CODE', 'RUNS', 'AHEAD'], rows });
}

function tellSame(view: View, connection: OpenConnection, { report }: CommandContext): void {
  const cluster = view.desired.annotation.clusterIdentifier;
  const message = `runs ${running(view)}, as the code says`;
  report({ code: 'RESULT', cluster, outcome: 'nothing', message, where: whereOf(connection) });
}

function tellDifferent(view: View, { report }: CommandContext): void {
  const cluster = view.desired.annotation.clusterIdentifier;
  const remedy =
    drift(view) < 0
      ? `to write ${running(view)} into the code: ${ownCommand(view, 'reconcile')}`
      : `to upgrade: ${continueCommand(view)}`;
  const message = `runs ${running(view)}, and the code says ${inCode(view)}; ${remedy}`;
  report({ code: 'RESULT', cluster, outcome: 'drift', message });
}

function refusalOf(view: View): UpgradeError | undefined {
  // A code that is ahead is an upgrade that has not run: writing the old version would undo somebody's bump.
  return drift(view) > 0 ? codeAhead(view) : besideDeployment(view);
}

/** What runs may be another version in a minute, or be undone: the upgrade writes the code when it is over. */
function besideDeployment(view: View): UpgradeError | undefined {
  const [deployment] = unfinished(fact(view, 'deployments'));
  if (deployment === undefined) return undefined;
  const { clusterIdentifier } = view.desired.annotation;
  return refusal(
    'DEPLOYMENT_EXISTS',
    `The deployment ${deployment.identifier} (${deployment.name}, ${deployment.status}) of ${clusterIdentifier} is not finished: which version will run is still open.`,
    `Finish it (${continueCommand(view)}) or abort it (${abortCommand(view)}) first; if it was not created by this tool, do so where it was created.`,
  );
}

function codeAhead(view: View) {
  return refusal(
    'CODE_AHEAD',
    `The code of ${view.desired.annotation.clusterIdentifier} says ${inCode(view)}, later than ${running(view)}, which runs: that is a pending upgrade, which reconcile does not touch.`,
    `Run it: ${continueCommand(view)}; or revert the bump in the code.`,
  );
}
