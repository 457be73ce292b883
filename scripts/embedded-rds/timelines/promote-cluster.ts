import { clusterEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** `promoting`, then a cluster of its own. */
export const promoteCluster = defineTimeline<{ cluster: string }>({
  name: 'promote-cluster',
  steps: [
    {
      at: durations.modify,
      apply(scene, { cluster: id }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        cluster.readOnly = false;
        moveStatus(cluster, 'promoting');
        clusterEvent(
          scene,
          cluster,
          'notification',
          'Promoted Read Replica cluster to a stand-alone database cluster.',
        );
      },
    },
  ],
});
