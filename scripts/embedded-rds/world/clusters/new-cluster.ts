import type { CreateDBClusterMessage, DBCluster } from '@aws-sdk/client-rds';
import { isPlayed, playedEngine, playedEngines } from '../../data/engines';
import { fault, invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';
import { letters, uuidOf } from '../names/ids';
import { defaultSecurityGroupId } from '../new-world';
import type { Scene } from '../scene';
import { availabilityZones } from './availability-zones';
import { checkedLogTypes, checkedNetworkType, checkedPort, checkedStorageType } from './checked-settings';
import { windowsOfNew } from './default-windows';
import { insightsAfter } from './insights';
import { keyArn, ownKey } from './kms-keys';
import { checkDatabaseName, checkMasterUsername, checkPassword } from './master-user';
import { monitoringAfter } from './monitoring';
import { serverlessScaling } from './serverless-capacity';

/** The settings that a create and a restore call have in common; `defaults` are those of what is restored. */
export type ClusterInput = Partial<CreateDBClusterMessage>;

/** What RDS stores of a new cluster's settings, its own defaults filled in. */
export function newClusterSettings(scene: Scene, input: ClusterInput, identifier: string): Partial<DBCluster> {
  const windows = windowsOfNew(identifier, {
    backup: input.PreferredBackupWindow,
    maintenance: input.PreferredMaintenanceWindow,
  });
  const isEncrypted = input.StorageEncrypted ?? input.KmsKeyId !== undefined;
  return dropUndefined<Partial<DBCluster>>({
    AvailabilityZones: input.AvailabilityZones?.length ? input.AvailabilityZones : availabilityZones(scene.region.name),
    BackupRetentionPeriod: backupRetention(input.BackupRetentionPeriod ?? 1),
    PreferredBackupWindow: windows.backup,
    PreferredMaintenanceWindow: windows.maintenance,
    DatabaseName: input.DatabaseName,
    MasterUsername: input.MasterUsername,
    MasterUserSecret: input.ManageMasterUserPassword
      ? managedSecret(scene, identifier, input.MasterUserSecretKmsKeyId)
      : undefined,
    Port: checkedPort(input.Port) ?? playedEngine(input.Engine ?? '').port,
    VpcSecurityGroups: securityGroups(
      input.VpcSecurityGroupIds?.length
        ? input.VpcSecurityGroupIds
        : [defaultSecurityGroupId(scene.world, scene.region.name)],
    ),
    StorageEncrypted: isEncrypted,
    KmsKeyId: isEncrypted ? (input.KmsKeyId ? keyArn(scene, input.KmsKeyId) : ownKey(scene, 'rds')) : undefined,
    // Standard storage shows as no type at all.
    StorageType: input.StorageType === 'aurora' ? undefined : checkedStorageType(input.StorageType),
    IAMDatabaseAuthenticationEnabled: input.EnableIAMDatabaseAuthentication ?? false,
    EnabledCloudwatchLogsExports: input.EnableCloudwatchLogsExports?.length
      ? checkedLogTypes(input.Engine ?? '', input.EngineVersion ?? '', input.EnableCloudwatchLogsExports)
      : undefined,
    HttpEndpointEnabled: input.EnableHttpEndpoint ?? false,
    CopyTagsToSnapshot: input.CopyTagsToSnapshot ?? false,
    AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
    NetworkType: checkedNetworkType(input.NetworkType) ?? 'IPV4',
    ServerlessV2ScalingConfiguration: serverlessScaling(
      { engine: input.Engine ?? '', engineVersion: input.EngineVersion ?? '' },
      undefined,
      input.ServerlessV2ScalingConfiguration,
    ),
    BacktrackWindow: playedEngine(input.Engine ?? '').backtracks ? input.BacktrackWindow : undefined,
    ...monitoringAfter({}, input),
    ...insightsAfter(scene, undefined, input),
    EngineLifecycleSupport: input.EngineLifecycleSupport ?? 'open-source-rds-extended-support',
    AssociatedRoles: [],
  });
}

/** Throws for an engine, a user or a password that RDS would not take. */
export function checkCreateCluster(scene: Scene, input: CreateDBClusterMessage): void {
  if (!isPlayed(input.Engine)) {
    const played = Object.keys(playedEngines).join(' and ');
    throw invalidParameterValue(`Invalid DB engine: ${input.Engine}. This server emulates ${played}.`);
  }
  if (input.EngineMode !== undefined && input.EngineMode !== 'provisioned') {
    throw invalidParameterCombination(
      `The engine mode ${input.EngineMode} that you requested is currently unavailable.`,
    );
  }
  if (input.ReplicationSourceIdentifier) {
    throw invalidParameterCombination(
      'This server does not emulate replicas of other clusters: omit ReplicationSourceIdentifier.',
    );
  }
  if (input.ManageMasterUserPassword && input.MasterUserPassword !== undefined) {
    throw invalidParameterCombination("You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.");
  }
  if (!input.MasterUsername) {
    throw invalidParameterValue('The parameter MasterUsername must be provided and must not be blank.');
  }
  checkMasterUsername(input.Engine, input.MasterUsername);
  if (input.DatabaseName) checkDatabaseName(input.Engine, input.DatabaseName);
  if (!input.ManageMasterUserPassword) checkPassword(input.Engine, input.MasterUserPassword ?? '');
  requireSubnetGroup(scene, input.DBSubnetGroupName);
}

/** The stored name of a subnet group; `default` when none is named. Throws DBSubnetGroupNotFoundFault. */
export function requireSubnetGroup(scene: Scene, name = 'default'): string {
  const group = scene.region.subnetGroups[name.toLowerCase()];
  if (group === undefined) throw fault('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`);
  return group.name;
}

/** Aurora keeps backups for 1 to 35 days; it has no way to turn them off. */
export function backupRetention(days: number): number {
  if (days < 1 || days > 35) {
    throw invalidParameterValue(`Invalid backup retention period: ${days}. Must be between 1 and 35.`);
  }
  return days;
}

export function securityGroups(ids: string[]): DBCluster['VpcSecurityGroups'] {
  return ids.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' }));
}

/** The secret that Secrets Manager would hold. */
export function managedSecret(scene: Scene, identifier: string, kmsKeyId?: string): DBCluster['MasterUserSecret'] {
  const { region, world } = scene;
  const name = `rds!cluster-${uuidOf(`secret ${world.account} ${identifier}`)}-${letters(identifier, 6)}`;
  return {
    SecretArn: `arn:aws:secretsmanager:${region.name}:${world.account}:secret:${name}`,
    SecretStatus: 'active',
    KmsKeyId: kmsKeyId ? keyArn(scene, kmsKeyId) : ownKey(scene, 'secretsmanager'),
  };
}

export function dropUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
