import { nameOfArn } from '../../aws/rds/parse';
import type { Deployment } from '../../aws/rds/types';
import { abortCommand, continueCommand } from '../../report/commands';
import type { Progress } from '../../report/progress';
import { counted } from '../../runtime/counted';
import { refusal, UpgradeError } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { precheckFacts } from '../../view/prechecks';
import { fact, type View } from '../../view/view';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { inVain, unwellOf } from '../unwell';
import { gone } from './deployment-gone';
import { greenFailed } from './green-failed';

/** Large clusters have been seen to take four hours and more. */
const limit = minutes(24 * 60);

export const awaitGreen: Step = {
  id: 'await-green',
  title: 'Wait until green is built',
  section: '3.3–3.4',
  outline: () => 'wait until green is built and every member is available (30 to 60 minutes and more)',
  needs(view) {
    const status = fact(view, 'deployments').underway?.status;
    if (status === 'INVALID_CONFIGURATION') return precheckFacts(view);
    return status === 'AVAILABLE' ? ['green'] : [];
  },
  doneWhen: 'the deployment is AVAILABLE, and so is every green member',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    const deployment = fact(view, 'deployments').underway!;
    switch (deployment.status) {
      case 'PROVISIONING':
        return stuck(view) ?? waitFor(view, deployment, progress(deployment));
      case 'AVAILABLE':
        return assessMembers(view, deployment);
      case 'SWITCHOVER_IN_PROGRESS':
      case 'SWITCHOVER_COMPLETED':
      case 'SWITCHOVER_FAILED':
        return done('green was available');
      case 'INVALID_CONFIGURATION':
        return refuse(greenFailed(view, deployment));
      case 'DELETING':
        return view.memory.deployment === undefined ? waitForDeletion(deployment) : refuse(gone(view));
      default:
        return refuse(unknownStatus(view, deployment));
    }
  },
};

/**
 * AVAILABLE alone is not enough: right after it a switchover may be answered with "DB instance X is not in available
 * state" (terraform-provider-aws #36241), so every member is looked at.
 */
function assessMembers(view: View, deployment: Deployment): Assessment {
  const green = fact(view, 'green');
  const added = addedSince(view, deployment);
  if (added !== undefined) return added;
  const expected = fact(view, 'production').instances.length;
  const standing = green?.instances.length ?? 0;
  if (green === null) return waitFor(view, deployment, { what: 'standing', standing, expected });
  // Rebooting is the next step's business, whose waits are shorter.
  const busy = unwellOf([green.cluster, ...green.instances.filter(({ status }) => status !== 'rebooting')]);
  if (busy.length > 0) return stuck(view) ?? waitFor(view, deployment, { what: 'available', members: busy });
  if (standing < expected) return waitFor(view, deployment, { what: 'standing', standing, expected });
  return done(`${green.cluster.identifier} and ${counted(green.instances.length, 'instance')} available`);
}

/** What was added to production after green was built has no counterpart, and gets none by waiting. */
function addedSince(view: View, { identifier, members }: Deployment): Assessment | undefined {
  const { cluster, instances } = fact(view, 'production');
  const paired = members.flatMap(({ source }) => (source?.includes(':db:') ? nameOfArn(source) : []));
  const added = instances.map((instance) => instance.identifier).filter((name) => !paired.includes(name));
  if (paired.length === 0 || added.length === 0) return undefined;
  return refuse(
    refusal(
      'GREEN_LACKS_MEMBER',
      `${added.join(', ')} of ${cluster.identifier} has no counterpart in ${identifier}: it was added after green was built.`,
      `Production is untouched. Remove it, then continue: ${continueCommand(view)}; or abort the upgrade (${abortCommand(view)}) and start it again, with auto scaling suspended until the switchover.`,
    ),
  );
}

/** Blue and green, as far as they were read: what somebody has to fix delays green forever. */
function stuck(view: View): Assessment | undefined {
  const { production, green } = view.facts;
  const members = [production, green].flatMap((each) => (each ? unwellOf([each.cluster, ...each.instances]) : []));
  return inVain(
    members,
    `Fix it, then continue: ${continueCommand(view)}; to abort the upgrade: ${abortCommand(view)}`,
  );
}

/** What holds a creation up, as the runbook knows it. */
const hints = {
  after: minutes(90),
  lines: [
    'Green is taking longer than usual. The most frequent causes: long or idle transactions on production (RDS then reports a replication source that it cannot configure); a parameter group of the target that RDS cannot apply; a security group or a subnet group without room for more instances.',
  ],
};

function waitFor(view: View, deployment: Deployment, seen: Progress): Assessment {
  return {
    state: 'wait',
    for: seen,
    // Not green alone: another run may switch over, or somebody delete the deployment, and green would be waited for in vain.
    watch: deployment.status === 'AVAILABLE' ? ['deployments', 'green'] : ['deployments'],
    // What happens to blue and green meanwhile, and what RDS says of it.
    seldom: { watch: ['production', 'deployments', 'green', 'news'], every: minutes(15) },
    // Once it was built, the deployment's age tells nothing of this wait.
    ...(deployment.status === 'AVAILABLE' ? {} : { since: deployment.createdAt }),
    limit,
    hints,
    // Slowly while the long tasks run, quickly towards the end: 40 minutes cost few calls and little overshoot.
    every: lastTaskRuns(deployment) || deployment.status === 'AVAILABLE' ? 30_000 : 120_000,
    expected: '30 to 60 minutes, several hours for a large cluster',
    remedy: `Look at ${deployment.identifier} in the console; to abort the upgrade: ${abortCommand(view)}`,
  };
}

function lastTaskRuns(deployment: Deployment): boolean {
  const open = deployment.tasks.filter((task) => task.status !== 'COMPLETED');
  return deployment.tasks.length > 0 && open.length <= 1;
}

function progress({ tasks }: Deployment): Progress {
  const running = tasks.filter((task) => task.status === 'IN_PROGRESS').map((task) => task.name);
  const completed = tasks.filter((task) => task.status === 'COMPLETED').length;
  return { what: 'built', completed, total: tasks.length, running };
}

function waitForDeletion(deployment: Deployment): Assessment {
  return {
    state: 'wait',
    for: { what: 'gone', names: [`the previous deployment ${deployment.identifier}`] },
    watch: ['deployments'],
    limit: minutes(60),
    every: 15_000,
    remedy: 'Look at it in the console, and run the command again once it is gone.',
  };
}

function unknownStatus(view: View, deployment: Deployment): UpgradeError {
  return new UpgradeError({
    code: 'DEPLOYMENT_STATUS_UNKNOWN',
    message: `The deployment ${deployment.identifier} to ${view.target} has the status "${deployment.status}", which this tool does not know.`,
    remedy: 'The run leaves it alone. Look at the deployment in the console.',
  });
}
