import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  ModifyDBClusterParameterGroupCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';

export const clusterName = 'aurora-bg-aurora-cluster';
export const instanceNames = ['aurora-bg-aurora-instance-1', 'aurora-bg-aurora-instance-2'];
export const region = 'ap-northeast-1';

/** As the runbook names them. */
export const groupNames = (major = '15') => ({
  cluster: `aurora-bg-aurora-pg${major}-cluster-params`,
  instance: `aurora-bg-aurora-pg${major}-params`,
});

/** The two groups of a major version, as AuroraCluster would declare them. */
export async function createGroups(client: RDSClient, major: string): Promise<void> {
  const names = groupNames(major);
  const family = `aurora-postgresql${major}`;
  await client.send(
    new CreateDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: names.cluster,
      DBParameterGroupFamily: family,
      Description: 'test',
    }),
  );
  await client.send(
    new ModifyDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: names.cluster,
      Parameters: [{ ParameterName: 'rds.logical_replication', ParameterValue: '1', ApplyMethod: 'pending-reboot' }],
    }),
  );
  await client.send(
    new CreateDBParameterGroupCommand({
      DBParameterGroupName: names.instance,
      DBParameterGroupFamily: family,
      Description: 'test',
    }),
  );
}

export async function createCluster(client: RDSClient, version: string): Promise<void> {
  const major = version.split('.')[0]!;
  const names = groupNames(major);
  await createGroups(client, major);
  await client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: clusterName,
      Engine: 'aurora-postgresql',
      EngineVersion: version,
      MasterUsername: 'postgres',
      MasterUserPassword: 'not-a-secret',
      DBClusterParameterGroupName: names.cluster,
      DeletionProtection: true,
      StorageEncrypted: true,
      CopyTagsToSnapshot: true,
      Tags: [{ Key: 'team', Value: 'payments' }],
    }),
  );
  for (const DBInstanceIdentifier of instanceNames) {
    await client.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier,
        DBInstanceClass: 'db.r6g.large',
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: clusterName,
        DBParameterGroupName: names.instance,
        Tags: [{ Key: 'team', Value: 'payments' }],
      }),
    );
  }
}
