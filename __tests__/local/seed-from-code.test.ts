import type { StackJson } from '../../scripts/desired/stack-json';
import { newWorld } from '../../scripts/embedded-rds/world/new-world';
import { seedFromCode } from '../../scripts/local/seed-from-code';
import { synthCluster } from '../constructs/synth';
import { stack } from '../desired/stacks';

const now = Date.UTC(2026, 0, 15);

const readers = {
  service_namespace: '${aws_appautoscaling_target.readers.service_namespace}',
  resource_id: '${aws_appautoscaling_target.readers.resource_id}',
  scalable_dimension: '${aws_appautoscaling_target.readers.scalable_dimension}',
};

/** A cluster with everything that can hang on one, as cdktf writes it. */
const json: StackJson = {
  provider: { aws: [{ region: 'eu-west-1', default_tags: [{ tags: { owner: 'core' } }] }] },
  resource: {
    aws_rds_cluster: {
      orders: { cluster_identifier: 'orders', engine: 'aurora-postgresql', engine_version: '15.6' },
    },
    aws_rds_cluster_instance: {
      one: {
        identifier: 'orders-1',
        cluster_identifier: '${aws_rds_cluster.orders.id}',
        engine: '${aws_rds_cluster.orders.engine}',
        instance_class: 'db.r6g.large',
      },
    },
    aws_rds_cluster_role_association: {
      known: {
        db_cluster_identifier: '${aws_rds_cluster.orders.id}',
        feature_name: 's3Import',
        role_arn: 'arn:aws:iam::123456789012:role/import',
      },
      unknown: {
        db_cluster_identifier: '${aws_rds_cluster.orders.id}',
        feature_name: 'Lambda',
        role_arn: '${aws_iam_role.lambda.arn}',
      },
      elsewhere: { db_cluster_identifier: 'others', feature_name: 'Lambda', role_arn: 'arn:aws:iam::1:role/x' },
    },
    aws_rds_cluster_endpoint: {
      reports: {
        cluster_identifier: '${aws_rds_cluster.orders.id}',
        cluster_endpoint_identifier: 'reports',
        custom_endpoint_type: 'ANY',
        static_members: ['${aws_rds_cluster_instance.one.id}'],
      },
    },
    aws_appautoscaling_target: {
      readers: {
        service_namespace: 'rds',
        resource_id: 'cluster:${aws_rds_cluster.orders.cluster_identifier}',
        scalable_dimension: 'rds:cluster:ReadReplicaCount',
        min_capacity: 1,
        max_capacity: 3,
      },
      web: {
        service_namespace: 'ecs',
        resource_id: 'service/orders/web',
        scalable_dimension: 'ecs:service:DesiredCount',
        min_capacity: 1,
        max_capacity: 3,
      },
    },
    aws_appautoscaling_policy: {
      cpu: {
        ...readers,
        name: 'cpu',
        policy_type: 'TargetTrackingScaling',
        target_tracking_scaling_policy_configuration: {
          target_value: 60,
          scale_in_cooldown: 300,
          predefined_metric_specification: { predefined_metric_type: 'RDSReaderAverageCPUUtilization' },
        },
      },
      lag: {
        ...readers,
        name: 'lag',
        policy_type: 'TargetTrackingScaling',
        target_tracking_scaling_policy_configuration: {
          target_value: 100,
          disable_scale_in: true,
          customized_metric_specification: {
            metric_name: 'AuroraReplicaLag',
            namespace: 'AWS/RDS',
            statistic: 'Average',
            dimensions: [{ name: 'DBClusterIdentifier', value: 'orders' }],
          },
        },
      },
      steps: {
        ...readers,
        name: 'steps',
        step_scaling_policy_configuration: {
          adjustment_type: 'ChangeInCapacity',
          cooldown: 60,
          step_adjustment: [{ metric_interval_lower_bound: '0', scaling_adjustment: 1 }],
        },
      },
    },
  },
};

describe('seedFromCode', () => {
  it('brings up what hangs on a cluster, in the region of its provider', () => {
    const world = newWorld();
    expect(seedFromCode(world, [stack('orders', json)], now)).toEqual(['orders (aurora-postgresql 15.6, eu-west-1)']);
    const { clusters, clusterEndpoints, scalableTargets, instances, agenda } = world.regions['eu-west-1']!;
    expect(Object.values(clusters)[0]?.settings.AssociatedRoles).toEqual([
      { RoleArn: 'arn:aws:iam::123456789012:role/import', FeatureName: 's3Import', Status: 'ACTIVE' },
      { RoleArn: 'arn:aws:iam::123456789012:role/Lambda', FeatureName: 'Lambda', Status: 'ACTIVE' },
    ]);
    expect(clusterEndpoints.reports).toMatchObject({
      status: 'available',
      type: 'ANY',
      staticMembers: Object.keys(instances),
      tags: [{ Key: 'owner', Value: 'core' }],
    });
    expect(Object.keys(scalableTargets)).toEqual(['cluster:orders']);
    expect(scalableTargets['cluster:orders']).toMatchObject({
      minCapacity: 1,
      maxCapacity: 3,
      tags: { owner: 'core' },
      policies: {
        cpu: {
          settings: {
            TargetTrackingScalingPolicyConfiguration: {
              TargetValue: 60,
              ScaleInCooldown: 300,
              DisableScaleIn: false,
              PredefinedMetricSpecification: { PredefinedMetricType: 'RDSReaderAverageCPUUtilization' },
            },
          },
        },
        lag: {
          settings: {
            TargetTrackingScalingPolicyConfiguration: {
              DisableScaleIn: true,
              CustomizedMetricSpecification: {
                MetricName: 'AuroraReplicaLag',
                Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }],
              },
            },
          },
        },
        steps: {
          settings: {
            PolicyType: 'StepScaling',
            StepScalingPolicyConfiguration: {
              AdjustmentType: 'ChangeInCapacity',
              Cooldown: 60,
              StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
            },
          },
        },
      },
    });
    expect(agenda).toEqual([]);
  });

  it('does not bring back what a cluster that is there has lost', () => {
    const world = newWorld();
    seedFromCode(world, [stack('orders', json)], now);
    const region = world.regions['eu-west-1']!;
    region.scalableTargets = {};
    region.clusterEndpoints = {};
    Object.values(region.clusters)[0]!.settings.AssociatedRoles = [];
    const before = JSON.stringify(world);
    seedFromCode(world, [stack('orders', json)], now);
    expect(JSON.stringify(world)).toBe(before);
  });

  it('understands what the construct synthesizes', () => {
    const world = newWorld();
    const { json: synthesized } = synthCluster({
      instances: { 'orders-1': { instanceClass: 'db.r6g.large' }, 'orders-2': { instanceClass: 'db.r6g.large' } },
      associatedRoles: [{ roleArn: 'arn:aws:iam::123456789012:role/import', featureName: 's3Import' }],
      customEndpoints: { reports: { type: 'READER', staticMembers: ['orders-2'] } },
      autoscaling: { minCapacity: 1, maxCapacity: 3, targetCpuUtilization: 60, targetConnections: 100 },
      monitoringInterval: 60,
      monitoringRole: {},
    });
    seedFromCode(world, [stack('app-stack', synthesized)], now);
    const { clusters, clusterEndpoints, scalableTargets, instances } = world.regions['eu-west-1']!;
    expect(Object.values(clusters)[0]?.settings.AssociatedRoles).toHaveLength(1);
    const reader = Object.values(instances).find(({ identifier }) => identifier === 'orders-2');
    expect(clusterEndpoints.reports?.staticMembers).toEqual([reader?.resourceId]);
    expect(Object.keys(scalableTargets['cluster:orders']?.policies ?? {})).toEqual([
      'orders-connections',
      'orders-cpu',
    ]);
  });
});

test('of a code that RDS does not accept nothing is left: the corrected one begins on an empty world', () => {
  const world = newWorld();
  const group = {
    name: 'wrong',
    family: 'aurora-postgresql15',
    parameter: [{ name: 'rds.logical_replication', value: '1', apply_method: 'immediate' }],
  };
  const wrong: StackJson = {
    ...json,
    resource: { ...json.resource, aws_rds_cluster_parameter_group: { group } },
  };
  expect(() => seedFromCode(world, [stack('orders', wrong)], now)).toThrow(
    /cannot hold aws_rds_cluster_parameter_group wrong/,
  );
  expect(world.regions).toEqual({});
  expect(seedFromCode(world, [stack('orders', json)], now)).toEqual([expect.stringMatching(/^orders /)]);
});
