import type { Engine } from '../../../engine-versions/catalogue';
import { isPlayed } from '../../data/engines';
import { membersOf, writerOf } from '../../world/lookup';
import type { Scene } from '../../world/scene';
import type { ClusterRecord, DeploymentRecord, World } from '../../world/world';
import { endpointsOf, type WantedEndpoint } from './endpoints';
import { parametersOf } from './engine-parameters';
import type { Parameters } from './parameters';
import { type TopologyRow, topologyOf } from './topology';

/** Who may write: everybody, nobody but who lifts the session's default (green), or nobody at all. */
export type Access = 'open' | 'read-only' | 'fenced';

/** The database of a cluster, whose instances share it as Aurora's share a volume. */
export interface WantedServer {
  /** Resource id of the cluster: the identity of the database, whatever the cluster is called. */
  cluster: string;
  engine: Engine;
  region: string;
  identifier: string;
  version: string;
  masterUser: string;
  masterVerifier?: string;
  firstDatabase?: string;
  /** Whether it is up: while its writer restarts or is stopped, it is not. */
  runs: boolean;
  access: Access;
  /** What its groups say. */
  parameters: Parameters;
  /** A change of the groups waits for a restart: a database that is there goes on with what it has. */
  awaitsRestart: boolean;
  topology: TopologyRow[];
}

/** From blue to green, from when RDS begins to copy until the deployment is over. */
export interface WantedReplication {
  engine: Engine;
  deployment: string;
  region: string;
  source: string;
  target: string;
  /** The switchover is over: what is left of the changes is carried over, then the replication ends. */
  isOver: boolean;
}

/** What there has to be in the way of servers, as plain data. */
export interface Wanted {
  servers: WantedServer[];
  endpoints: WantedEndpoint[];
  replications: WantedReplication[];
  /** Every cluster that there is: the data of any other are gone. */
  clusters: string[];
}

/** Derived from the world alone: whoever starts again in the middle of anything wants the same. */
export function wantedOf(world: World): Wanted {
  const wanted: Wanted = { servers: [], endpoints: [], replications: [], clusters: [] };
  for (const region of Object.values(world.regions)) {
    const scene: Scene = { world, region, now: 0 };
    for (const deployment of Object.values(region.deployments)) {
      const replication = replicationOf(scene, deployment);
      if (replication !== undefined) wanted.replications.push(replication);
    }
    for (const cluster of Object.values(region.clusters)) {
      wanted.clusters.push(cluster.resourceId);
      const server = serverOf(scene, cluster);
      if (server === undefined) continue;
      wanted.servers.push(server);
      wanted.endpoints.push(...endpointsOf(scene, cluster));
    }
  }
  return wanted;
}

const restarting = new Set(['rebooting', 'stopped', 'starting', 'deleting']);

/** Undefined for what has no database: a cluster without an instance that is or was there. */
function serverOf(scene: Scene, cluster: ClusterRecord): WantedServer | undefined {
  const { region } = scene;
  const writer = writerOf(region, cluster);
  if (!isPlayed(cluster.engine) || writer === undefined) return undefined;
  const deployment = Object.values(region.deployments).find(({ target }) => target === cluster.resourceId);
  const isGreen = deployment !== undefined && deployment.status !== 'SWITCHOVER_COMPLETED';
  if (writer.status === 'creating' || (isGreen && !isUpgraded(deployment))) return undefined;
  const isInSync = writer.clusterParameterGroupStatus === 'in-sync' && writer.parameterApplyStatus === 'in-sync';
  return {
    cluster: cluster.resourceId,
    engine: cluster.engine,
    region: region.name,
    identifier: cluster.identifier,
    version: cluster.engineVersion,
    masterUser: cluster.settings.MasterUsername ?? 'postgres',
    masterVerifier: cluster.masterVerifier,
    firstDatabase: cluster.settings.DatabaseName,
    runs: !restarting.has(writer.status),
    access: !cluster.readOnly ? 'open' : isGreen ? 'read-only' : 'fenced',
    parameters: parametersOf[cluster.engine](region, cluster, writer),
    awaitsRestart: !isInSync,
    topology: topologyOf(scene, cluster),
  };
}

/** Green's database is made once, in the version that it ends with: so there is none before its upgrade is over. */
function isUpgraded({ tasks }: DeploymentRecord): boolean {
  const upgrade = tasks.find(({ Name }) => Name === 'DB_ENGINE_VERSION_UPGRADE');
  return upgrade === undefined || upgrade.Status === 'COMPLETED' || upgrade.Status === 'FAILED';
}

function replicationOf({ region }: Scene, deployment: DeploymentRecord): WantedReplication | undefined {
  const { identifier, source, target, status } = deployment;
  const [blue, green] = [region.clusters[source], region.clusters[target ?? '']];
  if (blue === undefined || green === undefined || target === undefined) return undefined;
  if (!isPlayed(blue.engine) || writerOf(region, green) === undefined) return undefined;
  const isOver = status === 'SWITCHOVER_COMPLETED';
  // What failed does not replicate, and a record that is being deleted is nobody's any more.
  if (!isOver && (status === 'DELETING' || status === 'INVALID_CONFIGURATION')) return undefined;
  if (membersOf(region, green).every((member) => member.status === 'deleting')) return undefined;
  return { engine: blue.engine, deployment: identifier, region: region.name, source, target, isOver };
}
