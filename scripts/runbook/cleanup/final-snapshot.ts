import { RdsFault } from '../../aws/faults';
import type { ClusterSnapshot } from '../../aws/rds/types';
import { awsCommand } from '../../report/commands';
import { refusal, UpgradeError } from '../../runtime/errors';
import type { OldCluster } from '../../view/old-environment';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import { done, minutes, refuse, type Step, type Waiting } from '../step';
import { nameIsTaken, nextFinalSnapshots } from './final-snapshot-names';
import { confirmation, nothingOld, oldName, oldOf, requested, waitFor, whileOldStands } from './removal';
import { stillOldCluster } from './still-old';

export const passing = new Set(['backing-up', 'modifying', 'maintenance', 'rebooting']);

/**
 * Created while the old cluster takes no writes, and awaited before anything is deleted: the snapshot that RDS makes when it deletes a
 * cluster can fail, and then nothing is left to try again with. Once the record is gone the old cluster may take writes, which only
 * that later snapshot has.
 */
export const finalSnapshot: Step = {
  id: 'final-snapshot',
  title: 'Create the final snapshot',
  section: '9',
  outline: (view) =>
    requested(view).skipFinalSnapshot
      ? 'make no final snapshot'
      : `make a snapshot of ${oldName(view)} while it takes no writes, and wait for it: if it fails, nothing is deleted`,
  needs: whileOldStands('finalSnapshots'),
  doneWhen: 'a snapshot is available that was created while the old cluster took no writes',
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    if (requested(view).skipFinalSnapshot) {
      return { state: 'done', because: 'skipped because of --skip-final-snapshot', attention: true };
    }
    const { identifier, status } = old.cluster;
    if (!recordStands(view, old))
      return done(`RDS makes it when it deletes the cluster: ${identifier} may take writes until then`);
    const last = fact(view, 'finalSnapshots').at(-1);
    if (last?.status === 'creating') return waitForSnapshot(last);
    if (last !== undefined && last.status !== 'available') return refuse(unusable(view, last, 'Nothing was deleted'));
    if (passing.has(status)) return waitForCluster(old);
    if (last !== undefined) return isOurs(last, old) ? done(last.identifier) : refuse(foreign(view, last));
    if (status === 'deleting') return done(`${identifier} is being deleted: too late for a snapshot`);
    if (status !== 'available') return refuse(notAvailable(view, old));
    const will = `create the snapshot ${nextFinalSnapshots(view, old)[0]} of ${identifier}`;
    return { state: 'act', will: [will], concludes: true, confirm: confirmation(view, old), watch: ['finalSnapshots'] };
  },
  async execute(view, { rds }, lines) {
    const old = oldOf(view)!;
    const tags = { [tagKey.oldResourceId]: old.cluster.resourceId, [tagKey.deployment]: old.deployment };
    const [first, ...others] = nextFinalSnapshots(view, old);
    // It may be there because another run was faster, or our own first try: then the next look shows it. If not, it is another's.
    const isAnothers = (view.memory.sent[lines[0]!]?.accepted ?? 0) > 0;
    for (const identifier of isAnothers ? [first, ...others] : [first]) {
      if ((await stillOldCluster(view, rds)) === undefined) return { busy: lines };
      try {
        await rds.createClusterSnapshot({ identifier, cluster: old.cluster.identifier, tags });
        return {};
      } catch (error) {
        if (error instanceof RdsFault && error.fault === 'InvalidDBClusterStateFault') return { busy: lines };
        if (!nameIsTaken(error)) throw error;
      }
    }
    return {};
  },
};

/**
 * As long as it does, RDS keeps the old cluster read-only
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-deleting.html).
 */
function recordStands(view: View, old: OldCluster): boolean {
  const { finished } = fact(view, 'deployments');
  return finished?.identifier === old.deployment && finished.status === 'SWITCHOVER_COMPLETED';
}

/** Tags alone are copied from the cluster to whatever snapshot of it somebody makes, and a name can be typed. */
const isOurs = ({ tags }: ClusterSnapshot, { cluster, deployment }: OldCluster) =>
  tags[tagKey.oldResourceId] === cluster.resourceId && tags[tagKey.deployment] === deployment;

/** Also for a deletion, which RDS begins with a snapshot. */
export const snapshotWait = { limit: minutes(12 * 60), expected: 'minutes; longer for a large cluster' };

export function waitForSnapshot({ identifier, percentProgress, createdAt }: ClusterSnapshot): Waiting {
  const progress = { what: 'snapshot' as const, name: identifier, percent: percentProgress ?? 0 };
  return waitFor(progress, ['finalSnapshots'], { ...snapshotWait, since: createdAt });
}

export function waitForCluster({ cluster: { identifier, status } }: OldCluster): Waiting {
  return waitFor({ what: 'available', members: [{ name: identifier, status }] }, ['leftovers'], snapshotWait);
}

export function unusable(view: View, { identifier, status }: ClusterSnapshot, stands: string): UpgradeError {
  return new UpgradeError({
    code: 'SNAPSHOT_FAILED',
    message: `The final snapshot ${identifier} of ${oldOf(view)?.cluster.identifier} is ${status}, not available.`,
    remedy: `${stands}. Delete it (${awsCommand(view, `rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier ${identifier}`)}) and run the command again.`,
  });
}

function notAvailable(view: View, { cluster: { identifier, status } }: OldCluster): UpgradeError {
  const start = awsCommand(view, `rds start-db-cluster --db-cluster-identifier ${identifier}`);
  return refusal(
    'OLD_NOT_AVAILABLE',
    `${identifier} is ${status}: no final snapshot can be created of it.`,
    `${status === 'stopped' ? `Start it (${start})` : 'Make it available again'} and run again, or remove it without a snapshot: --skip-final-snapshot.`,
  );
}

function foreign(view: View, { identifier }: ClusterSnapshot): UpgradeError {
  return refusal(
    'SNAPSHOT_FOREIGN',
    `A snapshot ${identifier} already exists, but its tags do not say that it was created for the removal of ${oldOf(view)?.cluster.identifier}.`,
    'Look at it in the console. If it is needed, copy it under another name; then delete it and run again.',
  );
}
