import { commandLine } from '../../constructs/command-line';
import { type Connection, connect } from '../aws/connection';
import { patiently } from '../aws/patience';
import type { Identity } from '../aws/rds/types';
import { wallClock } from '../aws/service-clock';
import type { CommandContext, CommonOptions } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { desiredClusters } from '../desired/desired-clusters';
import { runApp } from '../desired/run-app';
import { refusal } from '../runtime/errors';
import { checkAccount } from './account';
import { localCopy, localEndpoint, localProvider, localStateDirectory } from './local-mode';
import { targetEvent } from './target-event';

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

export interface OpenConnection extends Connection {
  identity: Identity;
}

/** Synthesizes the code once; with `--local`, that of a copy. Connections are opened on demand, one per provider block. */
export async function openWorkspace(options: CommonOptions, context: CommandContext): Promise<Workspace> {
  const copy = options.local === true ? await localCopy(process.cwd()) : undefined;
  const local =
    options.local === true
      ? { endpoint: localEndpoint(process.env), stateDirectory: localStateDirectory(process.cwd()) }
      : undefined;
  const projectDirectory = copy?.directory ?? process.cwd();
  const connections = new Map<string, Promise<OpenConnection>>();
  const read = async () => readClusters(projectDirectory, context.signal, local !== undefined);
  try {
    const clusters = await read();
    return {
      clusters,
      projectDirectory,
      local,
      open(cluster) {
        const key = JSON.stringify(cluster.provider);
        const open = connections.get(key) ?? openConnection(cluster, local?.endpoint, context);
        connections.set(key, open);
        return open;
      },
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
        for (const open of connections.values()) (await open.catch(() => undefined))?.close();
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

async function openConnection(
  cluster: DesiredCluster,
  endpoint: string | undefined,
  { report, signal }: CommandContext,
): Promise<OpenConnection> {
  const remedy = 'Looking again in a few seconds; RDS goes on meanwhile.';
  const connection = patiently(await connect(cluster.provider, { endpoint }), {
    clock: wallClock,
    signal,
    notify: (message) => report({ code: 'WARNING', id: 'RDS-UNREACHABLE', message, remedy }),
  });
  try {
    const identity = await connection.rds.identity();
    checkAccount(cluster, identity.account);
    // One RDS call before anything else: who answers RDS is learned from its response, not from the endpoint's name.
    await connection.rds.cluster(cluster.annotation.clusterIdentifier);
    if (endpoint !== undefined && connection.target.embedded.rds !== true) {
      throw refusal(
        'NOT_EMBEDDED',
        `What answers at ${endpoint} is not the embedded RDS.`,
        `Start it (${commandLine('local')}), or leave --local out to work on what your provider block names.`,
      );
    }
    report(targetEvent(connection, identity));
    return { ...connection, identity };
  } catch (error) {
    connection.close();
    throw error;
  }
}
