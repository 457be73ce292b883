import { isPublished, setMetric } from '../world/connections/instance-metric';
import { instanceNamed } from '../world/lookup';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { ControlError } from './control-error';
import { sceneOf } from './control-scene';

/** What an instance publishes of a metric from now on; `null`: nothing. */
export function publish(world: World, clock: WorldClock, body: Record<string, unknown>): Record<string, unknown> {
  const { instance, metric, value, region } = body;
  if (typeof instance !== 'string') throw new ControlError('A metric belongs to an instance: name it.');
  if (typeof metric !== 'string' || !isPublished(metric)) {
    throw new ControlError(`${String(metric)} is no metric of this server that can be set.`);
  }
  if (value !== null && (typeof value !== 'number' || !Number.isFinite(value))) {
    throw new ControlError('The value of a metric must be a number, or null for none.');
  }
  const scene = sceneOf(world, clock, { instance, region });
  setMetric(scene, instanceNamed(scene, instance).resourceId, metric, value ?? undefined);
  return { [instance]: { [metric]: value } };
}
