import type { AuroraEngine } from '../engine-version';
import type { DatabaseAccess } from '../props/access-props';
import type { Hooks } from '../props/hook-props';

/**
 * What the controller must know of a cluster, written beside it in the synthesized JSON under
 * `resource.aws_rds_cluster.<id>["//"].aurora`. Terraform ignores `//`, so this changes no plan and no state.
 *
 * Optional fields may be added within a format version; a reader ignores those that it does not know.
 */
export interface UpgradeAnnotation {
  /** Raised when a field changes its meaning. */
  formatVersion: 1;
  /** The construct's path in the app, `aurora-bg/orders`. */
  path: string;
  /** Name of the cluster, a literal. */
  clusterIdentifier: string;
  /** `aurora-postgresql` or `aurora-mysql`. */
  engine: AuroraEngine;
  /** Exact, `15.10` or `8.0.mysql_aurora.3.08.0`. */
  engineVersion: string;
  /** Who changes the version. */
  upgradePolicy: UpgradePolicy;
  /** Terraform address in the stack, `aws_rds_cluster.orders`. */
  address: string;
  /** Identifiers, and Terraform addresses in the stack. */
  instances: { identifier: string; address: string }[];
  /** Names that the target of a deployment gets; undefined when the engine's default group is meant. */
  clusterParameterGroup?: ParameterGroupAnnotation;
  /** The same for the instances. */
  instanceParameterGroup?: ParameterGroupAnnotation;
  /** The version that an upgrade is declared to, with the groups that green is to get. */
  upgradeTo?: VersionAnnotation;
  /** The version that ran before the last upgrade, with the groups that the old cluster still uses. */
  previous?: VersionAnnotation;
  /** How the commands reach the databases, as the code names it. */
  database?: DatabaseAccess;
  /** When a switchover may run, as the code says it: `Sun 02:00-04:00 Asia/Tokyo`. */
  switchWindow?: readonly string[];
  /** Commands that an upgrade runs at fixed points, as the code writes them. */
  hooks?: Hooks;
}

/** A further version of the cluster. In the family of the current one its groups are the current ones. */
export interface VersionAnnotation {
  /** Exact. */
  engineVersion: string;
  /** The cluster's group for this version. */
  clusterParameterGroup?: ParameterGroupAnnotation;
  /** The instances' group for this version. */
  instanceParameterGroup?: ParameterGroupAnnotation;
}

/**
 * `blue-green`: Terraform refuses to change the engine version; the command `upgrade` changes it.
 * `in-place`: Terraform changes it, with the downtime of an in-place upgrade.
 */
export type UpgradePolicy = 'blue-green' | 'in-place';

/** A parameter group that green is to get. */
export interface ParameterGroupAnnotation {
  /** Name of the group, a literal. */
  name: string;
  /** `aurora-postgresql15` */
  family: string;
  /** Terraform address when this stack declares the group, undefined when it is only named. */
  address?: string;
}

/** The key beside `metadata` in the resource's `//`. */
export const annotationKey = 'aurora';
