import type { CreateDBClusterMessage, CreateDBInstanceMessage, Parameter } from '@aws-sdk/client-rds';
import { bool, list, number, type TerraformArguments, tags, text, texts } from './arguments';

/** For clusters whose password only Terraform knows: nobody can connect to them anyway. */
const placeholderPassword = 'embedded-rds';

/** What the provider sends for an `aws_rds_cluster`, with the provider's defaults where they differ from the API's. */
export function clusterInput(cluster: TerraformArguments): CreateDBClusterMessage {
  const isManaged = bool(cluster.manage_master_user_password) ?? false;
  const [scaling] = list(cluster.serverlessv2_scaling_configuration) as TerraformArguments[];
  return {
    DBClusterIdentifier: text(cluster.cluster_identifier),
    Engine: text(cluster.engine),
    EngineVersion: text(cluster.engine_version),
    EngineMode: text(cluster.engine_mode),
    DatabaseName: text(cluster.database_name),
    MasterUsername: text(cluster.master_username) ?? 'postgres',
    MasterUserPassword: isManaged
      ? undefined
      : (text(cluster.master_password) ?? text(cluster.master_password_wo) ?? placeholderPassword),
    ManageMasterUserPassword: isManaged || undefined,
    MasterUserSecretKmsKeyId: text(cluster.master_user_secret_kms_key_id),
    DBClusterParameterGroupName: text(cluster.db_cluster_parameter_group_name),
    DBSubnetGroupName: text(cluster.db_subnet_group_name),
    VpcSecurityGroupIds: texts(cluster.vpc_security_group_ids),
    AvailabilityZones: texts(cluster.availability_zones),
    Port: number(cluster.port),
    NetworkType: text(cluster.network_type),
    BackupRetentionPeriod: number(cluster.backup_retention_period) ?? 1,
    PreferredBackupWindow: text(cluster.preferred_backup_window),
    PreferredMaintenanceWindow: text(cluster.preferred_maintenance_window),
    StorageEncrypted: bool(cluster.storage_encrypted),
    KmsKeyId: text(cluster.kms_key_id),
    StorageType: text(cluster.storage_type),
    EnableIAMDatabaseAuthentication: bool(cluster.iam_database_authentication_enabled),
    EnableCloudwatchLogsExports: texts(cluster.enabled_cloudwatch_logs_exports),
    EnableHttpEndpoint: bool(cluster.enable_http_endpoint),
    CopyTagsToSnapshot: bool(cluster.copy_tags_to_snapshot),
    DeletionProtection: bool(cluster.deletion_protection),
    BacktrackWindow: number(cluster.backtrack_window),
    ...insights(cluster),
    ...monitoring(cluster),
    DatabaseInsightsMode: text(cluster.database_insights_mode) as CreateDBClusterMessage['DatabaseInsightsMode'],
    EngineLifecycleSupport: text(cluster.engine_lifecycle_support),
    ServerlessV2ScalingConfiguration: scaling && {
      MinCapacity: number(scaling.min_capacity),
      MaxCapacity: number(scaling.max_capacity),
      SecondsUntilAutoPause: number(scaling.seconds_until_auto_pause),
    },
    Tags: tags(cluster),
  };
}

/** What the provider sends for an `aws_rds_cluster_instance`: its default tier is 0, the API's is 1. */
export function instanceInput(instance: TerraformArguments): CreateDBInstanceMessage {
  return {
    DBInstanceIdentifier: text(instance.identifier),
    DBClusterIdentifier: text(instance.cluster_identifier),
    Engine: text(instance.engine),
    EngineVersion: text(instance.engine_version),
    DBInstanceClass: text(instance.instance_class),
    DBParameterGroupName: text(instance.db_parameter_group_name),
    AvailabilityZone: text(instance.availability_zone),
    PromotionTier: number(instance.promotion_tier) ?? 0,
    AutoMinorVersionUpgrade: bool(instance.auto_minor_version_upgrade) ?? true,
    PubliclyAccessible: bool(instance.publicly_accessible),
    CopyTagsToSnapshot: bool(instance.copy_tags_to_snapshot),
    CACertificateIdentifier: text(instance.ca_cert_identifier),
    ...insights(instance),
    ...monitoring(instance),
    MonitoringInterval: number(instance.monitoring_interval) ?? 0,
    PreferredMaintenanceWindow: text(instance.preferred_maintenance_window),
    Tags: tags(instance),
  };
}

/** Key and period are sent with Insights that are on only. */
function insights(resource: TerraformArguments) {
  const EnablePerformanceInsights = bool(resource.performance_insights_enabled);
  if (!EnablePerformanceInsights) return { EnablePerformanceInsights };
  return {
    EnablePerformanceInsights,
    PerformanceInsightsKMSKeyId: text(resource.performance_insights_kms_key_id),
    PerformanceInsightsRetentionPeriod: number(resource.performance_insights_retention_period),
  };
}

/** For a role that only Terraform knows: RDS takes no interval without one. */
const placeholderRole = 'arn:aws:iam::123456789012:role/monitoring';

function monitoring(resource: TerraformArguments) {
  const MonitoringInterval = number(resource.monitoring_interval);
  return {
    MonitoringInterval,
    MonitoringRoleArn: text(resource.monitoring_role_arn) ?? (MonitoringInterval ? placeholderRole : undefined),
  };
}

export function parameterGroupInput(group: TerraformArguments) {
  return {
    DBParameterGroupFamily: text(group.family),
    Description: text(group.description) ?? 'Managed by Terraform',
    Tags: tags(group),
  };
}

/** A group's parameters in lots of 20, the most that one call may change. */
export function parameters(group: TerraformArguments): Parameter[][] {
  const all = (list(group.parameter) as TerraformArguments[]).map((parameter) => ({
    ParameterName: text(parameter.name),
    ParameterValue: text(parameter.value),
    ApplyMethod: (text(parameter.apply_method) ?? 'immediate') as Parameter['ApplyMethod'],
  }));
  return Array.from({ length: Math.ceil(all.length / 20) }, (_, lot) => all.slice(lot * 20, (lot + 1) * 20));
}

/** `fallback`: subnets for a group whose own only Terraform knows. */
export function subnetGroupInput(group: TerraformArguments, fallback: string[]) {
  return {
    DBSubnetGroupName: text(group.name),
    DBSubnetGroupDescription: text(group.description) ?? 'Managed by Terraform',
    SubnetIds: texts(group.subnet_ids) ?? fallback,
    Tags: tags(group),
  };
}
