import { clusterEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** The writer's role moves to `instance`. */
export const failoverCluster = defineTimeline<{ cluster: string; instance: string }>({
  name: 'failover-cluster',
  steps: [
    {
      at: durations.failover,
      apply(scene, { cluster: id, instance }) {
        const cluster = scene.region.clusters[id];
        const writer = scene.region.instances[instance];
        moveStatus(cluster, 'failing-over');
        if (cluster === undefined || writer === undefined) return;
        cluster.writer = instance;
        clusterEvent(scene, cluster, 'failover', `Completed failover to DB instance: ${writer.identifier}`);
      },
    },
  ],
});
