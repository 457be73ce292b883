import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { Aurora } from '../aurora';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { Instances, SingleInstance } from '../props/instance-props';
import { guardIsOff } from '../upgrade/upgrade-guard';
import type { MonitoringRole } from './monitoring-role';

/** All ways to write instances as a list, in the order of the code; the writer first where there is one. */
export function listInstances(props: Pick<AuroraClusterProps, 'instances' | 'writer' | 'readers'>): SingleInstance[] {
  const { instances, writer, readers } = props;
  return [
    ...(writer ? [writer] : []),
    // A reader takes over when the writer fails, and a serverless one is as large: tier 1.
    ...list(readers).map((reader) => ({ ...reader, promotionTier: reader.promotionTier ?? 1 })),
    ...list(instances),
  ];
}

function list(instances: Instances | undefined): readonly SingleInstance[] {
  if (isList(instances)) return instances;
  return Object.entries(instances ?? {}).map(([identifier, props]) => ({ ...props, identifier }));
}

const isList = (instances: Instances | undefined): instances is readonly SingleInstance[] => Array.isArray(instances);

/** What the instances get from other parts of the construct. */
export interface InstanceSurroundings {
  /** The cluster's subnet group; undefined for the account's default group. */
  dbSubnetGroupName?: string;
  /** Of enhanced monitoring. */
  monitoringRole: MonitoringRole;
}

/** Declares the instances, by identifier. A `writer` is created before the others. */
export function declareInstances(
  aurora: Aurora,
  props: AuroraClusterProps,
  { dbSubnetGroupName, monitoringRole }: InstanceSurroundings,
): ReadonlyMap<string, RdsClusterInstance> {
  const { preventDestroy = true, performanceInsights, writer } = props;
  const { instance: group } = aurora.parameterGroups;
  const declared = new Map<string, RdsClusterInstance>();
  for (const instance of listInstances(props)) {
    const tags = { ...props.tags, ...instance.tags };
    const after = [...(monitoringRole.dependencies ?? [])];
    const first = writer && declared.get(writer.identifier);
    if (first) after.push(first);
    // No engineVersion: the provider never sends it, and it would be one more place to change.
    const resource = new RdsClusterInstance(aurora, instance.identifier, {
      identifier: instance.identifier,
      clusterIdentifier: aurora.cluster.clusterIdentifier,
      engine: props.engine,
      instanceClass: instance.instanceClass,
      promotionTier: instance.promotionTier ?? 0,
      dbParameterGroupName: group?.declared?.name ?? group?.name,
      dbSubnetGroupName,
      publiclyAccessible: instance.publiclyAccessible ?? false,
      autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? false,
      caCertIdentifier: instance.caCertIdentifier ?? props.caCertIdentifier,
      copyTagsToSnapshot: props.copyTagsToSnapshot ?? true,
      preferredMaintenanceWindow: instance.preferredMaintenanceWindow?.toLowerCase(),
      monitoringInterval: props.monitoringInterval ?? 0,
      monitoringRoleArn: monitoringRole.arn,
      performanceInsightsEnabled: performanceInsights?.enabled ?? false,
      performanceInsightsKmsKeyId: performanceInsights?.kmsKeyId,
      performanceInsightsRetentionPeriod: performanceInsights?.retentionPeriod,
      applyImmediately: props.applyImmediately,
      tags: Object.keys(tags).length > 0 ? tags : undefined,
      provider: props.provider,
      dependsOn: after.length > 0 ? after : undefined,
      lifecycle: guardIsOff(aurora) ? undefined : { preventDestroy },
    });
    declared.set(instance.identifier, resource);
  }
  return declared;
}
