import type { ParameterGroupAnnotation } from '../../constructs/upgrade-annotation';
import { parseVersion } from './phase';
import type { View } from './view';

export interface TargetGroups {
  cluster?: ParameterGroupAnnotation;
  /** Undefined when the engine's default group is meant. */
  instance?: ParameterGroupAnnotation;
}

/**
 * The groups that the code declares for the version that this run goes to: those of the declared upgrade, else those of
 * `engineVersion`. Undefined where the code declares none of the target's family.
 */
export function targetGroupsOf(view: View): TargetGroups | undefined {
  const { annotation } = view.desired;
  const family = parseVersion(view, view.target).family;
  const declared = [annotation.upgradeTo, annotation, annotation.previous].find(
    (each) => each !== undefined && parseVersion(view, each.engineVersion).family === family,
  );
  return declared && { cluster: declared.clusterParameterGroup, instance: declared.instanceParameterGroup };
}
