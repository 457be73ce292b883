import { RdsFault } from '../../aws/faults';
import type { Deployment } from '../../aws/rds/types';
import type { Progress } from '../../report/progress';
import { clusterNameOf, originOf } from '../../view/identity';
import { fact, type View } from '../../view/view';
import { type Assessment, done, minutes, type Step } from '../step';
import { confirmAbort, factsOfQuestion, isNamedGreen, notAbortable, statusesBeforeSwitchover } from './abortable';

/**
 * `DeleteTarget` deletes a cluster, and after a switchover the target is production: it is sent only right after a read
 * that shows a status before the switchover and a target named `-green-`
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteBlueGreenDeployment.html).
 */
export const deleteDeployment: Step = {
  id: 'delete-deployment',
  title: 'Delete the deployment and green',
  outline: () => 'delete the deployment and green',
  needs: (view) => (deletionSent(view) ? [] : factsOfQuestion(view)),
  doneWhen: 'the deployment is being deleted, and green with it',
  assess(view) {
    const refused = notAbortable(view);
    if (refused !== undefined) return { state: 'refuse', error: refused };
    const deployment = fact(view, 'deployments').underway;
    if (deployment === undefined) return done('there is no deployment');
    if (deployment.status === 'DELETING') return waitFor({ what: 'gone', names: [deployment.identifier] });
    if (deployment.target === undefined && deployment.status === 'PROVISIONING') {
      // Deleted before it shows its green, that would be left behind.
      return waitFor({ what: 'shown', of: [`the green of ${deployment.identifier}, to be deleted with it`] });
    }
    return {
      state: 'act',
      will: willDelete(view),
      confirm: confirmAbort(view),
      settles: minutes(2),
      busyLimit: minutes(120),
      watch: ['deployments'],
      seen: `${deployment.identifier} is ${deployment.status}`,
      remedy: 'Production is untouched. Look at the deployment in the console and run the command again.',
    };
  },
  async execute(view, { rds }) {
    const seen = fact(view, 'deployments').underway!;
    const now = await rds.deployment(seen.identifier);
    if (now === undefined || !mayDelete(now, view)) return { busy: willDelete(view) };
    try {
      await rds.deleteDeployment(now.identifier, { deleteTarget: now.target !== undefined });
    } catch (error) {
      // Not in a state to be deleted yet, or gone already: the next look tells.
      const passing = ['InvalidBlueGreenDeploymentStateFault', 'BlueGreenDeploymentNotFoundFault'];
      if (!(error instanceof RdsFault && passing.includes(error.fault))) throw error;
      return { busy: willDelete(view) };
    }
    return {};
  },
};

function willDelete(view: View): string[] {
  const deployment = fact(view, 'deployments').underway!;
  const green = clusterNameOf(deployment.target);
  return [`delete ${deployment.identifier}${green === undefined ? '' : ` and ${green} with its instances`}`];
}

/** Whether this run has asked for it, as far as it knows. */
export const deletionSent = (view: View): boolean =>
  fact(view, 'deployments').underway !== undefined &&
  willDelete(view).some((line) => {
    const { accepted = 0, unanswered = 0 } = view.memory.sent[line] ?? {};
    return accepted + unanswered > 0;
  });

function mayDelete(deployment: Deployment, view: View): boolean {
  const before = statusesBeforeSwitchover.has(deployment.status);
  const blue = deployment.source === fact(view, 'production').cluster.arn;
  // Without the tags it is nobody's that this tool may delete.
  return before && blue && originOf(deployment) !== undefined && isNamedGreen(deployment.target);
}

function waitFor(what: Progress): Assessment {
  return {
    state: 'wait',
    for: what,
    watch: ['deployments'],
    limit: minutes(90),
    every: 10_000,
    expected: 'a few minutes',
    remedy: 'Look at the deployment in the console and run the command again.',
  };
}
