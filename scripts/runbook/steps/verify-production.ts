import { phaseOf, restored } from '../../observed/phase';
import { targetGroupsOf } from '../../observed/target-groups';
import { type Environment, fact, type View } from '../../observed/view';
import { continueCommand } from '../../report/commands';
import { ExitCode, UpgradeError } from '../../runtime/errors';
import { done, refuse, type Step } from '../step';
import { waitForProduction } from './production-available';

/** Versions, groups and members; what else a switchover loses has been put back by the step before. */
export const verifyProduction: Step = {
  id: 'verify-production',
  title: 'Verify production',
  section: '7',
  outline: () => 'check versions, members and groups',
  // What has been put back and written down once is not measured by the old environment again.
  needs: (view) => (phaseOf(view) === 'switched' && !restored(view) ? ['old'] : []),
  assess(view) {
    const { cluster, instances } = fact(view, 'production');
    if (phaseOf(view) !== 'switched') return done(`${cluster.identifier} runs ${cluster.engineVersion}`);
    const waiting = waitForProduction(view);
    if (waiting !== undefined) return waiting;
    const old = restored(view) ? null : fact(view, 'old');
    const lost = [...wrongInProduction(view), ...(old === null ? [] : lostMembers(fact(view, 'production'), old))];
    if (lost.length > 0) {
      return refuse(
        new UpgradeError({
          code: 'PRODUCTION_DIFFERS',
          message: `After the switchover ${cluster.identifier} is not as it was: ${lost.join('; ')}.`,
          remedy: `Mend it, then continue: ${continueCommand(view)}`,
          exitCode: ExitCode.failed,
        }),
      );
    }
    return done(
      `${cluster.identifier} and ${instances.length} instances run ${view.target}, available; nothing that blue had is missing`,
    );
  },
};

function wrongInProduction(view: View): string[] {
  const { cluster, instances } = fact(view, 'production');
  const { cluster: clusterParameterGroup, instance: instanceParameterGroup } = targetGroupsOf(view) ?? {};
  const wrong = instances
    .filter((instance) => instance.engineVersion !== view.target)
    .map((instance) => `${instance.identifier} runs ${instance.engineVersion}`);
  if (clusterParameterGroup !== undefined && cluster.parameterGroup !== clusterParameterGroup.name) {
    wrong.push(
      `${cluster.identifier} has the group ${cluster.parameterGroup}, the code says ${clusterParameterGroup.name}`,
    );
  }
  for (const instance of instances) {
    if (instanceParameterGroup !== undefined && instance.parameterGroup !== instanceParameterGroup.name) {
      wrong.push(
        `${instance.identifier} has the group ${instance.parameterGroup}, the code says ${instanceParameterGroup.name}`,
      );
    }
  }
  return wrong;
}

/** What old has, and production has not, and cannot be given by a call or two: an instance. */
export function lostMembers(production: Environment, old: Environment): string[] {
  const present = new Set(production.instances.map((instance) => instance.identifier));
  const names = old.instances.map((former) => former.identifier.replace(/-old\d+$/, ''));
  return names.filter((name) => !present.has(name)).map((name) => `the instance ${name} is missing`);
}
