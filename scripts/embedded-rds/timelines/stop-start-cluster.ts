import { clusterEvent, instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { membersOf } from '../world/lookup';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';
import { takeUpParameters } from './reboot-instance';

export const stopCluster = defineTimeline<{ cluster: string }>({
  name: 'stop-cluster',
  steps: [
    {
      at: durations.stop,
      apply(scene, { cluster: id }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        for (const instance of membersOf(scene.region, cluster)) {
          moveStatus(instance, 'stopping', 'stopped');
          instanceEvent(scene, instance, 'notification', 'DB instance stopped');
        }
        moveStatus(cluster, 'stopping', 'stopped');
        clusterEvent(scene, cluster, 'notification', 'DB cluster stopped');
      },
    },
  ],
});

/** A start is a start of every instance: parameters that waited for one are in effect. */
export const startCluster = defineTimeline<{ cluster: string }>({
  name: 'start-cluster',
  steps: [
    {
      at: durations.start,
      apply(scene, { cluster: id }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined) return;
        for (const instance of membersOf(scene.region, cluster)) {
          takeUpParameters(instance);
          moveStatus(instance, 'starting');
          instanceEvent(scene, instance, 'notification', 'DB instance started');
        }
        moveStatus(cluster, 'starting');
        clusterEvent(scene, cluster, 'notification', 'DB cluster started');
      },
    },
  ],
});
