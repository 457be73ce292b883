import { nothingBefore, upgraded } from '../../observed/phase';
import { fact, type View } from '../../observed/view';
import { nameOfArn } from '../../rds/parse';
import type { Deployment } from '../../rds/types';
import { abortCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { gone } from './create-deployment';

/** Four hours and more are seen on large clusters (reference: bluegreen-deployments, 5). */
const limit = minutes(24 * 60);

export const awaitGreen: Step = {
  id: 'await-green',
  title: 'Green is built',
  section: '3.3–3.4',
  outline: () => 'wait until green is built and every member is available (30 to 60 minutes and more)',
  needs: (view) => (fact(view, 'deployments').underway?.status === 'AVAILABLE' ? ['green'] : []),
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    const deployment = fact(view, 'deployments').underway!;
    switch (deployment.status) {
      case 'PROVISIONING':
        return waitFor(view, deployment, progress(deployment));
      case 'AVAILABLE':
        return assessMembers(view, deployment);
      case 'SWITCHOVER_IN_PROGRESS':
      case 'SWITCHOVER_COMPLETED':
      case 'SWITCHOVER_FAILED':
        return done('green was available');
      case 'INVALID_CONFIGURATION':
        return refuse(failed(view, deployment));
      case 'DELETING':
        return view.memory.asked.has('deployment seen') ? refuse(gone(view)) : waitForDeletion(deployment);
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
  if (green === null) return waitFor(view, deployment, 'green is not visible yet');
  const busy = [
    ...(green.cluster.status === 'available' ? [] : [`${green.cluster.identifier} ${green.cluster.status}`]),
    // Rebooting is the next step's business, whose waits are shorter.
    ...green.instances
      .filter((instance) => instance.status !== 'available' && instance.status !== 'rebooting')
      .map((instance) => `${instance.identifier} ${instance.status}`),
  ];
  if (busy.length > 0) return waitFor(view, deployment, busy.join(', '));
  const expected = fact(view, 'production').instances.length;
  if (green.instances.length < expected) {
    return waitFor(view, deployment, `${green.instances.length} of ${expected} green instances stand`);
  }
  return done(`${green.cluster.identifier} and ${green.instances.length} instances available`);
}

function waitFor(view: View, deployment: Deployment, seen: string): Assessment {
  return {
    state: 'wait',
    for: `green to be built: ${seen}`,
    // Not green alone: another run may switch over, or somebody delete the deployment, and green would be waited for in vain.
    watch: deployment.status === 'AVAILABLE' ? ['deployments', 'green'] : ['deployments'],
    since: deployment.createdAt,
    limit,
    // Slowly while the long tasks run, quickly towards the end: 40 minutes cost few calls and little overshoot.
    every: lastTaskRuns(deployment) || deployment.status === 'AVAILABLE' ? 30_000 : 90_000,
    expected: '30 to 60 minutes, several hours for a large cluster',
    remedy: `Look at ${deployment.identifier} in the console; to give it up: ${abortCommand(view)}`,
  };
}

function lastTaskRuns(deployment: Deployment): boolean {
  const open = deployment.tasks.filter((task) => task.status !== 'COMPLETED');
  return deployment.tasks.length > 0 && open.length <= 1;
}

function progress(deployment: Deployment): string {
  const running = deployment.tasks.filter((task) => task.status === 'IN_PROGRESS').map((task) => task.name);
  const completed = deployment.tasks.filter((task) => task.status === 'COMPLETED').length;
  return `${completed} of ${deployment.tasks.length} tasks${running.length > 0 ? `, ${running.join(', ')}` : ''}`;
}

function waitForDeletion(deployment: Deployment): Assessment {
  return {
    state: 'wait',
    for: `the former deployment ${deployment.identifier} to be deleted`,
    watch: ['deployments'],
    limit: minutes(60),
    every: 15_000,
    remedy: 'Look at it in the console and run the command again when it is gone.',
  };
}

function failed(view: View, deployment: Deployment): UpgradeError {
  const task = deployment.tasks.find((candidate) => candidate.status === 'FAILED');
  const missing = deployment.members.find((member) => member.status === 'MISSING_TARGET');
  const reason =
    deployment.statusDetails ??
    (task && `the task ${task.name} failed`) ??
    (missing && `the green counterpart of ${nameOfArn(missing.source ?? '')} is missing`) ??
    'RDS gives no reason';
  return new UpgradeError({
    code: 'GREEN_FAILED',
    message: `Green of ${view.desired.annotation.clusterIdentifier} cannot be used (${deployment.identifier} is INVALID_CONFIGURATION): ${reason.replace(/\.$/, '')}.`,
    remedy: `Production is untouched. Mend the cause, remove what was built (${abortCommand(view)}), and upgrade again.`,
  });
}

function unknownStatus(view: View, deployment: Deployment): UpgradeError {
  return new UpgradeError({
    code: 'DEPLOYMENT_STATUS_UNKNOWN',
    message: `The deployment ${deployment.identifier} to ${view.target} has the status "${deployment.status}", which is not known.`,
    remedy: 'Nothing is done on it. Look at the deployment in the console.',
  });
}
