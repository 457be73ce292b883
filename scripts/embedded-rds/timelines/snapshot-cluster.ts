import { moveStatus } from '../world/clusters/state-rules';
import { emit } from '../world/events';
import { strike } from '../world/on-demand/course-faults';
import type { Scene } from '../world/scene';
import { cancel, defineTimeline } from '../world/timeline';
import { durations } from './durations';

type Args = { cluster: string; snapshot: string };

/** The cluster reads `backing-up` until the snapshot is `available` (the runbook, section 6.1). */
export const snapshotCluster = defineTimeline<Args>({
  name: 'snapshot-cluster',
  steps: [
    {
      at: durations.snapshot,
      apply(scene, { cluster, snapshot }) {
        finishSnapshot(scene, snapshot);
        moveStatus(scene.region.clusters[cluster], 'backing-up');
      },
    },
  ],
});

/**
 * The snapshot of a cluster that is being deleted: it is there before the cluster is gone. What RDS does with the cluster
 * when it fails is not documented; here the cluster stays, without the instances that were deleted.
 */
export const finalSnapshotOfCluster = defineTimeline<Args>({
  name: 'final-snapshot',
  steps: [
    {
      at: durations.snapshot,
      apply(scene, { cluster, snapshot }) {
        if (finishSnapshot(scene, snapshot)) return;
        cancel(scene.region, ({ timeline, args }) => timeline === 'delete-cluster' && args.cluster === cluster);
        moveStatus(scene.region.clusters[cluster], 'deleting');
      },
    },
  ],
});

/** RDS-EVENT-0074. */
export function announceSnapshot(scene: Scene, snapshot: string): void {
  snapshotEvent(scene, snapshot, 'Creating manual cluster snapshot');
}

/** False: it failed. */
function finishSnapshot(scene: Scene, name: string): boolean {
  const snapshot = scene.region.clusterSnapshots[name];
  if (snapshot === undefined || strike(scene.world, 'snapshot-fails') !== undefined) {
    moveStatus(snapshot, 'creating', 'failed');
    return false;
  }
  moveStatus(snapshot, 'creating');
  snapshotEvent(scene, name, 'Manual cluster snapshot created');
  return true;
}

function snapshotEvent(scene: Scene, sourceIdentifier: string, message: string): void {
  emit(scene, { sourceType: 'db-cluster-snapshot', sourceIdentifier, categories: ['backup'], message });
}

export const copySnapshot = defineTimeline<{ snapshot: string }>({
  name: 'copy-snapshot',
  steps: [
    {
      at: durations.snapshotCopy,
      apply: (scene, { snapshot }) => moveStatus(scene.region.clusterSnapshots[snapshot], 'copying'),
    },
  ],
});
