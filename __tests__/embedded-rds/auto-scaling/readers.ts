import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { clusterId } from '../clusters/cluster-world';

export const readersOf = (cluster: string) =>
  ({
    ServiceNamespace: 'rds',
    ResourceId: `cluster:${cluster}`,
    ScalableDimension: 'rds:cluster:ReadReplicaCount',
  }) as const;

export const cpuPolicy = {
  PolicyName: 'cpu',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: 'RDSReaderAverageCPUUtilization' },
    ScaleInCooldown: 300,
    DisableScaleIn: false,
  },
} as const;

/** A target with one policy for a cluster's readers. */
export async function scaleReaders(client: ApplicationAutoScalingClient, cluster = clusterId): Promise<void> {
  const target = { ...readersOf(cluster), MinCapacity: 1, MaxCapacity: 3, Tags: { team: 'orders' } };
  await client.send(new RegisterScalableTargetCommand(target));
  await client.send(new PutScalingPolicyCommand({ ...readersOf(cluster), ...cpuPolicy }));
}

/** `cluster:orders 1-3 cpu` for each target with its policies. */
export async function targets(client: ApplicationAutoScalingClient): Promise<string[]> {
  const { ScalableTargets = [] } = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'rds' }));
  const { ScalingPolicies = [] } = await client.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'rds' }));
  return ScalableTargets.map(({ ResourceId, MinCapacity, MaxCapacity }) => {
    const policies = ScalingPolicies.filter((policy) => policy.ResourceId === ResourceId);
    return `${ResourceId} ${MinCapacity}-${MaxCapacity} ${policies.map(({ PolicyName }) => PolicyName).join(' ')}`;
  });
}
