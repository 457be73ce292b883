import { clusterEvent } from '../world/announce';
import { removeCluster } from '../world/clusters/removal';
import { membersOf } from '../world/lookup';
import { begin, defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** `deleting`, then gone: never before the last of its instances, which may be on their own way out. */
export const deleteCluster = defineTimeline<{ cluster: string }>({
  name: 'delete-cluster',
  steps: [
    {
      at: durations.clusterDelete,
      apply(scene, { cluster: id }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        if (membersOf(scene.region, cluster).length > 0) return begin(scene, deleteCluster, { cluster: id });
        removeCluster(scene, cluster);
        clusterEvent(scene, cluster, 'deletion', 'DB cluster deleted');
      },
    },
  ],
});
