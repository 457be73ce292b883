import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { ITerraformDependable } from 'cdktf';
import type { Aurora } from '../aurora';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { guard, guardIsOff } from '../upgrade/upgrade-guard';
import type { Network } from './network';

/** Nothing is set that a switchover would turn into a replacement, and what it might change is written explicitly. */
export function declareCluster(
  aurora: Aurora,
  props: AuroraClusterProps,
  { dbSubnetGroupName, vpcSecurityGroupIds }: Network,
  dependsOn: ITerraformDependable[],
): RdsCluster {
  const { clusterIdentifier, engine, engineVersion, upgradePolicy = 'blue-green', preventDestroy = true } = props;
  const { cluster: group, instance: instanceGroup } = aurora.parameterGroups;
  const inPlace = upgradePolicy === 'in-place';
  // `Default` keeps the address short: aws_rds_cluster.<id>.
  return new RdsCluster(aurora, 'Default', {
    clusterIdentifier,
    engine,
    engineVersion,
    dbClusterParameterGroupName: group.declared?.name ?? group.name,
    databaseName: props.databaseName,
    port: props.port,
    networkType: props.networkType,
    masterUsername: props.masterUsername,
    masterPassword: props.masterPassword,
    masterPasswordWo: props.masterPasswordWo,
    masterPasswordWoVersion: props.masterPasswordWoVersion,
    iamDatabaseAuthenticationEnabled: props.iamDatabaseAuthenticationEnabled ?? false,
    enableHttpEndpoint: props.enableHttpEndpoint,
    dbSubnetGroupName,
    vpcSecurityGroupIds,
    storageEncrypted: props.storageEncrypted ?? true,
    kmsKeyId: props.kmsKeyId,
    storageType: props.storageType,
    snapshotIdentifier: props.snapshotIdentifier,
    serverlessv2ScalingConfiguration: props.serverlessV2Scaling,
    backupRetentionPeriod: props.backupRetentionPeriod ?? 7,
    preferredBackupWindow: props.preferredBackupWindow?.toLowerCase(),
    preferredMaintenanceWindow: props.preferredMaintenanceWindow?.toLowerCase(),
    copyTagsToSnapshot: props.copyTagsToSnapshot ?? true,
    skipFinalSnapshot: props.skipFinalSnapshot ?? false,
    finalSnapshotIdentifier: props.finalSnapshotIdentifier ?? `${clusterIdentifier}-final`,
    deleteAutomatedBackups: props.deleteAutomatedBackups,
    enabledCloudwatchLogsExports: props.enabledCloudwatchLogsExports,
    ...databaseInsights(props),
    deletionProtection: props.deletionProtection ?? true,
    applyImmediately: props.applyImmediately,
    // Both only matter to a major upgrade in place, which RDS refuses without them when the groups are custom.
    allowMajorVersionUpgrade: inPlace ? true : undefined,
    dbInstanceParameterGroupName: inPlace ? (instanceGroup?.declared?.name ?? instanceGroup?.name) : undefined,
    tags: props.tags && { ...props.tags },
    provider: props.provider,
    dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    lifecycle: guardIsOff(aurora)
      ? undefined
      : guard({ clusterIdentifier, engineVersion, upgradePolicy, preventDestroy }),
  });
}

/**
 * RDS takes the mode together with Performance Insights of the whole cluster; the instances are given the same. So a mode that
 * is removed is written as `standard`: the provider would keep it, and turn Insights off on the cluster and all its instances.
 */
function databaseInsights({ databaseInsightsMode, performanceInsights }: AuroraClusterProps) {
  if (databaseInsightsMode === undefined && performanceInsights === undefined) return {};
  return {
    databaseInsightsMode: databaseInsightsMode ?? 'standard',
    performanceInsightsEnabled: performanceInsights?.enabled ?? false,
    performanceInsightsKmsKeyId: performanceInsights?.kmsKeyId,
    performanceInsightsRetentionPeriod: performanceInsights?.retentionPeriod,
  };
}
