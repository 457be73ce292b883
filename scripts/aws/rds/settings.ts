import type * as sdk from '@aws-sdk/client-rds';

/** A block is flattened to its numbers: `{ min_capacity: 0.5, max_capacity: 4 }`. */
export type Setting = string | number | boolean | readonly string[] | Readonly<Record<string, number>>;

/**
 * What RDS reports for a cluster or an instance, under the argument names of Terraform's provider and read as the provider reads it:
 * the one vocabulary in which blue, green and the code can be compared. Lists are sorted; what RDS does not report is absent.
 */
export type Settings = Readonly<Record<string, Setting>>;

export function clusterSettings(raw: sdk.DBCluster): Settings {
  return known({
    availability_zones: sorted(raw.AvailabilityZones),
    backtrack_window: raw.BacktrackWindow,
    backup_retention_period: raw.BackupRetentionPeriod,
    copy_tags_to_snapshot: raw.CopyTagsToSnapshot ?? false,
    database_insights_mode: raw.DatabaseInsightsMode,
    database_name: raw.DatabaseName,
    db_cluster_parameter_group_name: raw.DBClusterParameterGroup,
    db_subnet_group_name: raw.DBSubnetGroup,
    deletion_protection: raw.DeletionProtection ?? false,
    enable_http_endpoint: raw.HttpEndpointEnabled ?? false,
    enabled_cloudwatch_logs_exports: sorted(raw.EnabledCloudwatchLogsExports),
    engine: raw.Engine,
    engine_lifecycle_support: raw.EngineLifecycleSupport,
    engine_mode: raw.EngineMode ?? 'provisioned',
    engine_version: raw.EngineVersion,
    iam_database_authentication_enabled: raw.IAMDatabaseAuthenticationEnabled ?? false,
    iam_roles: sorted(raw.AssociatedRoles?.flatMap(({ RoleArn }) => RoleArn ?? [])),
    kms_key_id: raw.KmsKeyId,
    master_username: raw.MasterUsername,
    monitoring_interval: raw.MonitoringInterval,
    monitoring_role_arn: raw.MonitoringRoleArn,
    network_type: raw.NetworkType,
    performance_insights_enabled: raw.PerformanceInsightsEnabled ?? false,
    performance_insights_kms_key_id: raw.PerformanceInsightsKMSKeyId,
    performance_insights_retention_period: raw.PerformanceInsightsRetentionPeriod,
    port: raw.Port,
    preferred_backup_window: raw.PreferredBackupWindow?.toLowerCase(),
    preferred_maintenance_window: raw.PreferredMaintenanceWindow?.toLowerCase(),
    serverlessv2_scaling_configuration: serverless(raw.ServerlessV2ScalingConfiguration),
    storage_encrypted: raw.StorageEncrypted ?? false,
    // Standard storage shows as nothing at all.
    storage_type: raw.StorageType ?? '',
    vpc_security_group_ids: sorted(raw.VpcSecurityGroups?.flatMap((group) => group.VpcSecurityGroupId ?? [])),
  });
}

export function instanceSettings(raw: sdk.DBInstance): Settings {
  return known({
    auto_minor_version_upgrade: raw.AutoMinorVersionUpgrade,
    availability_zone: raw.AvailabilityZone,
    ca_cert_identifier: raw.CACertificateIdentifier,
    copy_tags_to_snapshot: raw.CopyTagsToSnapshot ?? false,
    db_parameter_group_name: raw.DBParameterGroups?.[0]?.DBParameterGroupName,
    db_subnet_group_name: raw.DBSubnetGroup?.DBSubnetGroupName,
    engine: raw.Engine,
    engine_version: raw.EngineVersion,
    instance_class: raw.DBInstanceClass,
    monitoring_interval: raw.MonitoringInterval ?? 0,
    monitoring_role_arn: raw.MonitoringRoleArn,
    performance_insights_enabled: raw.PerformanceInsightsEnabled ?? false,
    performance_insights_kms_key_id: raw.PerformanceInsightsKMSKeyId,
    performance_insights_retention_period: raw.PerformanceInsightsRetentionPeriod,
    preferred_backup_window: raw.PreferredBackupWindow?.toLowerCase(),
    preferred_maintenance_window: raw.PreferredMaintenanceWindow?.toLowerCase(),
    promotion_tier: raw.PromotionTier,
    publicly_accessible: raw.PubliclyAccessible,
  });
}

function known(values: Record<string, Setting | undefined>): Settings {
  const result: Record<string, Setting> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) result[name] = value;
  return result;
}

const sorted = (items: readonly string[] | undefined) => [...(items ?? [])].sort();

function serverless(raw: sdk.ServerlessV2ScalingConfigurationInfo | undefined): Record<string, number> | undefined {
  if (raw === undefined) return undefined;
  const numbers = {
    min_capacity: raw.MinCapacity,
    max_capacity: raw.MaxCapacity,
    seconds_until_auto_pause: raw.SecondsUntilAutoPause,
  };
  return Object.fromEntries(
    Object.entries(numbers).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
