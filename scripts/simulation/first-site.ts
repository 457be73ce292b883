import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as sdk from '@aws-sdk/client-rds';
import type { CodeVersions } from '../desired/code-versions';
import { groupNames, majorOf } from './code-in-memory';
import { directClients } from './direct/direct-client';
import { clusterName, instanceNames, region } from './names';
import { newSite, pass, type Site } from './site';

export interface FirstSite {
  running: string;
  versions: CodeVersions;
  /** Major versions whose parameter groups exist. */
  groups: string[];
}

const scalable = {
  ServiceNamespace: 'rds',
  ResourceId: `cluster:${clusterName}`,
  ScalableDimension: 'rds:cluster:ReadReplicaCount',
} as const;

/** A cluster with two instances, and with everything that a switchover may lose or weaken. */
export async function firstSite({ running, versions, groups }: FirstSite): Promise<Site> {
  const site = newSite(versions);
  const clients = directClients({ ...site, region, user: 'terraform' });
  const rds = (command: unknown) => clients.rds.send(command as sdk.DescribeDBClustersCommand);
  for (const major of groups) await createGroups(rds, major);
  await createCluster(rds, running);
  pass(site, 12);
  await rds(
    new sdk.AddRoleToDBClusterCommand({
      DBClusterIdentifier: clusterName,
      RoleArn: 'arn:aws:iam::123456789012:role/s3-import',
      FeatureName: 's3Import',
    }),
  );
  await rds(
    new sdk.CreateDBClusterEndpointCommand({
      DBClusterIdentifier: clusterName,
      DBClusterEndpointIdentifier: 'orders-reports',
      EndpointType: 'READER',
      StaticMembers: [instanceNames[1]],
      Tags: [{ Key: 'team', Value: 'reports' }],
    }),
  );
  await createScaling(clients.autoscaling);
  pass(site, 10);
  site.world.calls = {};
  return site;
}

async function createGroups(rds: (command: unknown) => Promise<unknown>, major: string): Promise<void> {
  const names = groupNames(major);
  const common = { DBParameterGroupFamily: `aurora-postgresql${major}`, Description: 'made by hand' };
  const cluster = { DBClusterParameterGroupName: names.cluster };
  await rds(new sdk.CreateDBClusterParameterGroupCommand({ ...cluster, ...common }));
  const Parameters: sdk.Parameter[] = [
    { ParameterName: 'rds.logical_replication', ParameterValue: '1', ApplyMethod: 'pending-reboot' },
  ];
  await rds(new sdk.ModifyDBClusterParameterGroupCommand({ ...cluster, Parameters }));
  await rds(new sdk.CreateDBParameterGroupCommand({ DBParameterGroupName: names.instance, ...common }));
}

async function createCluster(rds: (command: unknown) => Promise<unknown>, version: string): Promise<void> {
  const names = groupNames(majorOf(version));
  const Tags = [{ Key: 'team', Value: 'payments' }];
  await rds(
    new sdk.CreateDBClusterCommand({
      DBClusterIdentifier: clusterName,
      Engine: 'aurora-postgresql',
      EngineVersion: version,
      MasterUsername: 'postgres',
      MasterUserPassword: 'not-a-secret',
      DBClusterParameterGroupName: names.cluster,
      DeletionProtection: true,
      StorageEncrypted: true,
      CopyTagsToSnapshot: true,
      BackupRetentionPeriod: 14,
      EnableIAMDatabaseAuthentication: true,
      EnableCloudwatchLogsExports: ['postgresql'],
      PreferredMaintenanceWindow: 'sun:01:00-sun:01:30',
      Tags,
    }),
  );
  for (const DBInstanceIdentifier of instanceNames) {
    await rds(
      new sdk.CreateDBInstanceCommand({
        DBInstanceIdentifier,
        DBInstanceClass: 'db.r6g.large',
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: clusterName,
        DBParameterGroupName: names.instance,
        EnablePerformanceInsights: true,
        MonitoringInterval: 30,
        MonitoringRoleArn: 'arn:aws:iam::123456789012:role/monitoring',
        Tags,
      }),
    );
  }
}

async function createScaling(client: scaling.ApplicationAutoScalingClient): Promise<void> {
  await client.send(
    new scaling.RegisterScalableTargetCommand({
      ...scalable,
      MinCapacity: 1,
      MaxCapacity: 4,
      Tags: { team: 'payments' },
    }),
  );
  await client.send(
    new scaling.PutScalingPolicyCommand({
      ...scalable,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'RDSReaderAverageCPUUtilization' },
      },
    }),
  );
}
