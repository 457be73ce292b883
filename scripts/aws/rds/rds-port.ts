import type { Settings } from './settings';
import type {
  AssociatedRole,
  Cluster,
  ClusterEndpoint,
  ClusterSnapshot,
  Deployment,
  EventSubscription,
  FamilyParameter,
  GroupParameter,
  Identity,
  Instance,
  Integration,
  LogFile,
  OfferedVersion,
  ParameterGroupFacts,
  PendingMaintenance,
  ProxyTarget,
  Quota,
  RdsEvent,
  Tags,
} from './types';

/** How long RDS remembers events, in milliseconds: 14 days (AWS, API reference, DescribeEvents). */
export const eventMemory = 14 * 24 * 60 * 60_000;

/**
 * The RDS calls that this project makes, and no others: the policies in scripts/policies allow exactly these. Something that does not
 * exist is `undefined` or an empty list; every other problem is an `UpgradeError`, or an `RdsFault` if the caller can handle the
 * fault.
 */
export interface RdsPort extends RdsReads, RdsChanges {}

/** They change nothing, so they may be sent again, and one answer may serve several callers. */
export interface RdsReads {
  identity(): Promise<Identity>;
  cluster(identifier: string): Promise<Cluster | undefined>;
  /** Every cluster of the region: to find one by resource id after its name changed hands. */
  clusters(): Promise<Cluster[]>;
  instances(clusterIdentifier: string): Promise<Instance[]>;
  /** Every instance of the region that is a member of a cluster. */
  allInstances(): Promise<Instance[]>;
  /** All deployments of the region: they are matched by source and by target, because those flip at the switchover. */
  deployments(): Promise<Deployment[]>;
  deployment(identifier: string): Promise<Deployment | undefined>;
  offeredVersion(engine: string, version: string): Promise<OfferedVersion | undefined>;
  /** Every version that RDS knows of the engine, those that are no longer offered too. */
  offeredVersions(engine: string): Promise<OfferedVersion[]>;
  /** What a family of cluster, or of instance, parameter groups knows. */
  familyParameters(kind: 'cluster' | 'instance', family: string): Promise<FamilyParameter[]>;
  clusterParameterGroup(name: string): Promise<ParameterGroupFacts | undefined>;
  instanceParameterGroup(name: string): Promise<ParameterGroupFacts | undefined>;
  /** What somebody has set in a group. What is set to the family's own value may count as the family's. */
  userParameters(kind: 'cluster' | 'instance', group: string): Promise<Record<string, GroupParameter>>;
  /** What a group's parameters are set to, by somebody or by the family: several pages. */
  allParameters(kind: 'cluster' | 'instance', group: string): Promise<Record<string, GroupParameter>>;
  /** Events of one source since then, oldest first. RDS forgets them after `eventMemory`. */
  events(sourceType: EventSource, sourceIdentifier: string, since: number): Promise<RdsEvent[]>;
  /** Events of every source of the region since then, oldest first. */
  recentEvents(since: number): Promise<RdsEvent[]>;
  /** The end of what an instance's engine has logged since then: the newest file, and the one before it; empty where there is none. */
  engineLog(instance: string, since: number): Promise<string>;
  /** One file of an instance, from its beginning; undefined where nothing has been written to such a file since then. */
  logFile(instance: string, file: string, since: number): Promise<LogFile | undefined>;
  /** Manual ones: of one cluster, else all of the region. */
  clusterSnapshots(clusterIdentifier?: string): Promise<ClusterSnapshot[]>;
  /** Custom ones, with their tags. */
  clusterEndpoints(clusterIdentifier: string): Promise<ClusterEndpoint[]>;
  /** Of every proxy of the region: a call more for each. */
  proxyTargets(): Promise<ProxyTarget[]>;
  eventSubscriptions(): Promise<EventSubscription[]>;
  integrations(): Promise<Integration[]>;
  pendingMaintenance(): Promise<PendingMaintenance[]>;
  /** Of the account in this region, with what is used of them. */
  quotas(): Promise<Quota[]>;
  /** Classes of instances that RDS offers for this version. */
  offeredClasses(engine: string, version: string): Promise<string[]>;
}

/** Whoever holds these acts: on what it has read itself, right before. */
export interface RdsChanges {
  createDeployment(request: CreateDeployment): Promise<void>;
  switchover(deployment: string, timeoutSeconds: number): Promise<void>;
  deleteDeployment(deployment: string, options: { deleteTarget: boolean }): Promise<void>;
  rebootInstance(identifier: string): Promise<void>;
  createClusterSnapshot(request: { identifier: string; cluster: string; tags: Tags }): Promise<void>;
  addTags(arn: string, tags: Tags): Promise<void>;
  addRole(clusterIdentifier: string, role: Omit<AssociatedRole, 'status'>): Promise<void>;
  removeRole(clusterIdentifier: string, role: Omit<AssociatedRole, 'status'>): Promise<void>;
  /** Sets what is wanted, at once. `now` is what holds: log exports are enabled and disabled one by one. */
  modifyCluster(clusterIdentifier: string, wanted: Settings, now: Settings): Promise<void>;
  modifyInstance(identifier: string, wanted: Settings): Promise<void>;
  setHttpEndpoint(clusterArn: string, enabled: boolean): Promise<void>;
  createEndpoint(clusterIdentifier: string, endpoint: NewEndpoint): Promise<void>;
  modifyEndpoint(endpoint: Omit<NewEndpoint, 'tags'>): Promise<void>;
  liftDeletionProtection(clusterIdentifier: string): Promise<void>;
  /** A member of a cluster: it has no data of its own, so there is no final snapshot. */
  deleteInstance(identifier: string): Promise<void>;
  /** `finalSnapshot`: the name of the snapshot that RDS makes before; without it none. Automated backups stay until they expire. */
  deleteCluster(identifier: string, options: { finalSnapshot?: string }): Promise<void>;
}

export type NewEndpoint = Omit<ClusterEndpoint, 'arn' | 'status'>;

export type EventSource = 'db-cluster' | 'db-instance' | 'blue-green-deployment';

export interface CreateDeployment {
  name: string;
  sourceArn: string;
  targetEngineVersion: string;
  targetClusterParameterGroup: string;
  targetParameterGroup?: string;
  tags: Tags;
}

/** The names of all reads: the compiler finds a missing one, and one that does not exist. */
export const rdsReads = Object.keys({
  identity: true,
  cluster: true,
  clusters: true,
  instances: true,
  allInstances: true,
  deployments: true,
  deployment: true,
  offeredVersion: true,
  offeredVersions: true,
  familyParameters: true,
  clusterParameterGroup: true,
  instanceParameterGroup: true,
  userParameters: true,
  allParameters: true,
  events: true,
  recentEvents: true,
  engineLog: true,
  logFile: true,
  clusterSnapshots: true,
  clusterEndpoints: true,
  proxyTargets: true,
  eventSubscriptions: true,
  integrations: true,
  pendingMaintenance: true,
  quotas: true,
  offeredClasses: true,
} satisfies Record<keyof RdsReads, true>) as (keyof RdsReads)[];
