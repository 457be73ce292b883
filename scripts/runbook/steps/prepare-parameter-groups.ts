import type { ParameterGroupAnnotation } from '../../../constructs/upgrade-annotation';
import { nothingBefore, parseVersion, phaseOf } from '../../observed/phase';
import { fact, type View } from '../../observed/view';
import type { ParameterGroupFacts } from '../../rds/types';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { done, refuse, type Step } from '../step';

/**
 * Without a target group RDS attaches the family's default one, and the plan would not be empty afterwards: both groups
 * must stand, with the target's family, before the deployment is made.
 */
export const prepareParameterGroups: Step = {
  id: 'prepare-parameter-groups',
  title: 'Parameter groups of the target version',
  outline: (view) => `check the parameter groups for ${view.target}`,
  needs: (view) => (phaseOf(view) === 'before' ? ['targetGroups', 'engine'] : []),
  assess(view) {
    if (phaseOf(view) === 'underway') return done('green was made with them');
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    const groups = fact(view, 'targetGroups');
    const { clusterParameterGroup, instanceParameterGroup } = view.desired.annotation;
    const problems = [
      problemWith(view, 'cluster', clusterParameterGroup, groups.cluster),
      problemWith(view, 'instance', instanceParameterGroup, groups.instance),
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0) return refuse(together(problems));
    const names = [groups.cluster?.name, groups.instance?.name].filter((name) => name !== undefined);
    return done(`${names.join(' and ')} exist for ${familyOf(view)}`);
  },
};

/** Whoever mends one wants to know of the other. */
function together(problems: UpgradeError[]): UpgradeError {
  const sentences = (of: (problem: UpgradeError) => string) => [...new Set(problems.map(of))].join(' ');
  return refusal(
    problems[0]!.code,
    sentences((it) => it.message),
    sentences((it) => it.remedy),
  );
}

/** As RDS says, else as the version spells it. */
function familyOf(view: View): string {
  return fact(view, 'engine').target?.family || parseVersion(view, view.target).family;
}

function problemWith(
  view: View,
  kind: 'cluster' | 'instance',
  declared: ParameterGroupAnnotation | undefined,
  found: ParameterGroupFacts | undefined,
): UpgradeError | undefined {
  const family = familyOf(view);
  const name = view.desired.annotation.clusterIdentifier;
  if (declared === undefined) {
    if (kind === 'instance') return undefined;
    return refusal(
      'API-TARGET-PG',
      `The code names no cluster parameter group for ${name}; the target would get the default group of ${family}, without replication.`,
      'Let AuroraCluster declare its groups, deploy, and run again.',
    );
  }
  if (found === undefined) {
    const address = declared.address === undefined ? '' : ` terraform apply -target=${declared.address}, or`;
    return refusal(
      'API-TARGET-PG',
      `The ${kind} parameter group ${declared.name}, which ${name} is to use at ${view.target}, does not exist in ${view.region}.`,
      `Create it first:${address} deploy the code with the version that runs now and this group in it. Then run again.`,
    );
  }
  if (found.family !== family) {
    return refusal(
      'API-TARGET-PG',
      `The ${kind} parameter group ${declared.name} is of the family ${found.family}, but ${view.target} needs ${family}.`,
      `Declare a group of the family ${family} under another name, deploy it, and run again.`,
    );
  }
  return undefined;
}
