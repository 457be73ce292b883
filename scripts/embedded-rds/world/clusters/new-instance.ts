import type { CreateDBInstanceMessage, DBInstance } from '@aws-sdk/client-rds';
import { instanceClassesOf } from '../../data/instance-classes';
import { fault, invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';
import { membersOf } from '../lookup';
import type { Scene } from '../scene';
import type { ClusterRecord, InstanceRecord } from '../world';
import { availabilityZones } from './availability-zones';
import { maintenanceWindow } from './default-windows';
import { type Insights, insightsAfter, insightsOf } from './insights';
import { monitoringAfter } from './monitoring';
import { dropUndefined } from './new-cluster';
import { checkedMaintenanceWindow } from './windows';

/** States of a cluster that takes no new instance. */
const closed = new Set(['deleting', 'stopped', 'stopping', 'starting', 'upgrading', 'renaming']);

/** Throws for an instance that its cluster cannot have. */
export function checkCreateInstance(cluster: ClusterRecord, input: CreateDBInstanceMessage): void {
  if (closed.has(cluster.status)) {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is not in available state.`);
  }
  if (input.Engine !== cluster.engine) {
    throw invalidParameterCombination(
      `The engine name requested for your DB instance (${input.Engine}) doesn't match the engine name of your DB cluster ` +
        `(${cluster.engine}).`,
    );
  }
  const version = input.EngineVersion;
  if (version && version !== cluster.engineVersion && !cluster.engineVersion.startsWith(`${version}.`)) {
    throw invalidParameterCombination(
      `The engine version that you requested for your DB instance (${version}) does not match the engine version of your ` +
        `DB cluster (${cluster.engineVersion}).`,
    );
  }
  requireInstanceClass(cluster, input.DBInstanceClass ?? '');
  checkPromotionTier(input.PromotionTier);
}

/** A writer and 15 readers: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html */
export function refuseSeventeenth(members: InstanceRecord[]): void {
  if (members.length < 16) return;
  throw fault('InstanceQuotaExceededFault', 'The DB cluster already has 15 Aurora Replicas, the maximum.');
}

/** Throws InvalidParameterCombination when AWS's table of classes lacks this one; a version without a table takes any. */
export function requireInstanceClass(cluster: ClusterRecord, instanceClass: string): void {
  const classes = instanceClassesOf(cluster.engine, cluster.engineVersion);
  if (classes === null || classes.includes(instanceClass)) return;
  throw invalidParameterCombination(
    `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, ` +
      `Engine=${cluster.engine}, EngineVersion=${cluster.engineVersion}. For supported combinations of instance class and ` +
      'database engine version, see the documentation.',
  );
}

export function checkPromotionTier(tier: number | undefined): void {
  if (tier !== undefined && (tier < 0 || tier > 15)) {
    throw invalidParameterValue(`Invalid promotion tier: ${tier}. Must be between 0 and 15.`);
  }
}

/** What RDS stores of a new instance's settings, its own defaults filled in. */
export function newInstanceSettings(
  scene: Scene,
  cluster: ClusterRecord,
  input: CreateDBInstanceMessage,
  identifier: string,
): Partial<DBInstance> {
  const zones = cluster.settings.AvailabilityZones ?? availabilityZones(scene.region.name);
  return dropUndefined<Partial<DBInstance>>({
    DBInstanceClass: input.DBInstanceClass,
    AvailabilityZone: input.AvailabilityZone ?? zones[membersOf(scene.region, cluster).length % zones.length],
    PreferredMaintenanceWindow: input.PreferredMaintenanceWindow
      ? checkedMaintenanceWindow(input.PreferredMaintenanceWindow)
      : maintenanceWindow(identifier),
    AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
    PubliclyAccessible: input.PubliclyAccessible ?? false,
    CopyTagsToSnapshot: input.CopyTagsToSnapshot ?? false,
    CACertificateIdentifier: input.CACertificateIdentifier ?? 'rds-ca-rsa2048-g1',
    ...monitoringAfter({ MonitoringInterval: 0 }, input),
    ...newInsights(scene, cluster, input),
  });
}

/** A member has what its cluster has, unless the call says otherwise. */
function newInsights(scene: Scene, { settings }: ClusterRecord, input: CreateDBInstanceMessage): Insights {
  const { PerformanceInsightsKMSKeyId, PerformanceInsightsRetentionPeriod } = input;
  const isInherited = input.EnablePerformanceInsights === undefined && settings.PerformanceInsightsEnabled;
  if (isInherited && PerformanceInsightsKMSKeyId === undefined && PerformanceInsightsRetentionPeriod === undefined) {
    return insightsOf(settings);
  }
  const own = insightsAfter(scene, undefined, input);
  return { ...own, PerformanceInsightsEnabled: own.PerformanceInsightsEnabled ?? false };
}
