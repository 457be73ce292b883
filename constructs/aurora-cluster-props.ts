import type { TerraformProvider } from 'cdktf';
import type { AuroraEngine } from './engine-version';
import type { DeclaredParameterGroup, ExistingParameterGroup } from './parameter-group-props';
import type { UpgradePolicy } from './upgrade-annotation';

/**
 * An Aurora cluster with its instances and parameter groups. Names follow the Terraform AWS provider's arguments.
 * "After a switchover" means: after an RDS blue/green deployment has put the green environment in this cluster's place.
 */
export interface AuroraClusterProps {
  /** The name that the cluster keeps through every upgrade. A literal: the upgrade commands find the cluster by it. */
  readonly clusterIdentifier: string;
  readonly engine: AuroraEngine;
  /**
   * The exact version that should run, `15.10` or `8.0.mysql_aurora.3.08.0`; never a prefix such as `15`. Raising it makes
   * `terraform plan` fail until the command `upgrade` has upgraded the cluster.
   */
  readonly engineVersion: string;
  /**
   * A later exact version, to declare an upgrade before it happens. For another major version the next deploy creates the
   * parameter groups of its family beside the current ones, and nothing else; deploys go on as usual. The command `upgrade`
   * then takes the cluster there and makes this `engineVersion`, and that `previousEngineVersion`. No address changes.
   */
  readonly upgradeTo?: string;
  /**
   * The exact version that ran before the last upgrade: keeps the parameter groups of its family, which the old cluster still
   * uses. The command `cleanup` removes it together with the old cluster; a plan without it fails while that stands.
   */
  readonly previousEngineVersion?: string;
  /** By identifier, or as a list of `{ identifier, ... }`. At least one. */
  readonly instances: Readonly<Record<string, AuroraInstanceProps>> | readonly (AuroraInstanceProps & Named)[];

  /**
   * Default: declared here as `<clusterIdentifier>-<family>-cluster-params`, `orders-pg15-cluster-params`, one for the family
   * of each version above.
   */
  readonly clusterParameterGroup?: DeclaredParameterGroup | ExistingParameterGroup;
  /**
   * Default: declared here as `<clusterIdentifier>-<family>-params`. `engine-default` leaves the instances on the group that
   * AWS keeps for the family.
   */
  readonly instanceParameterGroup?: DeclaredParameterGroup | ExistingParameterGroup | 'engine-default';

  /** Leave out for a cluster that is imported. A change replaces the cluster, and is therefore refused at plan. */
  readonly masterUsername?: string;
  /** A sensitive `TerraformVariable`'s `stringValue` or another token. Terraform keeps it in its state. */
  readonly masterPassword?: string;
  /** The same, but never written to state (Terraform 1.11 or later). Needs `masterPasswordWoVersion`. */
  readonly masterPasswordWo?: string;
  /** Raise it to have Terraform send a new `masterPasswordWo`. */
  readonly masterPasswordWoVersion?: number;
  /** Default false. */
  readonly iamDatabaseAuthenticationEnabled?: boolean;

  readonly databaseName?: string;
  /** Default: the engine's, 5432 or 3306. */
  readonly port?: number;
  /** Green is created in the same subnet group. Default: the account's default group. */
  readonly dbSubnetGroupName?: string;
  readonly vpcSecurityGroupIds?: string[];

  /** Default true. */
  readonly storageEncrypted?: boolean;
  readonly kmsKeyId?: string;
  /** `aurora-iopt1` for I/O-Optimized. Default: Aurora Standard. */
  readonly storageType?: string;

  /** Days, 1 to 35. Default 7. */
  readonly backupRetentionPeriod?: number;
  /** UTC, `18:00-18:30`. */
  readonly preferredBackupWindow?: string;
  /** UTC, `sun:19:00-sun:19:30`. */
  readonly preferredMaintenanceWindow?: string;
  /** Default true. */
  readonly copyTagsToSnapshot?: boolean;
  /** Default false: `terraform destroy` leaves a snapshot. */
  readonly skipFinalSnapshot?: boolean;
  /** Default `<clusterIdentifier>-final`. */
  readonly finalSnapshotIdentifier?: string;

  /** Default true. It has to hold on green as well, or the plan shows a change after a switchover. */
  readonly deletionProtection?: boolean;
  /** Terraform's `prevent_destroy` on the cluster and its instances. Default true. */
  readonly preventDestroy?: boolean;
  /**
   * Default true: `terraform plan` looks for old clusters, `<clusterIdentifier>-old1` and so on, and fails if one uses parameter
   * groups of a family that the code no longer declares (see `previousEngineVersion`). One call more for each plan, for
   * which its role needs `rds:DescribeDBClusters` on these clusters too.
   */
  readonly checkOldClusters?: boolean;
  /** Default: the provider's, false: changes wait for the maintenance window. It is never read back, so it cannot drift. */
  readonly applyImmediately?: boolean;
  /** Default false: versions change when the code says so, and not by themselves. */
  readonly autoMinorVersionUpgrade?: boolean;
  /**
   * Default `blue-green`. `in-place` drops the guard: `terraform apply` then upgrades the running cluster, major versions
   * included, with minutes of downtime and no way back.
   */
  readonly upgradePolicy?: UpgradePolicy;

  /** `postgresql`; `audit`, `error`, `general`, `slowquery`. */
  readonly enabledCloudwatchLogsExports?: string[];
  /** Seconds: 0 (off, the default), 1, 5, 10, 15, 30 or 60. Needs `monitoringRoleArn` unless 0. */
  readonly monitoringInterval?: number;
  readonly monitoringRoleArn?: string;
  /** Performance Insights on every instance. Default off. */
  readonly performanceInsights?: PerformanceInsights;

  /** On the cluster, every instance and every parameter group. */
  readonly tags?: Readonly<Record<string, string>>;
  /** For a provider with an alias: another region or account. */
  readonly provider?: TerraformProvider;

  /** Refused: a switchover may move the cluster to other zones, and Terraform would then replace it. */
  readonly availabilityZones?: never;
  /** Refused: blue/green deployments do not support passwords that RDS manages in Secrets Manager. */
  readonly manageMasterUserPassword?: never;
  /** Refused: `upgradePolicy: 'in-place'` sets it. */
  readonly allowMajorVersionUpgrade?: never;
  /** Refused: the upgrade commands find the cluster by its exact name. */
  readonly clusterIdentifierPrefix?: never;
}

export interface Named {
  readonly identifier: string;
}

export interface AuroraInstanceProps {
  /** `db.r6g.large`. Green gets the same class. */
  readonly instanceClass: string;
  /** 0 to 15; the lowest is promoted first. Default 0. */
  readonly promotionTier?: number;
  /** Default false. */
  readonly publiclyAccessible?: boolean;
  readonly caCertIdentifier?: string;
  /** UTC, `sun:19:00-sun:19:30`. */
  readonly preferredMaintenanceWindow?: string;
  /** Over the cluster's. */
  readonly tags?: Readonly<Record<string, string>>;

  /** Refused: the instances run the cluster's version. */
  readonly engineVersion?: never;
  /** Refused: a switchover may move the instance to another zone, and Terraform would then replace it. */
  readonly availabilityZone?: never;
  /** Refused: the upgrade commands find the instance by its exact name. */
  readonly identifierPrefix?: never;
}

export interface PerformanceInsights {
  readonly enabled: boolean;
  readonly kmsKeyId?: string;
  /** Days: 7, 731 or a multiple of 31. */
  readonly retentionPeriod?: number;
}
