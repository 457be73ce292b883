import type { CloudwatchLogsExportConfiguration, DBCluster, ModifyDBClusterMessage } from '@aws-sdk/client-rds';
import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';
import { checkedLogTypes, checkedNetworkType, checkedPort } from './checked-settings';
import { backupWindow, maintenanceWindow } from './default-windows';
import { dropInsightsThatAreOff, insightsAfter } from './insights';
import { checkPassword } from './master-user';
import { monitoringAfter } from './monitoring';
import { backupRetention, dropUndefined, managedSecret, securityGroups } from './new-cluster';
import { serverlessScaling } from './serverless-capacity';
import { storageAfter } from './storage-type';
import { checkedBackupWindow, checkedMaintenanceWindow, refuseOverlap } from './windows';

/** What a ModifyDBCluster call does to settings, in the three ways that RDS has. */
interface ClusterChange {
  /** In effect at once, and nothing shows (deletion protection, windows, retention). */
  quiet: Partial<DBCluster>;
  /** In effect at once, with the cluster `modifying` for a while. */
  shown: Partial<DBCluster>;
  /**
   * Waits for the maintenance window unless ApplyImmediately is given
   * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html).
   */
  deferrable: NonNullable<DBCluster['PendingModifiedValues']>;
}

/** Settings only: versions, names and groups have rules of their own. Throws InvalidParameterValue. */
export function clusterChange(scene: Scene, cluster: ClusterRecord, input: ModifyDBClusterMessage): ClusterChange {
  if (input.MasterUserPassword !== undefined) checkPassword(cluster.engine, input.MasterUserPassword);
  const { settings } = cluster;
  const shown: Partial<DBCluster> = {
    VpcSecurityGroups: input.VpcSecurityGroupIds && securityGroups(input.VpcSecurityGroupIds),
    Port: checkedPort(input.Port),
    EnabledCloudwatchLogsExports:
      input.CloudwatchLogsExportConfiguration && exportsAfter(cluster, input.CloudwatchLogsExportConfiguration),
    ServerlessV2ScalingConfiguration: serverlessScaling(
      cluster,
      settings.ServerlessV2ScalingConfiguration,
      input.ServerlessV2ScalingConfiguration,
    ),
    StorageType: storageAfter(scene, cluster, input.StorageType),
    NetworkType: checkedNetworkType(input.NetworkType),
    BacktrackWindow: input.BacktrackWindow,
    ...monitoringAfter(settings, input),
    ...insightsAfter(scene, settings, input),
    MasterUserSecret: secretAfter(scene, cluster, input),
  };
  const quiet: Partial<DBCluster> = {
    BackupRetentionPeriod: input.BackupRetentionPeriod && backupRetention(input.BackupRetentionPeriod),
    ...windowsAfter(cluster, input),
    CopyTagsToSnapshot: input.CopyTagsToSnapshot,
    AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade,
    HttpEndpointEnabled: input.EnableHttpEndpoint,
    EngineLifecycleSupport: input.EngineLifecycleSupport,
  };
  return {
    quiet: changed(settings, quiet),
    shown: changed(settings, shown),
    deferrable: dropUndefined({
      IAMDatabaseAuthenticationEnabled:
        input.EnableIAMDatabaseAuthentication === settings.IAMDatabaseAuthenticationEnabled
          ? undefined
          : input.EnableIAMDatabaseAuthentication,
      // RDS shows that a password is pending, never which.
      MasterUserPassword: input.MasterUserPassword === undefined ? undefined : '****',
    }),
  };
}

/** Takes changed settings over. Standard storage and an empty list of exports show as nothing at all. */
export function applySettings(cluster: ClusterRecord, changes: Partial<DBCluster>): void {
  Object.assign(cluster.settings, changes);
  const { settings } = cluster;
  dropInsightsThatAreOff(settings);
  if (settings.StorageType === 'aurora') delete settings.StorageType;
  if (settings.EnabledCloudwatchLogsExports?.length === 0) delete settings.EnabledCloudwatchLogsExports;
  if (settings.MasterUserSecret?.SecretArn === undefined) delete settings.MasterUserSecret;
}

/** Either window alone is held against the one that stays. */
function windowsAfter(
  { settings, identifier }: ClusterRecord,
  input: ModifyDBClusterMessage,
): Pick<DBCluster, 'PreferredBackupWindow' | 'PreferredMaintenanceWindow'> {
  const { PreferredBackupWindow: backup, PreferredMaintenanceWindow: maintenance } = input;
  if (!backup && !maintenance) return {};
  const next = {
    PreferredBackupWindow: checkedBackupWindow(backup || (settings.PreferredBackupWindow ?? backupWindow(identifier))),
    PreferredMaintenanceWindow: checkedMaintenanceWindow(
      maintenance || (settings.PreferredMaintenanceWindow ?? maintenanceWindow(identifier)),
    ),
  };
  refuseOverlap(next.PreferredBackupWindow, next.PreferredMaintenanceWindow);
  return next;
}

function changed(settings: Partial<DBCluster>, next: Partial<DBCluster>): Partial<DBCluster> {
  const isNew = ([key, value]: [string, unknown]): boolean =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(settings[key as keyof DBCluster]);
  return Object.fromEntries(Object.entries(next).filter(isNew));
}

function exportsAfter(
  { engine, engineVersion, settings }: ClusterRecord,
  { EnableLogTypes = [], DisableLogTypes = [] }: CloudwatchLogsExportConfiguration,
): string[] {
  checkedLogTypes(engine, engineVersion, [...EnableLogTypes, ...DisableLogTypes]);
  const current = settings.EnabledCloudwatchLogsExports ?? [];
  return [...new Set([...current, ...EnableLogTypes])].filter((type) => !DisableLogTypes.includes(type));
}

/** An empty object stands for "no longer managed". */
function secretAfter(
  scene: Scene,
  cluster: ClusterRecord,
  { ManageMasterUserPassword, MasterUserSecretKmsKeyId }: ModifyDBClusterMessage,
): DBCluster['MasterUserSecret'] {
  if (ManageMasterUserPassword === undefined) return undefined;
  return ManageMasterUserPassword ? managedSecret(scene, cluster.identifier, MasterUserSecretKmsKeyId) : {};
}
