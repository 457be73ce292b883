import type {
  BlueGreenDeploymentTask,
  DBCluster,
  DBClusterParameterGroup,
  DBClusterSnapshot,
  DBInstance,
  DBParameterGroup,
  DBSubnetGroup,
  Parameter,
  Tag,
} from '@aws-sdk/client-rds';
import type { Choices } from './on-demand/choices';
import type { FaultRule } from './on-demand/faults';
import type { Policies } from './on-demand/policies';
import type { ScalableTargetRecord } from './scaling/auto-scaling-records';
import type * as around from './surroundings/records';

/**
 * Everything that the embedded RDS knows, as plain JSON: it is in the state file, and read
 * back when the server starts. Times are milliseconds on the world's own clock. Identity is the resource id; names are
 * aliases, swapped at a switchover; ARNs are derived from names when they are read, and so rename by themselves.
 */
export interface World {
  formatVersion: 1;
  /** Twelve digits. */
  account: string;
  /** Counts up with every id drawn, so that the same commands give the same names. */
  sequence: number;
  regions: Record<string, Region>;
  faults: FaultRule[];
  /** Calls served since the start, per operation. */
  calls: Record<string, number>;
  /** What its callers may do. */
  policies: Policies;
  /** What this world does where nobody outside AWS knows. */
  choices: Choices;
  /** Where a host name leads, as DNS would say: of names behind which there is a real database. */
  addresses?: Record<string, LoopbackAddress>;
}

export interface LoopbackAddress {
  address: string;
  port: number;
}

export interface Region {
  name: string;
  clusters: Record<string, ClusterRecord>;
  instances: Record<string, InstanceRecord>;
  deployments: Record<string, DeploymentRecord>;
  clusterSnapshots: Record<string, ClusterSnapshotRecord>;
  clusterParameterGroups: Record<string, ParameterGroupRecord>;
  parameterGroups: Record<string, ParameterGroupRecord>;
  subnetGroups: Record<string, SubnetGroupRecord>;
  globalClusters: Record<string, GlobalClusterRecord>;
  /** Custom cluster endpoints by identifier. */
  clusterEndpoints: Record<string, ClusterEndpointRecord>;
  /** Scalable targets by the name of what they scale, `cluster:orders`: to Application Auto Scaling names are identity. */
  scalableTargets: Record<string, ScalableTargetRecord>;
  /** What CloudWatch remembers of each instance by resource id, oldest first. It outlives the instance. */
  connectionSpans: Record<string, ConnectionSpan[]>;
  proxies: Record<string, around.ProxyRecord>;
  eventSubscriptions: Record<string, around.EventSubscriptionRecord>;
  integrations: Record<string, around.IntegrationRecord>;
  /** Of CloudWatch, by name. */
  alarms: Record<string, around.AlarmRecord>;
  /** By the ARN of the cluster or the instance. */
  pendingMaintenance: Record<string, around.MaintenanceRecord>;
  /** What instances have been told to publish, by metric and resource id, oldest first. */
  metricSpans: Record<string, around.MetricSpan[]>;
  events: EventRecord[];
  /** What will happen, and when: see timeline.ts. Kept sorted by time, then by order of scheduling. */
  agenda: AgendaItem[];
}

/** The fields that RDS itself stores as given; everything derived (ARNs, endpoints, members) is computed on read. */
export interface ClusterRecord {
  /** `cluster-` + 26 characters. */
  resourceId: string;
  identifier: string;
  status: string;
  /** A status that somebody has set, and that stays until it is set back. */
  heldStatus?: string;
  engine: string;
  engineVersion: string;
  parameterGroup: string;
  subnetGroup: string;
  deletionProtection: boolean;
  createdAt: number;
  /** Resource id of the writer, undefined while the cluster has no instance. */
  writer?: string;
  /** What the engine's server stores of the master user's password. */
  masterVerifier?: string;
  tags: Tag[];
  pendingModifiedValues: NonNullable<DBCluster['PendingModifiedValues']>;
  /** From when on the storage can become I/O-Optimized again, once it has. */
  ioOptimizedAgainAt?: number;
  /** Whether the storage refuses writes: green before the switchover, old after it. */
  readOnly: boolean;
  /** Where the binary log of a server behind it stands, once somebody has said so. */
  binlog?: BinlogCoordinates;
  /** What the prechecks of a major upgrade find in its data (Aurora MySQL), once somebody has said so. */
  prechecks?: PrecheckProblem[];
  /** The other fields of DBCluster, as they were given or copied from blue (settings, roles, log exports, windows). */
  settings: Partial<DBCluster>;
}

/** Of MySQL. */
export interface BinlogCoordinates {
  file: string;
  position: number;
}

/** As the log of the prechecks tells it. */
export interface PrecheckProblem {
  /** `routinesSyntaxCheck` */
  check: string;
  level: 'Error' | 'Warning' | 'Notice';
  object: string;
  description: string;
}

/** A file that RDS itself writes beside the engine's logs. */
export interface LogFileRecord {
  writtenAt: number;
  text: string;
}

export interface InstanceRecord {
  /** `db-` + 26 characters. */
  resourceId: string;
  identifier: string;
  /** Resource id of the cluster. */
  cluster: string;
  status: string;
  /** As a cluster's. */
  heldStatus?: string;
  engineVersion: string;
  parameterGroup: string;
  parameterApplyStatus: string;
  /** This member's standing with the cluster's parameter group: `in-sync`, `pending-reboot`, `applying`. */
  clusterParameterGroupStatus: string;
  promotionTier: number;
  createdAt: number;
  tags: Tag[];
  pendingModifiedValues: NonNullable<DBInstance['PendingModifiedValues']>;
  /** How many clients are connected; see connections.ts for one that nobody has set. */
  connections?: number;
  /** By name. */
  logs?: Record<string, LogFileRecord>;
  settings: Partial<DBInstance>;
}

/** A blue/green deployment. Source and target are resource ids; their ARNs flip at the switchover by the rename. */
export interface DeploymentRecord {
  /** `bgd-` + 16 characters. */
  identifier: string;
  name: string;
  /** Resource id of blue, the cluster that the deployment was created for. */
  source: string;
  /** Resource id of green, from the moment that it is visible. */
  target?: string;
  status: string;
  statusDetails?: string;
  createdAt: number;
  deletedAt?: number;
  tasks: BlueGreenDeploymentTask[];
  members: DeploymentMember[];
  tags: Tag[];
  /** Undefined: green keeps blue's version, and no upgrade is among the tasks. */
  targetEngineVersion?: string;
  /** The groups that green ends with: as asked for, else the defaults of its family. */
  targetClusterParameterGroup: string;
  targetParameterGroup: string;
  /** Replication to green is degraded: no status says so, only events and a refused switchover. */
  degraded?: boolean;
}

/** One row of SwitchoverDetails: a cluster, an instance or a custom endpoint and its counterpart. */
export interface DeploymentMember {
  kind: 'cluster' | 'instance' | 'cluster-endpoint';
  source: string;
  target?: string;
  status?: string;
  /** The ARNs at the time of deletion, for what no longer exists: a row outlives its resources. */
  deletedSourceArn?: string;
  deletedTargetArn?: string;
}

export interface ParameterGroupRecord {
  name: string;
  family: string;
  description: string;
  /** Parameters set by a user, over the family's defaults. */
  parameters: Record<string, Pick<Parameter, 'ParameterValue' | 'ApplyMethod'>>;
  tags: Tag[];
}

export interface SubnetGroupRecord extends Pick<DBSubnetGroup, 'DBSubnetGroupName' | 'DBSubnetGroupDescription'> {
  name: string;
  vpcId: string;
  subnetIds: string[];
  tags: Tag[];
}

export interface ClusterSnapshotRecord {
  identifier: string;
  /** Resource id of the cluster at creation. */
  clusterResourceId: string;
  /** When the cluster was made, which the snapshot outlives. */
  clusterCreatedAt?: number;
  status: string;
  createdAt: number;
  tags: Tag[];
  settings: Partial<DBClusterSnapshot>;
}

export interface GlobalClusterRecord {
  identifier: string;
  resourceId: string;
  engine: string;
  engineVersion: string;
  status: string;
  members: { cluster: string; isWriter: boolean }[];
  settings: Record<string, unknown>;
  tags: Tag[];
}

export interface ClusterEndpointRecord {
  identifier: string;
  resourceId: string;
  cluster: string;
  type: 'READER' | 'ANY';
  status: string;
  /** Resource ids of instances. */
  staticMembers: string[];
  excludedMembers: string[];
  tags: Tag[];
}

/** What is published of an instance from a moment on, until its next span: under the names that it has in that time. */
export interface ConnectionSpan {
  since: number;
  instance: string;
  cluster: string;
  isWriter: boolean;
  /** Undefined: nothing is published. */
  connections?: number;
}

export interface EventRecord {
  at: number;
  sourceType: 'db-cluster' | 'db-instance' | 'blue-green-deployment' | 'db-cluster-snapshot' | 'db-parameter-group';
  /** The name at the time of the event, as AWS shows it. */
  sourceIdentifier: string;
  sourceArn?: string;
  categories: string[];
  message: string;
}

/** One step of a running timeline. `args` is plain JSON: resource ids and settings, never names. */
export interface AgendaItem {
  at: number;
  timeline: string;
  step: number;
  startedAt: number;
  args: Record<string, unknown>;
}

export type { DBClusterParameterGroup, DBParameterGroup };
