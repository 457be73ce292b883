import { playedEngine } from '../../data/engines';
import { effectiveValue, findParameterGroup } from '../parameters/parameter-groups';
import type { Scene } from '../scene';
import type { ClusterRecord, DeploymentRecord } from '../world';

/**
 * Whether green's group has another value than blue's of what a cluster keeps from its creation on, lower_case_table_names
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html). What RDS does with such a
 * deployment is not published: here green's upgrade fails, as with any other precheck.
 */
export function fixedParametersDiffer({ region }: Scene, deployment: DeploymentRecord, blue: ClusterRecord): boolean {
  const valueIn = (name: string, parameter: string) => {
    const group = findParameterGroup(region, 'cluster', name);
    return group && effectiveValue(group, parameter);
  };
  return Object.entries(playedEngine(blue.engine).fixed).some(([parameter, unset]) => {
    const before = valueIn(blue.parameterGroup, parameter) ?? unset;
    return before !== (valueIn(deployment.targetClusterParameterGroup, parameter) ?? unset);
  });
}
