import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  ModifyDBClusterParameterGroupCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { AuroraEngine } from '../../constructs/engines';

export const clusterName = 'aurora-bg-aurora-cluster';
export const instanceNames = ['aurora-bg-aurora-instance-1', 'aurora-bg-aurora-instance-2'];
export const region = 'ap-northeast-1';

/** Of a version, exact or only the major of PostgreSQL. */
export const engineOfVersion = (version: string): AuroraEngine =>
  version.includes('mysql_aurora') ? 'aurora-mysql' : 'aurora-postgresql';

const engineParts: Record<AuroraEngine, { short: string; parameter: [name: string, value: string] }> = {
  'aurora-postgresql': { short: 'pg', parameter: ['rds.logical_replication', '1'] },
  'aurora-mysql': { short: 'mysql', parameter: ['binlog_format', 'ROW'] },
};

/** `aurora-mysql8.0`, `mysql80`, `['binlog_format', 'ROW']` */
export function familyParts(version: string) {
  const engine = engineOfVersion(version);
  const { short, parameter } = engineParts[engine];
  const major = /^[\d.]+(?=\.mysql)|^\d+/.exec(version)?.[0] ?? version;
  return { engine, family: engine + major, short: short + major.replace('.', ''), parameter };
}

/** As the runbook names them. */
export function groupNames(version = '15') {
  const { short } = familyParts(version);
  return { cluster: `aurora-bg-aurora-${short}-cluster-params`, instance: `aurora-bg-aurora-${short}-params` };
}

/** The two groups of a version's family, as AuroraCluster would declare them. */
export async function createGroups(client: RDSClient, version: string): Promise<void> {
  const names = groupNames(version);
  const { family, parameter } = familyParts(version);
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
      Parameters: [{ ParameterName: parameter[0], ParameterValue: parameter[1], ApplyMethod: 'pending-reboot' }],
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
  const names = groupNames(version);
  const Engine = engineOfVersion(version);
  await createGroups(client, version);
  await client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: clusterName,
      Engine,
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
        Engine,
        DBClusterIdentifier: clusterName,
        DBParameterGroupName: names.instance,
        Tags: [{ Key: 'team', Value: 'payments' }],
      }),
    );
  }
}
