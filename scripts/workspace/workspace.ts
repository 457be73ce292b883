import type { Patience } from '../aws/patience';
import { wallClock } from '../aws/service-clock';
import type { CommandContext, CommonOptions } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { desiredClusters } from '../desired/desired-clusters';
import { runApp } from '../desired/run-app';
import { refusal } from '../runtime/errors';
import { given } from '../runtime/given';
import { Connections, type OpenConnection } from './connections';
import { localCopy, localEndpoint, localProvider, localStateDirectory } from './local-mode';

/** What a command works on: the code, and RDS as the code's provider blocks name it. */
export interface Workspace {
  clusters: DesiredCluster[];
  projectDirectory: string;
  /** Set with `--local`: the embedded RDS, and nothing else. */
  local?: { endpoint: string; stateDirectory: string };
  open(cluster: DesiredCluster): Promise<OpenConnection>;
  /** The code as it is now. */
  reread(cluster: DesiredCluster): Promise<DesiredCluster>;
  close(): Promise<void>;
}

/** Synthesizes the code once; with `--local`, that of a copy. Connections are opened on demand, one per provider block. */
export async function openWorkspace(options: CommonOptions, context: CommandContext): Promise<Workspace> {
  const copy = options.local === true ? await localCopy(process.cwd()) : undefined;
  const local =
    options.local === true
      ? { endpoint: localEndpoint(process.env), stateDirectory: localStateDirectory(process.cwd()) }
      : undefined;
  const projectDirectory = copy?.directory ?? process.cwd();
  const connections = new Connections({
    report: context.report,
    patience: patienceOf(context),
    ...given({ endpoint: local?.endpoint }),
  });
  const read = async () => readClusters(projectDirectory, context.signal, local !== undefined);
  try {
    const clusters = await read();
    return {
      clusters,
      projectDirectory,
      local,
      open: (cluster) => connections.open(cluster),
      async reread(cluster) {
        const again = (await read()).find(
          (each) => each.stack === cluster.stack && each.annotation.address === cluster.annotation.address,
        );
        if (again !== undefined) return again;
        throw refusal(
          'CLUSTER_GONE_FROM_CODE',
          `The code no longer declares ${cluster.annotation.clusterIdentifier} in the stack ${cluster.stack}.`,
          'Look at what was changed in the code meanwhile, and run the command again.',
        );
      },
      async close() {
        await connections.close();
        await copy?.remove();
      },
    };
  } catch (error) {
    await copy?.remove();
    throw error;
  }
}

async function readClusters(directory: string, signal: AbortSignal, local: boolean): Promise<DesiredCluster[]> {
  const app = await runApp({ projectDirectory: directory, signal });
  try {
    const clusters = desiredClusters(app.stacks);
    return local ? clusters.map((cluster) => ({ ...cluster, provider: localProvider(cluster.provider) })) : clusters;
  } finally {
    await app.remove();
  }
}

/** An outage is waited for, and told. */
const patienceOf = ({ report, signal }: CommandContext): Patience => ({
  clock: wallClock,
  signal,
  notify(message) {
    const remedy = 'Looking again in a few seconds; RDS goes on meanwhile.';
    report({ code: 'WARNING', id: 'RDS-UNREACHABLE', message, remedy });
  },
});
