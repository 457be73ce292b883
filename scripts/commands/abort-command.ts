import type { Action, CommonOptions } from '../cli/command';
import { confirmer, interactive } from '../cli/confirm';
import { selectClusters } from '../desired/select-clusters';
import { abortSteps } from '../runbook/abort';
import { run } from '../runbook/run';
import { ExitCode, refusal } from '../runtime/errors';
import { fact, type View } from '../view/view';
import { observeTwice } from '../workspace/observe-twice';
import { openWorkspace } from '../workspace/open-workspace';
import { portsOf } from '../workspace/ports';
import { startView } from '../workspace/start-view';

export type AbortOptions = CommonOptions;

/** `npm run abort`: before the switchover only. */
export const abortCommand: Action<AbortOptions> = async (names, options, context) => {
  const { report, signal } = context;
  const workspace = await openWorkspace(options, context);
  try {
    for (const cluster of selectClusters(workspace.clusters, names, { purpose: 'to be given up', offerAll: false })) {
      const name = cluster.annotation.clusterIdentifier;
      const connection = await workspace.open(cluster);
      const view = startView(cluster, connection, { command: 'abort', local: options.local });
      const nothing = (seen: View) => fact(seen, 'deployments').underway === undefined;
      await observeTwice(view, ['production', 'deployments'], connection, nothing);
      const before = fact(view, 'deployments').underway;
      if (before !== undefined && !options.yes && !interactive()) {
        throw refusal(
          'NO_TERMINAL',
          `Deleting the green environment of ${name} must be confirmed, and there is no terminal to ask at.`,
          'Write --yes to confirm it beforehand.',
        );
      }
      const last = await run(view, abortSteps, {
        ports: portsOf(workspace, connection, report),
        clock: connection.clock,
        report,
        signal,
        confirm: confirmer(options, report, signal),
      });
      const running = last.facts.production?.cluster.engineVersion;
      // The first looks may have shown nothing.
      const given = before?.identifier ?? last.memory.record;
      const message =
        given === undefined
          ? `nothing to give up, it runs ${running}`
          : `the deployment ${given} and its green are gone; production runs ${running}, untouched. The code still says ${cluster.annotation.engineVersion}: until that is reverted, deploys of the stack ${cluster.stack} are stopped`;
      const reverted = cluster.annotation.engineVersion === running;
      const text = given !== undefined && reverted ? message.replace(/\. The code still.*$/, '') : message;
      report({ code: 'RESULT', cluster: name, outcome: given === undefined ? 'nothing' : 'aborted', message: text });
      report({
        code: 'NOTE',
        message: `Done on ${connection.target.describe()}, account ${connection.identity.account}.`,
      });
    }
    return ExitCode.done;
  } finally {
    await workspace.close();
  }
};
