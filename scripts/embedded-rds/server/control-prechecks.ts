import { clusterNamed } from '../world/lookup';
import type { PrecheckProblem, World } from '../world/world';
import type { WorldClock } from './clock';
import { ControlError } from './control-error';
import { sceneOf } from './control-scene';

const levels: readonly unknown[] = ['Error', 'Warning', 'Notice'] satisfies PrecheckProblem['level'][];

/** Sets what the prechecks of the next major upgrade find in a cluster's data, or in that of a green made of it from now on. */
export function setPrechecks(world: World, clock: WorldClock, body: Record<string, unknown>): Record<string, unknown> {
  const { cluster, problems, region } = body;
  if (typeof cluster !== 'string') throw new ControlError('Prechecks need the name of a cluster.');
  if (!Array.isArray(problems) || !problems.every(isProblem)) {
    throw new ControlError(
      'The problems are a list of {check, level, object, description}; the level is Error, Warning or Notice.',
    );
  }
  const scene = sceneOf(world, clock, { cluster, region });
  const record = clusterNamed(scene, cluster);
  if (record.engine !== 'aurora-mysql')
    throw new ControlError(`${cluster} is ${record.engine}: it has no such prechecks.`);
  record.prechecks = problems;
  return { [cluster]: problems };
}

const isProblem = (value: unknown): value is PrecheckProblem => {
  const { check, level, object, description } = (value ?? {}) as Record<string, unknown>;
  return [check, object, description].every((each) => typeof each === 'string') && levels.includes(level);
};
