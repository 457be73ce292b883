import { counted } from '../runtime/counted';
import { targetGroupsOf } from '../view/target-groups';
import { type Environment, fact, type View } from '../view/view';

/** What is wrong with green, in words; empty if it is what the deployment should have built. */
export function greenProblems(view: View, green: Environment): string[] {
  const { cluster: clusterParameterGroup, instance: instanceParameterGroup } = targetGroupsOf(view) ?? {};
  const problems: string[] = [];
  const { cluster, instances } = green;
  if (cluster.engineVersion !== view.target.text) problems.push(`${cluster.identifier} runs ${cluster.engineVersion}`);
  if (clusterParameterGroup !== undefined && cluster.parameterGroup !== clusterParameterGroup.name) {
    problems.push(`${cluster.identifier} has the group ${cluster.parameterGroup}`);
  }
  for (const instance of instances) {
    if (instance.engineVersion !== view.target.text)
      problems.push(`${instance.identifier} runs ${instance.engineVersion}`);
    if (instanceParameterGroup !== undefined && instance.parameterGroup !== instanceParameterGroup.name) {
      problems.push(`${instance.identifier} has the group ${instance.parameterGroup}`);
    }
  }
  const expected = fact(view, 'production').instances.length;
  if (instances.length !== expected)
    problems.push(`it has ${counted(instances.length, 'instance')}, but production has ${expected}`);
  return problems;
}
