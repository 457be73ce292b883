import { clusterNamed, instanceNamed } from '../world/lookup';
import { arnOf } from '../world/names/arn';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { ControlError } from './control-error';
import { sceneOf } from './control-scene';

/** Makes maintenance pending for a cluster or an instance; without an action, none is. */
export function setMaintenance(
  world: World,
  clock: WorldClock,
  body: Record<string, unknown>,
): Record<string, unknown> {
  const { cluster, instance, action, description, at, region } = body;
  if ((typeof cluster === 'string') === (typeof instance === 'string')) {
    throw new ControlError('Maintenance belongs to a cluster or to an instance: name one of them.');
  }
  const appliedAt = at === undefined ? undefined : Date.parse(String(at));
  if (Number.isNaN(appliedAt)) throw new ControlError(`${String(at)} is not a time such as 2026-01-31T12:00:00Z.`);
  const ofCluster = typeof cluster === 'string';
  const scene = sceneOf(world, clock, ofCluster ? { cluster, region } : { instance: String(instance), region });
  const arn = ofCluster
    ? arnOf(scene, 'cluster', clusterNamed(scene, cluster).identifier)
    : arnOf(scene, 'db', instanceNamed(scene, String(instance)).identifier);
  const { pendingMaintenance } = scene.region;
  delete pendingMaintenance[arn];
  if (typeof action === 'string') {
    pendingMaintenance[arn] = {
      action,
      ...(typeof description === 'string' ? { description } : {}),
      ...(appliedAt === undefined ? {} : { appliedAt }),
    };
  }
  return { [arn]: pendingMaintenance[arn] ?? null };
}
