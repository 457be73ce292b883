import type { ClusterScaling } from '../../../scripts/aws/autoscaling/types';
import { clusterName } from '../../support/created-cluster';
import { scenario } from '../../support/scenario';

const scaling: ClusterScaling = {
  targets: [
    {
      dimension: 'rds:cluster:ReadReplicaCount',
      minCapacity: 1,
      maxCapacity: 4,
      suspended: { dynamicIn: true, dynamicOut: false, scheduled: false },
      tags: { team: 'payments' },
    },
  ],
  policies: [
    {
      name: 'cpu',
      dimension: 'rds:cluster:ReadReplicaCount',
      type: 'TargetTrackingScaling',
      configuration: {
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: 'RDSReaderAverageCPUUtilization' },
          ScaleInCooldown: 300,
        },
      },
    },
  ],
  scheduledActions: [
    {
      name: 'morning',
      dimension: 'rds:cluster:ReadReplicaCount',
      schedule: 'cron(0 8 * * ? *)',
      timezone: 'Asia/Tokyo',
      startAt: Date.parse('2026-02-01T00:00:00Z'),
      minCapacity: 2,
    },
  ],
};

test('what is put is read again, and may be put twice', async () => {
  const it = await scenario({ sdk: true });
  const { autoscaling } = await it.sources();
  expect(await autoscaling.scalingOf(clusterName)).toEqual({ targets: [], policies: [], scheduledActions: [] });
  for (let time = 0; time < 2; time += 1) {
    for (const target of scaling.targets) await autoscaling.registerTarget(clusterName, target);
    for (const policy of scaling.policies) await autoscaling.putPolicy(clusterName, policy);
    for (const action of scaling.scheduledActions) await autoscaling.putScheduledAction(clusterName, action);
    expect(await autoscaling.scalingOf(clusterName)).toEqual(scaling);
  }
});

test('a denied look, a fault and an outage are told apart', async () => {
  const it = await scenario({ sdk: true });
  const { autoscaling } = await it.sources();
  const fault = (effect: string) =>
    it.rds.control('POST faults', { operation: 'application-autoscaling:DescribeScalableTargets', effect });
  fault('access-denied');
  await expect(autoscaling.scalingOf(clusterName)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  fault('internal-failure');
  await expect(autoscaling.scalingOf(clusterName)).rejects.toMatchObject({ name: 'RdsUnreachable' });
  await expect(autoscaling.registerTarget('nobody', scaling.targets[0]!)).rejects.toMatchObject({
    name: 'RdsFault',
    fault: 'ValidationException',
    service: 'Application Auto Scaling',
  });
});
