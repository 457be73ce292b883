import type { DBInstance, ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import { invalidParameterCombination } from '../../wire/service-fault';
import type { Scene } from '../scene';
import type { ClusterRecord, InstanceRecord } from '../world';
import { insightsAfter } from './insights';
import { monitoringAfter } from './monitoring';
import { dropUndefined } from './new-cluster';
import { checkPromotionTier, requireInstanceClass } from './new-instance';
import { checkedMaintenanceWindow } from './windows';

/** Belongs to the cluster: RDS takes none of these for a member. */
const clusterOnly = [
  'AllocatedStorage',
  'BackupRetentionPeriod',
  'DeletionProtection',
  'EnableIAMDatabaseAuthentication',
  'EngineVersion',
  'MasterUserPassword',
  'MultiAZ',
  'PreferredBackupWindow',
  'StorageType',
  'VpcSecurityGroupIds',
] as const satisfies (keyof ModifyDBInstanceMessage)[];

/** Throws InvalidParameterCombination for what only ModifyDBCluster can change. */
export function refuseClusterSettings(instance: InstanceRecord, input: ModifyDBInstanceMessage): void {
  const setting = clusterOnly.find((name) => input[name] !== undefined);
  if (setting === undefined) return;
  throw invalidParameterCombination(
    `The specified DB Instance is a member of a cluster. ${setting} of ${instance.identifier} is modified for the DB ` +
      'cluster, using the ModifyDBCluster API.',
  );
}

interface InstanceChange {
  /** In effect at once, with the instance `modifying` for a while. */
  settings: Partial<DBInstance>;
  /** Waits for the maintenance window, or for the restart that ApplyImmediately means. */
  deferrable: NonNullable<DBInstance['PendingModifiedValues']>;
}

export function instanceChange(
  scene: Scene,
  cluster: ClusterRecord,
  instance: InstanceRecord,
  input: ModifyDBInstanceMessage,
): InstanceChange {
  checkPromotionTier(input.PromotionTier);
  const { settings } = instance;
  const instanceClass = input.DBInstanceClass === settings.DBInstanceClass ? undefined : input.DBInstanceClass;
  if (instanceClass !== undefined) requireInstanceClass(cluster, instanceClass);
  const authority = input.CACertificateIdentifier;
  const next: Partial<DBInstance> = {
    PreferredMaintenanceWindow:
      input.PreferredMaintenanceWindow && checkedMaintenanceWindow(input.PreferredMaintenanceWindow),
    AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade,
    PubliclyAccessible: input.PubliclyAccessible,
    CopyTagsToSnapshot: input.CopyTagsToSnapshot,
    ...monitoringAfter(settings, input),
    ...insightsAfter(scene, settings, input),
  };
  return {
    settings: Object.fromEntries(
      Object.entries(next).filter(([key, value]) => value !== undefined && settings[key as keyof DBInstance] !== value),
    ),
    deferrable: dropUndefined({
      DBInstanceClass: instanceClass,
      CACertificateIdentifier: authority === settings.CACertificateIdentifier ? undefined : authority,
    }),
  };
}

/** What instance events say of such a change, in the words of the upgrade log. */
export function changeMessages(settings: Partial<DBInstance>, group: string | undefined): string[] {
  const { MonitoringInterval, PerformanceInsightsEnabled } = settings;
  return [
    ...(MonitoringInterval === undefined ? [] : [`Monitoring Interval changed to ${MonitoringInterval}`]),
    ...(PerformanceInsightsEnabled === undefined
      ? []
      : [`Performance Insights has been ${PerformanceInsightsEnabled ? 'enabled' : 'disabled'}`]),
    ...(group === undefined ? [] : [`Updated to use DBParameterGroup ${group}`]),
  ];
}
