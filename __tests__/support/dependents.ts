import {
  ApplicationAutoScalingClient,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  AddRoleToDBClusterCommand,
  CreateDBClusterEndpointCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import type { EmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../../scripts/embedded-rds/request-handler';
import { clusterName, instanceNames, region } from './created-cluster';
import type { Scenario } from './scenario';

export const role = 'arn:aws:iam::123456789012:role/s3-import';
export const endpointName = 'aurora-bg-reports';

const scalable = {
  ServiceNamespace: 'rds',
  ResourceId: `cluster:${clusterName}`,
  ScalableDimension: 'rds:cluster:ReadReplicaCount',
} as const;

/** Straight to the embedded RDS. */
export const scalingClient = (rds: EmbeddedRds) =>
  new ApplicationAutoScalingClient({
    region,
    requestHandler: embeddedRequestHandler(rds),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

/** Puts everything on the scenario's cluster that a switchover may lose. The code is silent, so that production is the measure. */
export async function addDependents(it: Scenario): Promise<void> {
  it.code.json = {};
  const { client } = it;
  await client.send(
    new AddRoleToDBClusterCommand({ DBClusterIdentifier: clusterName, RoleArn: role, FeatureName: 's3Import' }),
  );
  await client.send(
    new CreateDBClusterEndpointCommand({
      DBClusterIdentifier: clusterName,
      DBClusterEndpointIdentifier: endpointName,
      EndpointType: 'READER',
      StaticMembers: [instanceNames[1]!],
      Tags: [{ Key: 'team', Value: 'reports' }],
    }),
  );
  await client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: clusterName,
      ApplyImmediately: true,
      BackupRetentionPeriod: 9,
      PreferredMaintenanceWindow: 'sun:01:00-sun:01:30',
      EnableIAMDatabaseAuthentication: true,
      CloudwatchLogsExportConfiguration: { EnableLogTypes: ['postgresql'] },
    }),
  );
  await addScaling(it);
  it.pass(5);
  await client.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: instanceNames[1]!,
      ApplyImmediately: true,
      AutoMinorVersionUpgrade: false,
      PromotionTier: 7,
      EnablePerformanceInsights: true,
      MonitoringInterval: 30,
      MonitoringRoleArn: 'arn:aws:iam::123456789012:role/monitoring',
    }),
  );
  it.pass(5);
  it.rds.world.calls = {};
}

export async function addScaling({ rds }: Scenario): Promise<void> {
  const client = scalingClient(rds);
  await client.send(
    new RegisterScalableTargetCommand({ ...scalable, MinCapacity: 1, MaxCapacity: 4, Tags: { team: 'payments' } }),
  );
  await client.send(
    new PutScalingPolicyCommand({
      ...scalable,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'RDSReaderAverageCPUUtilization' },
      },
    }),
  );
  await client.send(
    new PutScheduledActionCommand({
      ...scalable,
      ScheduledActionName: 'morning',
      Schedule: 'cron(0 8 * * ? *)',
      ScalableTargetAction: { MinCapacity: 2 },
    }),
  );
}

/** What of it production has: by name, so that it can be compared before and after. */
export async function dependentsOf(it: Scenario, cluster = clusterName) {
  const { rds, autoscaling } = await it.sources();
  const found = (await rds.cluster(cluster))!;
  const instances = await rds.instances(cluster);
  const {
    availability_zones: _zones,
    engine_version: _version,
    db_cluster_parameter_group_name: _group,
    ...settings
  } = found.settings;
  return {
    roles: found.roles,
    settings,
    tags: ours(found.tags),
    instances: instances.map(({ identifier, tags, settings: own }) => {
      const { availability_zone: _zone, engine_version: _v, db_parameter_group_name: _g, ...rest } = own;
      return { identifier, tags: ours(tags), settings: rest };
    }),
    endpoints: (await rds.clusterEndpoints(cluster)).map(({ arn: _arn, ...endpoint }) => endpoint),
    scaling: await autoscaling.scalingOf(cluster),
  };
}

const ours = (tags: Record<string, string>) =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aurora-upgrade:')));

/** The stack's code for the same. */
export const declaredDependents = {
  aws_rds_cluster: { aurora: { cluster_identifier: clusterName } },
  aws_rds_cluster_role_association: {
    s3: { db_cluster_identifier: clusterName, role_arn: '${aws_iam_role.s3.arn}', feature_name: 's3Import' },
  },
  aws_appautoscaling_target: {
    readers: {
      service_namespace: 'rds',
      resource_id: 'cluster:${aws_rds_cluster.aurora.cluster_identifier}',
      scalable_dimension: 'rds:cluster:ReadReplicaCount',
      min_capacity: 1,
      max_capacity: 4,
      tags: { team: 'payments' },
    },
  },
  aws_appautoscaling_policy: {
    cpu: {
      name: 'cpu',
      policy_type: 'TargetTrackingScaling',
      service_namespace: '${aws_appautoscaling_target.readers.service_namespace}',
      resource_id: '${aws_appautoscaling_target.readers.resource_id}',
      scalable_dimension: '${aws_appautoscaling_target.readers.scalable_dimension}',
      target_tracking_scaling_policy_configuration: {
        target_value: 60,
        predefined_metric_specification: { predefined_metric_type: 'RDSReaderAverageCPUUtilization' },
      },
    },
  },
  aws_appautoscaling_scheduled_action: {
    morning: {
      name: 'morning',
      service_namespace: 'rds',
      resource_id: '${aws_appautoscaling_target.readers.resource_id}',
      scalable_dimension: 'rds:cluster:ReadReplicaCount',
      schedule: 'cron(0 8 * * ? *)',
      scalable_target_action: { min_capacity: '2' },
    },
  },
};
