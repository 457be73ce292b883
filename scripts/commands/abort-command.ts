import { interactive } from '../cli/ask';
import type { Action, CommandContext, CommonOptions } from '../cli/command';
import { confirmer } from '../cli/confirm';
import type { HookOptions } from '../cli/hook-option';
import type { DesiredCluster } from '../desired/desired-cluster';
import { HookRunner } from '../hooks/hook-runner';
import { abortStepsWith } from '../runbook/hooks/abort-hook';
import { run } from '../runbook/run';
import { ExitCode, refusal } from '../runtime/errors';
import { given } from '../runtime/given';
import type { Request } from '../view/request';
import { fact, type View } from '../view/view';
import { hooksOf } from '../workspace/hooks-of';
import { observeTwice } from '../workspace/observe-twice';
import { openWorkspace } from '../workspace/open-workspace';
import { portsOf } from '../workspace/ports';
import { startView } from '../workspace/start-view';
import type { Workspace } from '../workspace/workspace';
import { goesOnAfter } from './after-no';
import { selectedClusters } from './selected-clusters';
import { whereOf } from './upgrade-result';

export type AbortOptions = CommonOptions & HookOptions;

/** `npm run abort`: before the switchover only. */
export const abortCommand: Action<AbortOptions> = async (names, options, context) => {
  const typedAt = Date.now();
  const workspace = await openWorkspace(options, context);
  try {
    const selection = { purpose: 'to be aborted', offerAll: false, acts: 'abort' } as const;
    const clusters = await selectedClusters(workspace, names, options, selection, context);
    let code: ExitCode = ExitCode.done;
    for (const [index, cluster] of clusters.entries()) {
      try {
        await abortOne(cluster, workspace, options, context, typedAt);
      } catch (error) {
        if (!(await goesOnAfter(error, { cluster, ...given({ next: clusters[index + 1] }) }, context))) throw error;
        code = ExitCode.refused;
      }
    }
    return code;
  } finally {
    await workspace.close();
  }
};

async function abortOne(
  cluster: DesiredCluster,
  workspace: Workspace,
  options: AbortOptions,
  { report, signal }: CommandContext,
  typedAt: number,
): Promise<void> {
  const name = cluster.annotation.clusterIdentifier;
  const connection = await workspace.open(cluster);
  const request: Request = {
    command: 'abort',
    local: options.local,
    hooks: hooksOf(cluster, options.hook, ['onFailure']),
  };
  const view = startView(cluster, connection, request, typedAt);
  const nothing = (seen: View) => fact(seen, 'deployments').underway === undefined;
  await observeTwice(view, ['production', 'deployments'], connection, nothing);
  const before = fact(view, 'deployments').underway;
  if (before !== undefined && !options.yes && !interactive()) {
    throw refusal(
      'NO_TERMINAL',
      `Deleting the green environment of ${name} must be confirmed, and there is no terminal to ask.`,
      'Use --yes to confirm in advance.',
    );
  }
  const runner = new HookRunner({ report, signal });
  const { clock } = connection;
  const asked = { ...view, memory: { ...view.memory, ...given({ deployment: before?.identifier }) } };
  const last = await run(asked, abortStepsWith(runner, { report, clock }), {
    // Only whether the slots are gone is asked, as the code and the environment say.
    ports: portsOf(workspace, connection, report, { databases: { access: {}, signal } }),
    clock,
    report,
    signal,
    confirm: confirmer(options, report, signal),
  });
  const running = last.facts.production?.cluster.engineVersion;
  // The first looks may have shown nothing.
  const gone = before?.identifier ?? last.memory.record;
  const message =
    gone === undefined
      ? `nothing to abort: it runs ${running}`
      : `the deployment ${gone} and its green are gone; production runs ${running}, untouched. The code still says ${cluster.annotation.engineVersion}: until you revert that, the guard stops deploys of the stack ${cluster.stack}`;
  const reverted = cluster.annotation.engineVersion === running;
  const text = gone !== undefined && reverted ? message.replace(/\. The code still.*$/, '') : message;
  const outcome = gone === undefined ? 'nothing' : 'aborted';
  report({ code: 'RESULT', cluster: name, outcome, message: text, where: whereOf(connection) });
}
