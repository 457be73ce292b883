import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { Aurora } from '../aurora';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { ReaderAutoscaling } from '../props/scaling-props';

/**
 * The number of readers as a scalable target, with a policy for each metric. Everything is a literal: the upgrade reads from the
 * synthesized stack what has to be there after a switchover, and Terraform finds it by these names, not by an id of its own.
 */
export function declareAutoscaling(aurora: Aurora, props: AuroraClusterProps): void {
  const { autoscaling, clusterIdentifier, provider } = props;
  if (!autoscaling) return;
  const { minCapacity, maxCapacity, scaleInCooldown, scaleOutCooldown, disableScaleIn } = autoscaling;
  const readers = {
    serviceNamespace: 'rds',
    scalableDimension: 'rds:cluster:ReadReplicaCount',
    resourceId: `cluster:${clusterIdentifier}`,
    provider,
  };
  const target = new AppautoscalingTarget(aurora, 'Readers', {
    ...readers,
    minCapacity,
    maxCapacity,
    // Without these, RDS would begin to add readers beside those of the code that are just being created.
    dependsOn: [aurora.cluster, ...aurora.instances.values()],
  });
  for (const { id, metric, value } of targets(autoscaling)) {
    new AppautoscalingPolicy(aurora, `Readers-${id}`, {
      ...readers,
      name: `${clusterIdentifier}-${id}`,
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metric },
        targetValue: value,
        // AWS's own, written down so that they stay.
        scaleInCooldown: scaleInCooldown ?? 300,
        scaleOutCooldown: scaleOutCooldown ?? 300,
        disableScaleIn: disableScaleIn ?? false,
      },
      dependsOn: [target],
    });
  }
}

function targets({ targetCpuUtilization, targetConnections }: ReaderAutoscaling) {
  return [
    { id: 'cpu', metric: 'RDSReaderAverageCPUUtilization', value: targetCpuUtilization },
    { id: 'connections', metric: 'RDSReaderAverageDatabaseConnections', value: targetConnections },
  ].flatMap(({ value, ...each }) => (value === undefined ? [] : [{ ...each, value }]));
}
