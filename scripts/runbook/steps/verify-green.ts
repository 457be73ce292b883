import { upgraded } from '../../observed/phase';
import { type Environment, fact, type View } from '../../observed/view';
import { UpgradeError } from '../../runtime/errors';
import { abortCommand } from '../commands';
import { done, refuse, type Step } from '../step';

/** A deployment can read AVAILABLE while green stayed on the old version: its upgrade failed (reference: rds-api, 7.9). */
export const verifyGreen: Step = {
  id: 'verify-green',
  title: 'Verify green',
  section: '5',
  outline: (view) => `check that green runs ${view.target} with the target groups`,
  needs: (view) => (fact(view, 'deployments').underway?.status === 'AVAILABLE' ? ['green'] : []),
  assess(view) {
    if (upgraded(view)) return done('the switchover lies behind');
    const status = fact(view, 'deployments').underway?.status;
    if (status !== 'AVAILABLE') return done('green was verified before the switchover');
    const green = fact(view, 'green');
    const problems = green === null ? ['green is not visible'] : greenProblems(view, green);
    if (problems.length > 0) {
      return refuse(
        new UpgradeError({
          code: 'GREEN_WRONG',
          message: `Green of ${view.desired.annotation.clusterIdentifier} is not what was asked for: ${problems.join('; ')}.`,
          remedy: `Production is untouched. Look at green's events, then remove it: ${abortCommand(view)}`,
        }),
      );
    }
    return done(`${green!.cluster.identifier} runs ${view.target}, endpoint ${green!.cluster.endpoint ?? 'unknown'}`);
  },
};

/** What is wrong with green, in words; empty when it is what the deployment was to build. */
export function greenProblems(view: View, green: Environment): string[] {
  const { clusterParameterGroup, instanceParameterGroup } = view.desired.annotation;
  const problems: string[] = [];
  const { cluster, instances } = green;
  if (cluster.engineVersion !== view.target) problems.push(`${cluster.identifier} runs ${cluster.engineVersion}`);
  if (clusterParameterGroup !== undefined && cluster.parameterGroup !== clusterParameterGroup.name) {
    problems.push(`${cluster.identifier} has the group ${cluster.parameterGroup}`);
  }
  for (const instance of instances) {
    if (instance.engineVersion !== view.target) problems.push(`${instance.identifier} runs ${instance.engineVersion}`);
    if (instanceParameterGroup !== undefined && instance.parameterGroup !== instanceParameterGroup.name) {
      problems.push(`${instance.identifier} has the group ${instance.parameterGroup}`);
    }
  }
  const expected = fact(view, 'production').instances.length;
  if (instances.length !== expected) problems.push(`it has ${instances.length} instances, production has ${expected}`);
  return problems;
}
