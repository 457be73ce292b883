import { emit } from '../world/events';
import { settle } from '../world/state-rules';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** The cluster reads `backing-up` until the snapshot is `available` (seed 000, section 6.1). */
export const snapshotCluster = defineTimeline<{ cluster: string; snapshot: string }>({
  name: 'snapshot-cluster',
  steps: [
    {
      at: durations.snapshot,
      apply(scene, { cluster, snapshot: name }) {
        const snapshot = scene.region.clusterSnapshots[name];
        settle(snapshot, 'creating');
        settle(scene.region.clusters[cluster], 'backing-up');
        if (snapshot === undefined) return;
        emit(scene, {
          sourceType: 'db-cluster-snapshot',
          sourceIdentifier: name,
          categories: ['backup'],
          message: 'Manual cluster snapshot created',
        });
      },
    },
  ],
});

export const copySnapshot = defineTimeline<{ snapshot: string }>({
  name: 'copy-snapshot',
  steps: [
    {
      at: durations.snapshotCopy,
      apply: (scene, { snapshot }) => settle(scene.region.clusterSnapshots[snapshot], 'copying'),
    },
  ],
});
