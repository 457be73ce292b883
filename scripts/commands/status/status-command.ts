import { asUpgradeError } from '../../cli/as-upgrade-error';
import type { Action, CommandContext, CommonOptions } from '../../cli/command';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { Sweep } from '../../observed/sweep';
import { ExitCode, type UpgradeError } from '../../runtime/errors';
import type { ReadingConnection } from '../../workspace/connections';
import { databasesOf } from '../../workspace/databases';
import { openWorkspace } from '../../workspace/open-workspace';
import type { ReadingWorkspace } from '../../workspace/workspace';
import { selectedClusters } from '../selected-clusters';
import { worstOf } from '../worst-of';
import { inCode, type Status, statusOf } from './status-of';
import { type Seen, tellStatus } from './tell-status';

export type StatusOptions = CommonOptions;

/** `npm run status`: reads, and changes nothing. Exit code 2 where there is something to do. */
export const statusCommand: Action<StatusOptions> = async (names, options, context) => {
  const workspace: ReadingWorkspace = await openWorkspace(options, context);
  try {
    return await statusOfAll(workspace, names, options, context);
  } finally {
    await workspace.close();
  }
};

/** Clusters that cannot be read are named with the reason, beside those that can. */
export async function statusOfAll(
  workspace: Pick<ReadingWorkspace, 'clusters' | 'open'>,
  names: readonly string[],
  options: StatusOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { report, signal } = context;
  const clusters = await selectedClusters(workspace, names, options, { all: true }, context);
  const statusIn = looking(workspace, new Sweep(clusters.length), signal, options.local);
  const all: Seen[] = [];
  const failures: UpgradeError[] = [];
  for (const cluster of clusters) {
    try {
      const seen = await statusIn(cluster);
      report(seen.status);
      all.push(seen);
    } catch (error) {
      const failure = asUpgradeError(error);
      if (failure === undefined || signal.aborted) throw error;
      failures.push(failure);
      all.push({ status: unread(cluster, failure), at: 0 });
    }
  }
  const [failure] = failures;
  // Where nothing could be read, that is all that there is to say.
  if (failure !== undefined && failures.length === clusters.length) throw failure;
  for (const { status } of all) if (status.problem !== undefined) report(status);
  tellStatus(all, report);
  const toDo = all.filter(({ status }) => status.next !== undefined);
  return worstOf([...failures.map(() => ExitCode.failed), ...toDo.map(() => ExitCode.changes)]);
}

/** An outage that was waited for in vain is not waited for again with each cluster of that account and region. */
function looking(workspace: Pick<ReadingWorkspace, 'open'>, sweep: Sweep, signal: AbortSignal, local?: boolean) {
  const outages = new Map<ReadingConnection, unknown>();
  return async (cluster: DesiredCluster): Promise<Seen> => {
    const connection = await workspace.open(cluster);
    if (outages.has(connection)) throw outages.get(connection);
    try {
      const databases = databasesOf(connection, { access: {}, signal });
      const status = await statusOf(cluster, connection, sweep.sources(connection), local, databases);
      return { status, at: connection.clock.now() };
    } catch (error) {
      if (asUpgradeError(error)?.code === 'RDS_UNREACHABLE') outages.set(connection, error);
      throw error;
    }
  };
}

function unread(cluster: DesiredCluster, { code: error, message, remedy }: UpgradeError): Status {
  return { ...inCode(cluster), phase: 'unread', problem: { error, message, remedy } };
}
