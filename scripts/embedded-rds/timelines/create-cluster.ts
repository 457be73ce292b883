import { clusterEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** From `creating` to `available`, for new, restored and cloned clusters. */
export const createCluster = defineTimeline<{ cluster: string; message: string }>({
  name: 'create-cluster',
  steps: [
    {
      at: durations.clusterCreate,
      apply(scene, { cluster: id, message }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        moveStatus(cluster, 'creating');
        clusterEvent(scene, cluster, 'creation', message);
      },
    },
  ],
});
