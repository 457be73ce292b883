import type { ParameterGroupAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import type { GroupParameters } from '../desired/desired-cluster';
import { versionsInCode } from '../desired/parsed-versions';
import { runningVersion } from './running-version';
import { fact, type View } from './view';

export interface TargetGroups {
  cluster?: ParameterGroupAnnotation;
  /** Undefined when the engine's default group is meant. */
  instance?: ParameterGroupAnnotation;
}

/**
 * The groups that green is to get: those that the code declares for the target's family. A hop within the family that
 * production runs keeps production's, where the code has left that family already. Otherwise undefined.
 */
export function targetGroupsOf(view: View): TargetGroups | undefined {
  const { annotation } = view.desired;
  const { family } = view.target;
  const { current, upgradeTo, previous } = versionsInCode(view.desired);
  const inCode = [
    [upgradeTo, annotation.upgradeTo],
    [current, annotation],
    [previous, annotation.previous],
  ] as const;
  const declared = inCode.find(([version]) => version?.family === family)?.[1];
  if (declared !== undefined)
    return { cluster: declared.clusterParameterGroup, instance: declared.instanceParameterGroup };
  return majorUpgrade(view) ? undefined : productionGroups(view, family);
}

/** Whether the target's family is another one than production's. */
export const majorUpgrade = (view: View): boolean => runningVersion(view).family !== view.target.family;

/** One group for all instances, or none: a deployment gives them one. */
function productionGroups(view: View, family: string): TargetGroups | undefined {
  const { cluster, instances } = fact(view, 'production');
  const [instance, ...others] = new Set(instances.map((each) => each.parameterGroup));
  if (others.length > 0) return undefined;
  return {
    cluster: { name: cluster.parameterGroup, family },
    instance: instance === undefined ? undefined : { name: instance, family },
  };
}

/** What the code sets in a group that this stack declares. */
export const parametersOfGroup = (view: View, group: ParameterGroupAnnotation | undefined): GroupParameters =>
  group?.address === undefined ? {} : (view.desired.groupParameters[group.address] ?? {});
