import { clusterEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** The end of `modifying` or `resetting-master-credentials`; `message` is the event that says so, where there is one. */
export const modifyCluster = defineTimeline<{ cluster: string; status: string; message?: string }>({
  name: 'modify-cluster',
  steps: [
    {
      at: durations.modify,
      apply(scene, { cluster: id, status, message }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        moveStatus(cluster, status);
        if (message !== undefined) clusterEvent(scene, cluster, 'configuration change', message);
      },
    },
  ],
});

/** The new name of a cluster; its ARN and endpoints follow, and its instances keep theirs. */
export const renameCluster = defineTimeline<{ cluster: string; identifier: string }>({
  name: 'rename-cluster',
  steps: [
    {
      at: durations.rename,
      apply(scene, { cluster: id, identifier }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        const before = cluster.identifier;
        cluster.identifier = identifier;
        delete cluster.pendingModifiedValues.DBClusterIdentifier;
        moveStatus(cluster, 'renaming');
        clusterEvent(scene, cluster, 'configuration change', `Renamed cluster from ${before} to ${identifier}.`);
      },
    },
  ],
});
