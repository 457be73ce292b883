import { RdsFault } from '../../aws/faults';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { Deployment } from '../../aws/rds/types';
import type { Progress } from '../../report/progress';
import { refusal } from '../../runtime/errors';
import { clusterNameOf, originOf } from '../../view/identity';
import { fact, type View } from '../../view/view';
import { type Assessment, type Confirmation, done, minutes, type Step } from '../step';
import { confirmation, nothingOld, oldName, oldOf, waitFor } from './removal';
import { stillOldCluster } from './still-old';

/**
 * From here on the old cluster takes writes again: everything that could prevent its removal was checked before. `DeleteTarget` is
 * never sent: after a switchover the target is production.
 */
export const deleteRecord: Step = {
  id: 'delete-record',
  title: "Delete the deployment's record",
  section: '9.1',
  outline: (view) =>
    `delete the record of ${recordToDelete(view)?.identifier ?? 'its deployment'}; from then on ${oldName(view)} takes writes again`,
  needs: () => ['leftovers'],
  doneWhen: "the deployment's record is gone; from then on the old cluster takes writes again",
  assess(view) {
    const old = oldOf(view);
    const record = recordToDelete(view);
    if (record === undefined) return old === undefined ? nothingOld : done(`the record of ${old.deployment} is gone`);
    const { identifier, status } = record;
    if (status === 'DELETING') return waitForRecord({ what: 'gone', names: [`the record of ${identifier}`] });
    return {
      state: 'act',
      will: [`delete the record of ${identifier} (not its target: that is production)`],
      confirm: old === undefined ? confirmRecord(view, identifier) : confirmation(view, old),
      watch: ['deployments'],
      seen: `it is ${status}`,
    };
  },
  async execute(view, { rds }, lines) {
    const record = await stillFinished(view, rds);
    if (record === undefined || !(await oldIsAsSeen(view, record, rds))) return { busy: lines };
    try {
      await rds.deleteDeployment(record.identifier, { deleteTarget: false });
    } catch (error) {
      // Not in a state to be deleted yet, or gone already: the next look tells.
      const passing = ['InvalidBlueGreenDeploymentStateFault', 'BlueGreenDeploymentNotFoundFault'];
      if (!(error instanceof RdsFault && passing.includes(error.fault))) throw error;
      return { busy: lines };
    }
    return {};
  },
};

/** Of the old environment that is being removed, or whose old cluster is gone already; not of a later upgrade. */
function recordToDelete(view: View): Deployment | undefined {
  const { finished } = fact(view, 'deployments');
  const old = oldOf(view);
  return old === undefined || finished?.identifier === old.deployment ? finished : undefined;
}

async function stillFinished(view: View, rds: RdsPort): Promise<Deployment | undefined> {
  const seen = recordToDelete(view);
  const now = seen && (await rds.deployment(seen.identifier));
  const { arn, resourceId } = fact(view, 'production').cluster;
  const origin = now && originOf(now);
  const ours = origin !== undefined && origin.sourceResourceId !== resourceId;
  return ours && now?.status === 'SWITCHOVER_COMPLETED' && now.target === arn ? now : undefined;
}

/**
 * Where the old cluster seems to be gone, it is looked for once more, by its name and among all: without the record nothing
 * would prove any more what it is.
 */
async function oldIsAsSeen(view: View, record: Deployment, rds: RdsPort): Promise<boolean> {
  if (oldOf(view) !== undefined) return (await stillOldCluster(view, rds))?.deletionProtection === false;
  const resourceId = originOf(record)?.sourceResourceId;
  const named = clusterNameOf(record.source);
  if (named !== undefined && (await rds.cluster(named)) !== undefined) return false;
  const all = await rds.clusters();
  const production = fact(view, 'production').cluster.resourceId;
  return all.some((each) => each.resourceId === production) && !all.some((each) => each.resourceId === resourceId);
}

function confirmRecord(view: View, record: string): Confirmation {
  const { clusterIdentifier } = view.desired.annotation;
  return {
    question: `The old cluster of ${clusterIdentifier} is already gone. Delete the record of ${record}? Production stays as it is.`,
    declined: refusal(
      'NOT_CONFIRMED',
      `Deleting the record of ${record} was not confirmed; nothing was changed.`,
      `Run again and confirm, or ${clusterIdentifier} cannot be upgraded.`,
    ),
  };
}

const waitForRecord = (what: Progress): Assessment =>
  waitFor(what, ['deployments'], { limit: minutes(90), every: 10_000, expected: 'a few minutes' });
