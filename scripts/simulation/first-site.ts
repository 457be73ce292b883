import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as sdk from '@aws-sdk/client-rds';
import type { CodeVersions } from '../desired/code-versions';
import { given } from '../runtime/given';
import { directClients } from './direct/direct-client';
import { engineOf, groupNames, parsed, partsOfEngine } from './engine-parts';
import { clusterName, instanceNames, region } from './names';
import { newSite, pass, type Site } from './site';

interface FirstSite {
  running: string;
  versions: CodeVersions;
  /** A version of each family whose parameter groups exist. */
  groups: string[];
  /** Upgrades that no source lists. */
  assumedTargets?: string[];
}

const scalable = {
  ServiceNamespace: 'rds',
  ResourceId: `cluster:${clusterName}`,
  ScalableDimension: 'rds:cluster:ReadReplicaCount',
} as const;

/** A cluster with two instances, and with everything that a switchover may lose or weaken. */
export async function firstSite({ running, versions, groups, assumedTargets = [] }: FirstSite): Promise<Site> {
  const site = newSite(versions);
  site.world.choices.assumedTargets = assumedTargets;
  const clients = directClients({ ...site, region, user: 'terraform' });
  const rds = (command: unknown) => clients.rds.send(command as sdk.DescribeDBClustersCommand);
  for (const version of groups) await createGroups(rds, version);
  await createCluster(rds, running);
  pass(site, 12);
  await rds(
    new sdk.AddRoleToDBClusterCommand({
      DBClusterIdentifier: clusterName,
      RoleArn: 'arn:aws:iam::123456789012:role/s3-import',
      ...given({ FeatureName: partsOfEngine(running).roleFeature }),
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

async function createGroups(rds: (command: unknown) => Promise<unknown>, version: string): Promise<void> {
  const names = groupNames(version);
  const [ParameterName, ParameterValue] = partsOfEngine(version).replication;
  const common = { DBParameterGroupFamily: parsed(version).family, Description: 'made by hand' };
  const cluster = { DBClusterParameterGroupName: names.cluster };
  await rds(new sdk.CreateDBClusterParameterGroupCommand({ ...cluster, ...common }));
  const Parameters: sdk.Parameter[] = [{ ParameterName, ParameterValue, ApplyMethod: 'pending-reboot' }];
  await rds(new sdk.ModifyDBClusterParameterGroupCommand({ ...cluster, Parameters }));
  await rds(new sdk.CreateDBParameterGroupCommand({ DBParameterGroupName: names.instance, ...common }));
}

async function createCluster(rds: (command: unknown) => Promise<unknown>, version: string): Promise<void> {
  const names = groupNames(version);
  const Tags = [{ Key: 'team', Value: 'payments' }];
  await rds(
    new sdk.CreateDBClusterCommand({
      DBClusterIdentifier: clusterName,
      Engine: engineOf(version),
      EngineVersion: version,
      MasterUsername: 'postgres',
      MasterUserPassword: 'not-a-secret',
      DBClusterParameterGroupName: names.cluster,
      DeletionProtection: true,
      StorageEncrypted: true,
      CopyTagsToSnapshot: true,
      BackupRetentionPeriod: 14,
      EnableIAMDatabaseAuthentication: true,
      EnableCloudwatchLogsExports: [partsOfEngine(version).logType],
      PreferredMaintenanceWindow: 'sun:01:00-sun:01:30',
      Tags,
    }),
  );
  for (const DBInstanceIdentifier of instanceNames) {
    await rds(
      new sdk.CreateDBInstanceCommand({
        DBInstanceIdentifier,
        DBInstanceClass: 'db.r6g.large',
        Engine: engineOf(version),
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
