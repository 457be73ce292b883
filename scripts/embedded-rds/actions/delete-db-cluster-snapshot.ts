import type { DeleteDBClusterSnapshotMessage, DeleteDBClusterSnapshotResult } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { snapshotNamed } from '../world/names/snapshot-names';
import { dbClusterSnapshotView } from '../world/views/db-cluster-snapshot';
import type { Action } from './action';

export const deleteDBClusterSnapshot: Action<DeleteDBClusterSnapshotMessage, DeleteDBClusterSnapshotResult> = (
  context,
  input,
) => {
  const snapshot = snapshotNamed(context, input.DBClusterSnapshotIdentifier ?? '');
  if (snapshot.status !== 'available' && snapshot.status !== 'failed') {
    throw fault(
      'InvalidDBClusterSnapshotStateFault',
      `DB cluster snapshot ${snapshot.identifier} is not in available state.`,
    );
  }
  delete context.region.clusterSnapshots[snapshot.identifier];
  return { DBClusterSnapshot: { ...dbClusterSnapshotView(context, snapshot), Status: 'deleting' } };
};
