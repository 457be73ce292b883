import type { World } from '../world';
import type { CourseFault } from './faults';

/**
 * The first rule of that effect that has strikes left, counted as struck. Asked at the moment where the course of things
 * would turn, so that a rule added while a timeline runs still hits it.
 */
export function strike(world: World, effect: CourseFault['effect']): CourseFault | undefined {
  const rule = pending(world, effect);
  if (rule !== undefined) rule.struck = (rule.struck ?? 0) + 1;
  return rule;
}

/** The rule that `strike` would take, not counted. */
export function pending(world: World, effect: CourseFault['effect']): CourseFault | undefined {
  return world.faults.find((candidate): candidate is CourseFault => {
    if (candidate.kind !== 'course' || candidate.effect !== effect) return false;
    const times = candidate.times ?? 1;
    return times === 0 || (candidate.struck ?? 0) < times;
  });
}
