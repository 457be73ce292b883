import type { Tag } from '@aws-sdk/client-rds';
import { playedEngine } from '../../data/engines';
import { vpcIdOf } from '../new-world';
import type { Scene } from '../scene';
import type { ClusterRecord, ClusterSnapshotRecord } from '../world';
import { availabilityZones } from './availability-zones';

/** Records a manual snapshot of what the cluster is now. */
export function takeSnapshot(
  scene: Scene,
  cluster: ClusterRecord,
  { identifier, status, tags }: { identifier: string; status: string; tags: Tag[] },
): ClusterSnapshotRecord {
  const { settings } = cluster;
  const snapshot: ClusterSnapshotRecord = {
    identifier,
    clusterResourceId: cluster.resourceId,
    clusterCreatedAt: cluster.createdAt,
    status,
    createdAt: scene.now,
    tags: settings.CopyTagsToSnapshot ? [...cluster.tags.filter(isNotIn(tags)), ...tags] : tags,
    settings: {
      DBClusterIdentifier: cluster.identifier,
      Engine: cluster.engine,
      EngineMode: 'provisioned',
      EngineVersion: cluster.engineVersion,
      AvailabilityZones: settings.AvailabilityZones ?? availabilityZones(scene.region.name),
      VpcId: vpcIdOf(scene.world, scene.region.name),
      Port: settings.Port,
      MasterUsername: settings.MasterUsername,
      StorageEncrypted: settings.StorageEncrypted,
      KmsKeyId: settings.KmsKeyId,
      StorageType: settings.StorageType ?? 'aurora',
      IAMDatabaseAuthenticationEnabled: settings.IAMDatabaseAuthenticationEnabled ?? false,
      LicenseModel: playedEngine(cluster.engine).license,
      AllocatedStorage: 1,
      SnapshotType: 'manual',
    },
  };
  scene.region.clusterSnapshots[identifier] = snapshot;
  return snapshot;
}

function isNotIn(tags: Tag[]): (tag: Tag) => boolean {
  const keys = new Set(tags.map(({ Key }) => Key));
  return ({ Key }) => !keys.has(Key);
}
