import type { DBInstance } from '@aws-sdk/client-rds';
import { playedEngine } from '../../data/engines';
import { addressOf, hostedZoneId, instanceEndpoint } from '../clusters/endpoints';
import { arnOf } from '../names/arn';
import type { Scene } from '../scene';
import type { InstanceRecord } from '../world';
import { dbSubnetGroupView } from './db-subnet-group';
import { latestRestorableTime } from './restorable-time';

/**
 * An instance as DescribeDBInstances shows it. What belongs to the cluster (engine, storage, encryption, backups) is read
 * from the cluster; only what differs between members is the instance's own.
 */
export function dbInstanceView(scene: Scene, instance: InstanceRecord): DBInstance {
  const cluster = scene.region.clusters[instance.cluster];
  const shared = cluster?.settings ?? {};
  const subnetGroup = scene.region.subnetGroups[cluster?.subnetGroup ?? ''];
  const isCreating = instance.status === 'creating';
  const endpoint = addressOf(scene, instanceEndpoint(scene, instance.identifier), shared.Port);
  return {
    MonitoringInterval: 0,
    PerformanceInsightsEnabled: false,
    ...instance.settings,
    DBInstanceIdentifier: instance.identifier,
    DBInstanceArn: arnOf(scene, 'db', instance.identifier),
    DbiResourceId: instance.resourceId,
    DBInstanceStatus: instance.status,
    DBClusterIdentifier: cluster?.identifier,
    Engine: cluster?.engine,
    EngineVersion: instance.engineVersion,
    EngineLifecycleSupport: shared.EngineLifecycleSupport,
    MasterUsername: shared.MasterUsername,
    DBName: shared.DatabaseName,
    // RDS gives an instance its address when it is there: until then there is no Endpoint.
    Endpoint: isCreating
      ? undefined
      : {
          Address: endpoint.address,
          Port: endpoint.port,
          HostedZoneId: hostedZoneId(scene),
        },
    DbInstancePort: 0,
    InstanceCreateTime: isCreating ? undefined : new Date(instance.createdAt),
    DBParameterGroups: [
      { DBParameterGroupName: instance.parameterGroup, ParameterApplyStatus: instance.parameterApplyStatus },
    ],
    PromotionTier: instance.promotionTier,
    DBSubnetGroup: subnetGroup && dbSubnetGroupView(scene, subnetGroup),
    PendingModifiedValues: instance.pendingModifiedValues,
    AllocatedStorage: 1,
    StorageType: shared.StorageType === 'aurora-iopt1' ? 'aurora-iopt1' : 'aurora',
    StorageEncrypted: shared.StorageEncrypted,
    KmsKeyId: shared.KmsKeyId,
    BackupRetentionPeriod: shared.BackupRetentionPeriod,
    PreferredBackupWindow: shared.PreferredBackupWindow,
    LatestRestorableTime: latestRestorableTime(scene, cluster),
    VpcSecurityGroups: shared.VpcSecurityGroups,
    IAMDatabaseAuthenticationEnabled: shared.IAMDatabaseAuthenticationEnabled ?? false,
    EnabledCloudwatchLogsExports: shared.EnabledCloudwatchLogsExports,
    NetworkType: shared.NetworkType,
    DBSecurityGroups: [],
    ReadReplicaDBInstanceIdentifiers: [],
    DomainMemberships: [],
    AssociatedRoles: [],
    MultiAZ: false,
    DeletionProtection: false,
    LicenseModel: cluster && playedEngine(cluster.engine).license,
    CustomerOwnedIpEnabled: false,
    BackupTarget: 'region',
    DedicatedLogVolume: false,
    IsStorageConfigUpgradeAvailable: false,
    TagList: instance.tags,
  };
}
