import type { TerraformProvider } from 'cdktf';
import type { AuroraEngine } from '../engine-version';
import type { UpgradePolicy } from '../upgrade/upgrade-annotation';
import type { AccessProps } from './access-props';
import type { HookProps } from './hook-props';
import type { Instances, SingleInstance } from './instance-props';
import type { MonitoringProps } from './monitoring-props';
import type { NetworkProps } from './network-props';
import type { DeclaredParameterGroup, ExistingParameterGroup } from './parameter-group-props';
import type { ScalingProps } from './scaling-props';
import type { StorageProps } from './storage-props';

/**
 * An Aurora cluster, its instances and what belongs to it. Props have the names of the Terraform AWS provider's arguments.
 *
 * "Must hold on green as well" means: if green differs, the plan after the switchover shows a change. The command `upgrade` compares
 * these settings before the switchover.
 *
 * Missing on purpose, because `upgrade` refuses such clusters: global databases, replicas in other regions, backtrack, engine modes
 * other than provisioned. Declare RDS Proxies and zero-ETL integrations beside this construct: a proxy must have the cluster as its
 * target before the deployment is created, and an integration must be deleted before the switchover.
 */
export interface AuroraClusterProps
  extends NetworkProps,
    AccessProps,
    StorageProps,
    MonitoringProps,
    ScalingProps,
    HookProps {
  /** Name of the cluster, kept through every upgrade. A literal: the upgrade commands find the cluster by it. */
  readonly clusterIdentifier: string;
  /** `aurora-postgresql` or `aurora-mysql`. */
  readonly engine: AuroraEngine;
  /**
   * Exact version that should run: `15.10`, `8.0.mysql_aurora.3.08.0`. Never a prefix such as `15`.
   *
   * When it is raised, `terraform plan` fails until the command `upgrade` has upgraded the cluster.
   */
  readonly engineVersion: string;
  /**
   * A later exact version: declares an upgrade before it happens.
   *
   * For another major version the next deploy creates the parameter groups of its family beside the current ones, and nothing else;
   * deploys go on as usual. `upgrade` then takes the cluster to this version and writes the code: this becomes `engineVersion`, and
   * the previous version becomes `previousEngineVersion`. No address changes.
   *
   * @default none
   */
  readonly upgradeTo?: string;
  /**
   * Exact version that ran before the last upgrade: keeps its family's parameter groups, which the old cluster still uses.
   *
   * The command `cleanup` removes it together with the old cluster. If it is removed earlier, the plan fails.
   *
   * @default none
   */
  readonly previousEngineVersion?: string;

  /**
   * At least one instance, by identifier or as a list. All are created at once, so RDS picks the writer.
   *
   * @default none; required without `writer`
   */
  readonly instances?: Instances;
  /**
   * Instead of `instances`: the instance that is created before the readers and is the writer until a failover.
   *
   * @default none
   */
  readonly writer?: SingleInstance;
  /**
   * The other instances, together with `writer`.
   *
   * @default none
   */
  readonly readers?: Instances;

  /**
   * Parameter group of the cluster: one to declare or one that exists. Logical replication is turned on in a declared one.
   *
   * One is declared for the family of each version above.
   *
   * @default `<clusterIdentifier>-<family>-cluster-params`, such as `orders-pg15-cluster-params`
   */
  readonly clusterParameterGroup?: DeclaredParameterGroup | ExistingParameterGroup;
  /**
   * Parameter group of the instances; `'engine-default'` uses AWS's default group of the family.
   *
   * @default `<clusterIdentifier>-<family>-params`, such as `orders-pg15-params`
   */
  readonly instanceParameterGroup?: DeclaredParameterGroup | ExistingParameterGroup | 'engine-default';

  /**
   * Whether RDS refuses to delete the cluster.
   *
   * Must hold on green as well.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Terraform's `prevent_destroy` on the cluster and its instances.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * Whether a plan fails while an old cluster uses parameter groups that the code no longer declares.
   *
   * Old clusters are `<clusterIdentifier>-old1` to `-old9`; see `previousEngineVersion`. Each plan makes one more call, for which
   * its role needs `rds:DescribeDBClusters` on these clusters, and one more for each old cluster found.
   *
   * @default true
   */
  readonly checkOldClusters?: boolean;
  /**
   * Whether changes take effect at once instead of in the maintenance window.
   *
   * The provider never reads it back, so it cannot drift.
   *
   * @default false (the provider's default)
   */
  readonly applyImmediately?: boolean;
  /**
   * Whether RDS may upgrade minor versions by itself.
   *
   * Off, versions change only when the code does.
   *
   * @default false
   */
  readonly autoMinorVersionUpgrade?: boolean;
  /**
   * CA certificate of every instance that does not set its own.
   *
   * @default chosen by RDS
   */
  readonly caCertIdentifier?: string;
  /**
   * `in-place` drops the guard: Terraform then upgrades the running cluster, with downtime.
   *
   * `terraform apply` does so for major versions too, with minutes of downtime and no way back.
   *
   * @default `blue-green`
   */
  readonly upgradePolicy?: UpgradePolicy;
  /**
   * When `upgrade` may switch over: `'Sun 02:00-04:00 Asia/Tokyo'`, or a list. Write literals; they add nothing to the plan. Details: the runbook, "Upgrade".
   *
   * Days are a list or a range (`Mon-Fri`), times may reach past midnight (`23:00-01:00`), the zone is an IANA name.
   *
   * @default at any time
   */
  readonly switchWindow?: string | readonly string[];

  /**
   * Tags for everything declared here that can have tags, except scalable targets.
   *
   * A switchover copies blue's tags to green: tag the cluster in the code, never green by hand.
   *
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * A provider with an alias, for another region or account.
   *
   * @default the stack's provider
   */
  readonly provider?: TerraformProvider;

  /** Refused: a switchover may move the cluster to other zones, and Terraform would then replace it. */
  readonly availabilityZones?: never;
  /** Refused: blue/green deployments do not support passwords that RDS manages in Secrets Manager. */
  readonly manageMasterUserPassword?: never;
  /** Refused: `upgradePolicy: 'in-place'` sets it. */
  readonly allowMajorVersionUpgrade?: never;
  /** Refused: the upgrade commands find the cluster by its exact name. */
  readonly clusterIdentifierPrefix?: never;
  /** Refused: it does not name the feature of each role. Use `associatedRoles`, which does and is restored role by role. */
  readonly iamRoles?: never;
  /** Refused: blue/green deployments do not support it. */
  readonly backtrackWindow?: never;
  /** Refused: the command `upgrade` refuses global databases. */
  readonly globalClusterIdentifier?: never;
}
