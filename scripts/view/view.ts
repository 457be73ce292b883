import type { EngineVersion } from '../../constructs/engine-version';
import type { ClusterScaling } from '../aws/autoscaling/types';
import type { Alarms } from '../aws/cloudwatch/metrics-port';
import type {
  Cluster,
  ClusterEndpoint,
  ClusterSnapshot,
  EngineLog,
  EventSubscription,
  FamilyParameter,
  Identity,
  Instance,
  Integration,
  OfferedVersion,
  ParameterGroupFacts,
  PendingMaintenance,
  PrecheckLog,
  ProxyTarget,
  Quota,
  RdsEvent,
} from '../aws/rds/types';
import type { DatabaseLook } from '../database/answers';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { Coordinates } from './coordinates';
import type { DeploymentsOfCluster } from './identity';
import type { Lag } from './lag';
import type { Load, QuietestHour } from './load';
import type { Looked } from './looked';
import type { Memory } from './memory';
import type { OldClients } from './old-clients';
import type { Connections } from './old-connections';
import type { Leftovers } from './old-environment';
import type { Request } from './request';
import type { Standing } from './standing';

/** A cluster with its instances. */
export interface Environment {
  cluster: Cluster;
  instances: Instance[];
}

/** What can be read, each a call or two. Steps name the ones they need, and only those are read. */
export interface Facts {
  production: Environment;
  deployments: DeploymentsOfCluster;
  /** Green of the deployment under way; null while it is not visible. */
  green: Environment | null;
  /** The former blue of a finished deployment; null when it is gone. */
  old: Environment | null;
  /** What RDS says of the version that production runs, and of the target. */
  engine: {
    current?: OfferedVersion;
    target?: OfferedVersion;
    /** Where RDS offers no direct way: the versions to go over, both ends included. */
    path?: EngineVersion[];
  };
  /** Of production's cluster parameter group: those that replication to green needs. */
  replicationParameters: Record<string, string>;
  /** What the target's family knows; only read for a major upgrade. */
  targetParameters: { cluster: FamilyParameter[]; instance: FamilyParameter[] };
  /** The same of the family that production runs. */
  runningParameters: Looked<{ cluster: FamilyParameter[]; instance: FamilyParameter[] }>;
  /** What somebody has set in production's groups: of the cluster, and of its instances. */
  ownParameters: Looked<ByGroup>;
  /** What somebody has set in the cluster group that green is to get; null where there is no such group yet. */
  greenParameters: Looked<Record<string, string> | null>;
  /** What the target's groups hold of the parameters that the code sets in them, and how it is applied; no others are read. */
  targetValues: ByGroup & { methods?: ByGroup };
  targetGroups: { cluster?: ParameterGroupFacts; instance?: ParameterGroupFacts };
  /** Since the deployment was created: its own and its green instances', which tell when those were restarted. */
  greenEvents: RdsEvent[];
  /** Since the deployment was created: production's cluster and instances, which tell of degradation and cancellation. */
  sourceEvents: RdsEvent[];
  snapshots: ClusterSnapshot[];
  /** Production's custom endpoints. */
  endpoints: ClusterEndpoint[];
  scaling: Scaling;
  /** Clusters that are named as a green of this one and belong to no deployment any more. */
  leftGreens: Cluster[];
  /** What finished upgrades have left, with the instances of the one that is to be removed next. */
  leftovers: Leftovers & {
    instances: Instance[];
    /** Every cluster of the region, with its parameter group. */
    groupUsers: { cluster: string; group: string }[];
  };
  /** As far as RDS remembers: of the finished deployment, of production and of the old cluster. */
  switchoverEvents: RdsEvent[];
  /** To the old environment, over the soak time. */
  connections: Connections;
  /** Of the old cluster, or of former blues that are gone, made by `cleanup`; oldest first. */
  finalSnapshots: ClusterSnapshot[];
  /** What RDS told of the last minutes, of production, green and the deployment. */
  news: RdsEvent[];
  /** What production's databases answer to the checks before a deployment is created. */
  data: DatabaseLook;
  /** The same, to the checks right before the switchover. */
  dataAtSwitchover: DatabaseLook;
  /** What production's databases still hold of a deployment that was deleted. */
  slotsOfGone: DatabaseLook;
  /** How the replication is, while green stands: kept for some minutes. */
  standing: Standing;
  /** The end of the logs of both writers, read where replication is broken: it names the statement. */
  engineLogs: Looked<EngineLog[]>;
  /** What the prechecks of green's upgrade have written; null where they have written nothing, or nothing is to be had of them. */
  prechecks: Looked<PrecheckLog | null>;
  /** What green's databases answer to their own checks then. */
  greenAtSwitchover: DatabaseLook;
  /** What is left to do in production's databases once it is switched over. */
  dataAfter: DatabaseLook;
  /** How many clients old still has. */
  clientsOnOld: Looked<OldClients[]>;
  /** Where consumers of the binary log go on; null where RDS has told nothing, or the engine has none. */
  coordinates: Looked<Coordinates | null>;
  /** Who is connected to the databases of old. */
  oldData: DatabaseLook;
  /** What RDS told of every member since the last switchover that was undone. */
  attemptEvents: RdsEvent[];
  /** Whether production takes writes after a switchover that was undone. */
  dataFailed: DatabaseLook;
  /** What stands around production, of the whole region: */
  proxyTargets: Looked<ProxyTarget[]>;
  eventSubscriptions: Looked<EventSubscription[]>;
  integrations: Looked<Integration[]>;
  alarms: Looked<Alarms>;
  pendingMaintenance: Looked<PendingMaintenance[]>;
  quotas: Looked<Quota[]>;
  /** Classes of instances that RDS offers for the target. */
  offeredClasses: Looked<string[]>;
  /** The least that production's writer had in the last day, in bytes; null where CloudWatch knows of none. */
  freeableMemory: Looked<number | null>;
  /** What production's writer does now. */
  load: Looked<Load>;
  /** When it did least in the last week; null where CloudWatch does not know a week. */
  quietestHour: Looked<QuietestHour | null>;
  /** How far green is behind; null where CloudWatch knows nothing of the last minutes. */
  lag: Looked<Lag | null>;
}

/** By name of the parameter, of the target's two groups. */
interface ByGroup {
  cluster: Record<string, string>;
  instance: Record<string, string>;
}

/** What Application Auto Scaling holds for production's name, and for old's after the switchover. */
type Scaling =
  | { kind: 'known'; production: ClusterScaling; old: ClusterScaling }
  /** The caller may not look. */
  | { kind: 'denied'; message: string; remedy: string };

export type Fact = keyof Facts;

/**
 * Everything that a step may decide upon, as plain data and versions: desired, observed, and what was asked. `facts` holds what has
 * been read in this tick; asking for another is an error of ours, never a guess.
 */
export interface View {
  now: number;
  identity: Identity;
  region: string;
  /** Of RDS, where it is not AWS's own. */
  endpoint?: string;
  desired: DesiredCluster;
  request: Request;
  /** The version that this run is to reach, of `targetOf` at its beginning: it stays when the run itself writes the code. */
  target: EngineVersion;
  facts: Partial<Facts>;
  memory: Memory;
}

export function fact<F extends Fact>(view: View, name: F): Facts[F] {
  const value = view.facts[name];
  if (value === undefined) throw new Error(`The fact "${name}" was not read before it was used.`);
  return value as Facts[F];
}
