import type { CreateDBClusterSnapshotMessage, CreateDBClusterSnapshotResult } from '@aws-sdk/client-rds';
import { announceSnapshot, snapshotCluster } from '../timelines/snapshot-cluster';
import { takeSnapshot } from '../world/clusters/snapshots';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import { newSnapshotIdentifier } from '../world/names/snapshot-names';
import { tagsOf } from '../world/tags';
import { begin } from '../world/timeline';
import { dbClusterSnapshotView } from '../world/views/db-cluster-snapshot';
import type { Action } from './action';

export const createDBClusterSnapshot: Action<CreateDBClusterSnapshotMessage, CreateDBClusterSnapshotResult> = (
  context,
  input,
) => {
  const identifier = newSnapshotIdentifier(
    context,
    'DBClusterSnapshotIdentifier',
    input.DBClusterSnapshotIdentifier ?? '',
  );
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  refuseClusterInSwitchover(context.region, cluster);
  requireAvailableCluster(cluster);
  const tags = tagsOf(input.Tags);

  const snapshot = takeSnapshot(context, cluster, { identifier, status: 'creating', tags });
  cluster.status = 'backing-up';
  announceSnapshot(context, identifier);
  begin(context, snapshotCluster, { cluster: cluster.resourceId, snapshot: identifier });
  return { DBClusterSnapshot: dbClusterSnapshotView(context, snapshot) };
};
