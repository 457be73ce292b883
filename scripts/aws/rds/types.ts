import type { Settings } from './settings';

/**
 * What this project reads from RDS, as plain data. Statuses stay strings: the API's own enumerations are open, and an unknown value
 * must reach the step that decides about it.
 */
/** The end of what an instance's engine has logged. */
export interface EngineLog {
  instance: string;
  text: string;
}

/** A file of an instance's. `whole` is false of one that is longer than anybody reads. */
export interface LogFile {
  text: string;
  whole: boolean;
}

/** What the prechecks of an upgrade have written, and where. */
export interface PrecheckLog extends LogFile {
  instance: string;
  file: string;
}

export interface Tags {
  readonly [key: string]: string;
}

export interface Cluster {
  identifier: string;
  arn: string;
  /** `cluster-…`, the identity: names change hands at a switchover, this does not. */
  resourceId: string;
  status: string;
  engine: string;
  engineVersion: string;
  engineMode: string;
  parameterGroup: string;
  members: ClusterMember[];
  deletionProtection: boolean;
  managedPassword: boolean;
  /** ARN of the secret with the password that RDS manages. */
  managedSecret?: string;
  globalClusterIdentifier?: string;
  /** Of a database activity stream, where one is not stopped. */
  activityStream?: string;
  /** Seconds that Aurora MySQL can be wound back by; absent where it cannot. */
  backtrackSeconds?: number;
  /** `limitless`, `standard`, … */
  scalability?: string;
  /** It was created without a network interface in a VPC. */
  outsideVpc?: boolean;
  replicationSource?: string;
  readReplicas: string[];
  backupRetentionDays: number;
  endpoint?: string;
  createdAt?: number;
  /** IAM roles, as `AddRoleToDBCluster` associates them. */
  roles: AssociatedRole[];
  /** Identifiers of those that RDS lists with it. */
  customEndpoints: string[];
  settings: Settings;
  tags: Tags;
}

export interface AssociatedRole {
  arn: string;
  /** `s3Import`; Aurora MySQL has none. */
  feature?: string;
  /** `ACTIVE`, `PENDING`, `INVALID` */
  status: string;
}

/** A custom endpoint. */
export interface ClusterEndpoint {
  identifier: string;
  arn: string;
  status: string;
  /** `READER` or `ANY`. */
  type: string;
  /** Identifiers of instances. */
  staticMembers: string[];
  excludedMembers: string[];
  tags: Tags;
}

export interface ClusterMember {
  instanceIdentifier: string;
  writer: boolean;
  /** `in-sync`, `pending-reboot`, `applying` in practice. */
  clusterParameterGroupStatus: string;
}

export interface Instance {
  identifier: string;
  arn: string;
  resourceId: string;
  /** Of the cluster that it is a member of. */
  clusterIdentifier: string;
  status: string;
  engineVersion: string;
  instanceClass: string;
  parameterGroup?: string;
  /** `in-sync`, `pending-reboot`, `applying`, … */
  parameterApplyStatus?: string;
  settings: Settings;
  tags: Tags;
}

export interface Deployment {
  identifier: string;
  name: string;
  /** ARN of the cluster that is blue; after the switchover, of `…-old1`. */
  source: string;
  /** ARN of green; absent early in PROVISIONING. After the switchover, of production. */
  target?: string;
  status: string;
  statusDetails?: string;
  createdAt: number;
  tasks: { name: string; status: string }[];
  members: DeploymentMember[];
  tags: Tags;
}

export interface DeploymentMember {
  source?: string;
  target?: string;
  status?: string;
}

export interface ClusterSnapshot {
  identifier: string;
  arn: string;
  status: string;
  clusterIdentifier: string;
  /** Of the cluster that it was made of; absent where RDS does not tell. */
  clusterResourceId?: string;
  createdAt?: number;
  percentProgress?: number;
  tags: Tags;
}

export interface RdsEvent {
  at: number;
  source: string;
  sourceType: string;
  message: string;
}

/** A version that RDS offers, with its upgrade targets. */
export interface OfferedVersion {
  version: string;
  family: string;
  validTargets: { version: string; major: boolean }[];
}

/** A parameter that a family of parameter groups knows. */
export interface FamilyParameter {
  name: string;
  modifiable: boolean;
  /** The value that RDS gives it; absent where it leaves that to the engine. */
  value?: string;
}

/** What a group says about one parameter. */
export interface GroupParameter {
  value: string;
  /** `immediate` or `pending-reboot`. */
  method?: string;
}

export interface ParameterGroupFacts {
  name: string;
  family: string;
}

export interface Identity {
  account: string;
  arn: string;
}

/** A cluster, or an instance of one, that connections of a proxy end at. */
export interface ProxyTarget {
  proxy: string;
  /** Name of the cluster. */
  cluster: string;
}

export interface EventSubscription {
  name: string;
  /** `db-cluster`, `db-instance`, …; absent: all that RDS tells. */
  sourceType?: string;
  /** Names of what it is about; empty: everything of that type. */
  sources: string[];
}

/** A zero-ETL integration. */
export interface Integration {
  name: string;
  sourceArn: string;
  targetArn: string;
  status: string;
}

export interface PendingMaintenance {
  /** ARN of a cluster or an instance. */
  resource: string;
  action: string;
  description?: string;
  /** When RDS does it, whatever the window. */
  forcedAt?: number;
  /** In which window RDS does it, as far as that is settled. */
  appliedAt?: number;
}

export interface Quota {
  name: string;
  used: number;
  max: number;
}
