import type { TerraformProvider } from 'cdktf';
import type { AuroraEngine } from '../engine-version';
import type { UpgradePolicy } from '../upgrade/upgrade-annotation';
import type { AccessProps } from './access-props';
import type { Instances, SingleInstance } from './instance-props';
import type { MonitoringProps } from './monitoring-props';
import type { NetworkProps } from './network-props';
import type { DeclaredParameterGroup, ExistingParameterGroup } from './parameter-group-props';
import type { ScalingProps } from './scaling-props';
import type { StorageProps } from './storage-props';

/**
 * An Aurora cluster, its instances and what belongs to it. Names follow the Terraform AWS provider's arguments.
 * "After a switchover" means: after an RDS blue/green deployment has put the green environment in this cluster's place. "Has to
 * hold on green as well" means: the plan after the switchover shows a change otherwise; the run compares it before.
 *
 * Not here, because the command `upgrade` refuses such clusters: global databases, replicas in other regions, backtrack, engine modes
 * other than provisioned. RDS Proxies and zero-ETL integrations are declared beside this construct: a proxy has to have the
 * cluster as its target before the deployment begins, and an integration has to be deleted before the switchover.
 */
export interface AuroraClusterProps extends NetworkProps, AccessProps, StorageProps, MonitoringProps, ScalingProps {
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

  /** At least one. They are created at once, so that RDS takes any of them as the writer. */
  readonly instances?: Instances;
  /** Instead of `instances`: this one is created first, and is the writer until a failover. */
  readonly writer?: SingleInstance;
  /** Beside `writer`. */
  readonly readers?: Instances;

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

  /** Default true. Has to hold on green as well. */
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
  /** Of every instance that has none of its own. Default: RDS's. */
  readonly caCertIdentifier?: string;
  /**
   * Default `blue-green`. `in-place` drops the guard: `terraform apply` then upgrades the running cluster, major versions
   * included, with minutes of downtime and no way back.
   */
  readonly upgradePolicy?: UpgradePolicy;

  /**
   * On everything that is declared here and takes tags, apart from scalable targets. A switchover puts blue's tags on green: tag the
   * cluster of the code, never green by hand.
   */
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
  /** Refused: `associatedRoles` names the feature that a role is for, and is restored one by one. */
  readonly iamRoles?: never;
  /** Refused: blue/green deployments do not support it. */
  readonly backtrackWindow?: never;
  /** Refused: the command `upgrade` refuses global databases. */
  readonly globalClusterIdentifier?: never;
}
