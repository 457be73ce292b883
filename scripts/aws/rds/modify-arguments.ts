import type * as sdk from '@aws-sdk/client-rds';
import type { Setting, Settings } from './settings';

type Named = Record<string, Setting | undefined>;

/** Translates arguments of the provider to those of ModifyDBCluster, except those that have a call of their own. */
export function clusterModification(wanted: Settings, now: Settings): Partial<sdk.ModifyDBClusterMessage> {
  const values: Named = wanted;
  return withoutUndefined({
    BackupRetentionPeriod: values.backup_retention_period as number | undefined,
    CopyTagsToSnapshot: values.copy_tags_to_snapshot as boolean | undefined,
    DeletionProtection: values.deletion_protection as boolean | undefined,
    EnableIAMDatabaseAuthentication: values.iam_database_authentication_enabled as boolean | undefined,
    NetworkType: values.network_type as string | undefined,
    Port: values.port as number | undefined,
    // Standard storage is reported as nothing, and asked for by name.
    StorageType: values.storage_type === '' ? 'aurora' : (values.storage_type as string | undefined),
    PreferredBackupWindow: values.preferred_backup_window as string | undefined,
    PreferredMaintenanceWindow: values.preferred_maintenance_window as string | undefined,
    VpcSecurityGroupIds: values.vpc_security_group_ids as string[] | undefined,
    ServerlessV2ScalingConfiguration: serverless(values.serverlessv2_scaling_configuration),
    DatabaseInsightsMode: values.database_insights_mode as sdk.DatabaseInsightsMode | undefined,
    ...insights(values),
    ...monitoring(values),
    CloudwatchLogsExportConfiguration: exportsOf(
      values.enabled_cloudwatch_logs_exports as string[] | undefined,
      (now.enabled_cloudwatch_logs_exports ?? []) as string[],
    ),
  });
}

/** The same for ModifyDBInstance. */
export function instanceModification(wanted: Settings): Partial<sdk.ModifyDBInstanceMessage> {
  const values: Named = wanted;
  return withoutUndefined({
    AutoMinorVersionUpgrade: values.auto_minor_version_upgrade as boolean | undefined,
    CACertificateIdentifier: values.ca_cert_identifier as string | undefined,
    CopyTagsToSnapshot: values.copy_tags_to_snapshot as boolean | undefined,
    DBInstanceClass: values.instance_class as string | undefined,
    ...insights(values),
    ...monitoring(values),
    PreferredMaintenanceWindow: values.preferred_maintenance_window as string | undefined,
    PromotionTier: values.promotion_tier as number | undefined,
    PubliclyAccessible: values.publicly_accessible as boolean | undefined,
  });
}

/** What belongs to Performance Insights is only said where it is on. */
function insights(values: Named) {
  const on = values.performance_insights_enabled as boolean | undefined;
  return {
    EnablePerformanceInsights: on,
    PerformanceInsightsKMSKeyId: on ? (values.performance_insights_kms_key_id as string | undefined) : undefined,
    PerformanceInsightsRetentionPeriod: on
      ? (values.performance_insights_retention_period as number | undefined)
      : undefined,
  };
}

/** An interval of 0 turns monitoring off, and takes no role. */
function monitoring(values: Named) {
  const interval = values.monitoring_interval as number | undefined;
  return {
    MonitoringInterval: interval,
    MonitoringRoleArn: interval ? (values.monitoring_role_arn as string | undefined) : undefined,
  };
}

function exportsOf(wanted: readonly string[] | undefined, now: readonly string[]) {
  if (wanted === undefined) return undefined;
  return {
    EnableLogTypes: wanted.filter((type) => !now.includes(type)),
    DisableLogTypes: now.filter((type) => !wanted.includes(type)),
  };
}

function serverless(value: Setting | undefined): sdk.ServerlessV2ScalingConfiguration | undefined {
  if (value === undefined) return undefined;
  const { min_capacity, max_capacity, seconds_until_auto_pause } = value as Record<string, number>;
  return withoutUndefined({
    MinCapacity: min_capacity,
    MaxCapacity: max_capacity,
    SecondsUntilAutoPause: seconds_until_auto_pause,
  });
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
