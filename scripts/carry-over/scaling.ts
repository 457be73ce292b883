import { isOver } from '../aws/autoscaling/over';
import type { ClusterScaling } from '../aws/autoscaling/types';
import type { Change } from './change';

/**
 * What production's auto scaling has lost. Whatever differs from before is left alone: somebody changed it, or RDS kept it. A target
 * comes before what depends on it.
 */
export function missingScaling(cluster: string, before: ClusterScaling, now: ClusterScaling, time: number): Change[] {
  const lacks = <Item extends { dimension: string; name?: string }>(items: readonly Item[], item: Item) =>
    !items.some((each) => each.dimension === item.dimension && each.name === item.name);
  return [
    ...before.targets
      .filter((target) => lacks(now.targets, target))
      .map((target): Change => ({ kind: 'scalable-target', cluster, target })),
    ...before.policies
      .filter((policy) => lacks(now.policies, policy))
      .map((policy): Change => ({ kind: 'scaling-policy', cluster, policy })),
    ...before.scheduledActions
      .filter((action) => lacks(now.scheduledActions, action) && !isOver(action, time))
      .map((action): Change => ({ kind: 'scheduled-action', cluster, action })),
  ];
}

/** `policy cpu, scheduled action night`, for a sentence. */
export function scalingNames({ targets, policies, scheduledActions }: ClusterScaling): string {
  const names = [
    ...targets.map(({ minCapacity, maxCapacity }) => `${minCapacity} to ${maxCapacity} readers`),
    ...policies.map(({ name }) => `policy ${name}`),
    ...scheduledActions.map(({ name }) => `scheduled action ${name}`),
  ];
  return names.join(', ');
}

export const isEmpty = ({ targets, policies, scheduledActions }: ClusterScaling) =>
  targets.length + policies.length + scheduledActions.length === 0;
