import { connectionsOf, setConnections } from '../world/connections/connections';
import { clusterNamed, instanceNamed, membersOf } from '../world/lookup';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { ControlError } from './control-error';
import { sceneOf } from './control-scene';

/** Sets how many clients are connected to an instance, or to each instance of a cluster, from a moment on. */
export function connect(world: World, clock: WorldClock, body: Record<string, unknown>): Record<string, number> {
  const { cluster, instance, count, region } = body;
  if ((typeof cluster === 'string') === (typeof instance === 'string')) {
    throw new ControlError('Connections belong to a cluster or to an instance: name one of them.');
  }
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new ControlError('The number of connections must be a whole number, 0 or more.');
  }
  const scene = sceneOf(
    world,
    clock,
    typeof cluster === 'string' ? { cluster, region } : { instance: String(instance), region },
  );
  const since = body.since === undefined ? scene.now : Date.parse(String(body.since));
  if (Number.isNaN(since) || since > scene.now) {
    throw new ControlError(`${body.since} is not a time such as 2026-01-31T12:00:00Z, or is in the future.`);
  }
  const instances =
    typeof cluster === 'string'
      ? membersOf(scene.region, clusterNamed(scene, cluster))
      : [instanceNamed(scene, String(instance))];
  for (const each of instances) setConnections(scene, each, count, since);
  return Object.fromEntries(instances.map((each) => [each.identifier, connectionsOf(each)]));
}
