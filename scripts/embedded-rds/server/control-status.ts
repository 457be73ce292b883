import { holdStatus } from '../world/clusters/held-status';
import { observeConnections } from '../world/connections/connections';
import { remembered } from '../world/history';
import { clusterNamed, instanceNamed } from '../world/lookup';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { ControlError } from './control-error';
import { sceneOf } from './control-scene';

/**
 * Sets what a cluster or an instance reads until it is set back to `available`. RDS's own list of statuses is open, so any word
 * is taken: `incompatible-parameters`, `storage-full`, `inaccessible-encryption-credentials-recoverable`, or one that nobody knows.
 */
export function setStatus(world: World, clock: WorldClock, body: Record<string, unknown>): Record<string, string> {
  const { cluster, instance, status, region } = body;
  if ((typeof cluster === 'string') === (typeof instance === 'string')) {
    throw new ControlError('A status belongs to a cluster or to an instance: name one of them.');
  }
  if (typeof status !== 'string' || !/^[a-z][a-z_-]*$/.test(status)) {
    throw new ControlError('A status is a word in lower case, such as storage-full; "available" resets it.');
  }
  if (status === 'deleting') throw new ControlError('To make it "deleting", delete it with a call to RDS.');
  const scene = sceneOf(
    world,
    clock,
    typeof cluster === 'string' ? { cluster, region } : { instance: String(instance), region },
  );
  const record = typeof cluster === 'string' ? clusterNamed(scene, cluster) : instanceNamed(scene, String(instance));
  if (record.status === 'deleting') throw new ControlError(`${record.identifier} is being deleted.`);
  remembered(world, scene.region, scene.now, () => {
    holdStatus(record, status);
    observeConnections(scene);
  });
  return { [record.identifier]: record.status };
}
