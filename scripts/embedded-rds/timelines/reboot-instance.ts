import { instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { deploymentOf } from '../world/lookup';
import type { Scene } from '../world/scene';
import { defineTimeline } from '../world/timeline';
import type { InstanceRecord } from '../world/world';
import { durations } from './durations';
import { replicaStarted } from './engines/replica-started';

/** `rebooting` for a minute; afterwards the instance runs with what its two groups say. Events: the upgrade log. */
export const rebootInstance = defineTimeline<{ instance: string }>({
  name: 'reboot-instance',
  steps: [
    {
      at: durations.rebootShutdown,
      apply(scene, { instance: id }) {
        const instance = scene.region.instances[id];
        instanceEvent(scene, instance, 'availability', 'DB instance shutdown');
        replicaStarted(scene, instance);
      },
    },
    {
      at: durations.reboot,
      apply(scene, { instance: id }) {
        const instance = scene.region.instances[id];
        if (instance === undefined) return;
        takeUpParameters(instance);
        makeOldWriterWritable(scene, instance);
        moveStatus(instance, 'rebooting');
        instanceEvent(scene, instance, 'availability', 'DB instance restarted');
      },
    },
  ],
});

export function takeUpParameters(instance: InstanceRecord): void {
  instance.parameterApplyStatus = 'in-sync';
  instance.clusterParameterGroupStatus = 'in-sync';
}

/** Former blue is read-only until its writer restarts (the upgrade log) or the deployment's record is deleted. */
function makeOldWriterWritable(scene: Scene, instance: InstanceRecord): void {
  const cluster = scene.region.clusters[instance.cluster];
  if (cluster?.writer !== instance.resourceId) return;
  const deployment = deploymentOf(scene.region, cluster.resourceId);
  if (deployment?.status === 'SWITCHOVER_COMPLETED' && deployment.source === cluster.resourceId) {
    cluster.readOnly = false;
  }
}
