import { clusterNameOf } from '../../observed/identity';
import { fact, type View } from '../../observed/view';
import { RdsFault } from '../../rds/faults';
import type { Deployment } from '../../rds/types';
import { type Assessment, done, minutes, type Step } from '../step';
import { confirmAbort, notAbortable } from './abortable';

/**
 * `DeleteTarget` deletes a cluster, and after a switchover the target is production: it is sent only right after a read
 * that shows a status before the switchover and a target named `-green-` (reference: bluegreen-deployments, 1.4).
 */
export const deleteDeployment: Step = {
  id: 'delete-deployment',
  title: 'Delete the deployment with its green',
  outline: () => 'delete the deployment and green',
  needs: () => [],
  assess(view) {
    const refused = notAbortable(view);
    if (refused !== undefined) return { state: 'refuse', error: refused };
    const deployment = fact(view, 'deployments').underway;
    if (deployment === undefined) return done('there is no deployment');
    if (deployment.status === 'DELETING') return waitFor(`${deployment.identifier} to be deleted`);
    if (deployment.target === undefined && deployment.status === 'PROVISIONING') {
      return waitFor(`${deployment.identifier} to show its green, so that it can be deleted with it`);
    }
    const asked = view.memory.asked.get('delete-deployment');
    if (asked !== undefined && view.now - asked < 30_000)
      return waitFor(`RDS to accept the deletion of ${deployment.identifier}`);
    const green = clusterNameOf(deployment.target);
    return {
      state: 'act',
      will: [`delete ${deployment.identifier}${green === undefined ? '' : ` and ${green} with its instances`}`],
      confirm: confirmAbort(view),
    };
  },
  async execute(view, { rds }) {
    const seen = fact(view, 'deployments').underway!;
    const now = await rds.deployment(seen.identifier);
    if (now === undefined || !mayDelete(now, view)) return;
    view.memory.asked.set('delete-deployment', view.now);
    try {
      await rds.deleteDeployment(now.identifier, { deleteTarget: now.target !== undefined });
    } catch (error) {
      // Not in a state to be deleted yet, or gone already: the next look tells.
      const passing = ['InvalidBlueGreenDeploymentStateFault', 'BlueGreenDeploymentNotFoundFault'];
      if (!(error instanceof RdsFault && passing.includes(error.fault))) throw error;
    }
  },
};

function mayDelete(deployment: Deployment, view: View): boolean {
  const before = ['PROVISIONING', 'AVAILABLE', 'INVALID_CONFIGURATION', 'SWITCHOVER_FAILED'].includes(
    deployment.status,
  );
  const blue = deployment.source === fact(view, 'production').cluster.arn;
  const green = deployment.target === undefined || /-green-[a-z0-9]{6}$/.test(deployment.target);
  return before && blue && green;
}

function waitFor(what: string): Assessment {
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
