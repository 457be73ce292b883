import type { DeleteDBClusterMessage, DeleteDBClusterResult } from '@aws-sdk/client-rds';
import { deleteCluster } from '../timelines/delete-cluster';
import { announceSnapshot, finalSnapshotOfCluster } from '../timelines/snapshot-cluster';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { globalClusterOf } from '../world/clusters/global-clusters';
import { takeSnapshot } from '../world/clusters/snapshots';
import { refuseClusterInSwitchover } from '../world/clusters/state-rules';
import { clusterNamed, membersOf } from '../world/lookup';
import { newSnapshotIdentifier } from '../world/names/snapshot-names';
import { begin, cancel } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

export const deleteDBCluster: Action<DeleteDBClusterMessage, DeleteDBClusterResult> = (context, input) => {
  const { region } = context;
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  if (cluster.deletionProtection) {
    throw invalidParameterCombination(
      'Cannot delete protected Cluster, please disable deletion protection and try again.',
    );
  }
  refuseClusterInSwitchover(region, cluster);
  if (cluster.status === 'deleting') {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is already being deleted.`);
  }
  if (membersOf(region, cluster).some(({ status }) => status !== 'deleting')) {
    throw fault(
      'InvalidDBClusterStateFault',
      'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
    );
  }
  if (globalClusterOf(context, cluster.resourceId) !== undefined) {
    throw fault(
      'InvalidDBClusterStateFault',
      'This cluster is a part of a global cluster, please remove it from globalcluster first',
    );
  }
  if (cluster.status === 'backing-up') {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is not in available state.`);
  }
  const snapshot = finalSnapshot(context, input);

  cancel(region, ({ args }) => args.cluster === cluster.resourceId);
  cluster.status = 'deleting';
  if (snapshot !== undefined) {
    takeSnapshot(context, cluster, { identifier: snapshot, status: 'creating', tags: [] });
    announceSnapshot(context, snapshot);
    // Before the deletion: at the same moment, it comes first.
    begin(context, finalSnapshotOfCluster, { cluster: cluster.resourceId, snapshot });
  }
  begin(context, deleteCluster, { cluster: cluster.resourceId });
  return { DBCluster: dbClusterView(context, cluster) };
};

/** The name of the final snapshot, undefined when none is wanted; a call must say which. */
function finalSnapshot(
  context: Parameters<typeof newSnapshotIdentifier>[0],
  { SkipFinalSnapshot = false, FinalDBSnapshotIdentifier }: DeleteDBClusterMessage,
): string | undefined {
  if (SkipFinalSnapshot && FinalDBSnapshotIdentifier) {
    // Wording: crossplane-contrib/provider-aws#1423.
    throw invalidParameterCombination('You cannot specify both FinalDBSnapshotIdentifier and SkipFinalSnapshot');
  }
  if (SkipFinalSnapshot) return undefined;
  if (!FinalDBSnapshotIdentifier) {
    throw invalidParameterCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  }
  return newSnapshotIdentifier(context, 'FinalDBSnapshotIdentifier', FinalDBSnapshotIdentifier);
}
