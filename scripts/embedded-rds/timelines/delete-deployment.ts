import { playedEngine } from '../data/engines';
import { deploymentEvent } from '../world/announce';
import { membersOf } from '../world/lookup';
import type { Scene } from '../world/scene';
import { begin, cancel, defineTimeline } from '../world/timeline';
import type { ClusterRecord } from '../world/world';
import { deleteCluster } from './delete-cluster';
import { deleteInstance } from './delete-instance';
import { durations } from './durations';

/**
 * `DELETING`, then the record is gone. After a switchover this is what makes the old cluster writable again
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-deleting.html);
 * before one, a kept green is a stand-alone cluster from now on.
 */
export const deleteDeployment = defineTimeline<{ deployment: string; wasSwitchedOver: boolean }>({
  name: 'delete-deployment',
  steps: [
    {
      at: durations.deploymentDelete,
      apply(scene, { deployment: id, wasSwitchedOver }) {
        const deployment = scene.region.deployments[id];
        if (deployment === undefined) return;
        const freed = scene.region.clusters[(wasSwitchedOver ? deployment.source : deployment.target) ?? ''];
        if (freed !== undefined && (wasSwitchedOver || !playedEngine(freed.engine).keptGreenReplicates))
          freed.readOnly = false;
        delete scene.region.deployments[id];
        deploymentEvent(scene, deployment, 'deletion', 'Blue/green deployment deleted.');
      },
    },
  ],
});

/** The green environment goes with its deployment (the upgrade log), half-built or not. */
export function deleteGreen(scene: Scene, green: ClusterRecord): void {
  const members = membersOf(scene.region, green);
  cancel(
    scene.region,
    ({ args }) => args.cluster === green.resourceId || members.some(({ resourceId }) => args.instance === resourceId),
  );
  green.status = 'deleting';
  for (const instance of members) {
    instance.status = 'deleting';
    begin(scene, deleteInstance, { instance: instance.resourceId });
  }
  begin(scene, deleteCluster, { cluster: green.resourceId });
}

/** A half-built green that is kept stops where it is: nothing builds it any further. */
export function stopGreen(scene: Scene, green: ClusterRecord): void {
  for (const record of [green, ...membersOf(scene.region, green)]) {
    if (record.status !== 'deleting') record.status = record.heldStatus ?? 'available';
  }
}
