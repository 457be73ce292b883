import { phaseOf } from '../../observed/phase';
import { targetGroupsOf } from '../../observed/target-groups';
import { type Environment, fact, type View } from '../../observed/view';
import { continueCommand } from '../../report/commands';
import { ExitCode, UpgradeError } from '../../runtime/errors';
import { done, minutes, refuse, type Step } from '../step';

/** What a switchover is known to lose or to change is compared with the former blue, which still stands as `…-old1`. */
export const verifyProduction: Step = {
  id: 'verify-production',
  title: 'Verify production',
  section: '7',
  outline: () => 'check versions, members, groups, tags and deletion protection',
  needs: (view) => (phaseOf(view) === 'switched' ? ['old'] : []),
  assess(view) {
    const { cluster, instances } = fact(view, 'production');
    if (phaseOf(view) !== 'switched') return done(`${cluster.identifier} runs ${cluster.engineVersion}`);
    const unwell = [cluster, ...instances].filter((it) => it.status !== 'available');
    if (unwell.length > 0) {
      return {
        state: 'wait',
        for: `production to be available: ${unwell.map((it) => `${it.identifier} ${it.status}`).join(', ')}`,
        watch: ['production'],
        limit: minutes(60),
        every: 5_000,
        remedy: 'Look at the members named in the console and run the command again.',
      };
    }
    const old = fact(view, 'old');
    const lost = [...wrongInProduction(view), ...(old === null ? [] : missingFrom(fact(view, 'production'), old))];
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

/** What old has and production has not: members, tags, deletion protection. */
export function missingFrom(production: Environment, old: Environment): string[] {
  const missing: string[] = [];
  const present = new Map(production.instances.map((instance) => [instance.identifier, instance]));
  for (const former of old.instances) {
    const name = former.identifier.replace(/-old\d+$/, '');
    const instance = present.get(name);
    if (instance === undefined) missing.push(`the instance ${name} is missing`);
    else missing.push(...missingTags(name, instance.tags, former.tags));
  }
  missing.push(...missingTags(production.cluster.identifier, production.cluster.tags, old.cluster.tags));
  if (old.cluster.deletionProtection && !production.cluster.deletionProtection) {
    missing.push(`deletion protection of ${production.cluster.identifier} is off`);
  }
  return missing;
}

function missingTags(name: string, now: Record<string, string>, before: Record<string, string>): string[] {
  return Object.entries(before)
    .filter(([key, value]) => !key.startsWith('aws:') && now[key] !== value)
    .map(([key]) => `the tag ${key} of ${name} is ${now[key] === undefined ? 'missing' : 'different'}`);
}
