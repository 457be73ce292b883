import type { DBClusterSnapshot } from '@aws-sdk/client-rds';
import { arnOf } from '../names/arn';
import type { Scene } from '../scene';
import type { ClusterSnapshotRecord } from '../world';

/** `settings` holds what was true of the cluster when the snapshot was taken, its name of that time included. */
export function dbClusterSnapshotView(scene: Scene, snapshot: ClusterSnapshotRecord): DBClusterSnapshot {
  return {
    ...snapshot.settings,
    ClusterCreateTime: snapshot.clusterCreatedAt === undefined ? undefined : new Date(snapshot.clusterCreatedAt),
    DBClusterSnapshotIdentifier: snapshot.identifier,
    DBClusterSnapshotArn: arnOf(scene, 'cluster-snapshot', snapshot.identifier),
    DbClusterResourceId: snapshot.clusterResourceId,
    Status: snapshot.status,
    PercentProgress: snapshot.status === 'available' ? 100 : 0,
    SnapshotCreateTime: new Date(snapshot.createdAt),
    TagList: snapshot.tags,
  };
}
