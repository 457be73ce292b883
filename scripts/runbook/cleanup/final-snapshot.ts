import { finalSnapshotName, tagKey } from '../../observed/identity';
import type { OldCluster } from '../../observed/old-environment';
import { fact, type View } from '../../observed/view';
import { RdsFault } from '../../rds/faults';
import type { ClusterSnapshot } from '../../rds/types';
import { awsCommand } from '../../report/commands';
import { refusal, UpgradeError } from '../../runtime/errors';
import { done, minutes, refuse, type Step } from '../step';
import { confirmation, nothingOld, oldName, oldOf, requested, waitFor, whileOldStands } from './removal';
import { stillOld } from './still-old';

const passing = new Set(['backing-up', 'modifying', 'maintenance', 'rebooting']);

/**
 * Made while the old cluster takes no writes, and waited for, before anything is deleted: a snapshot that RDS makes while it
 * deletes a cluster fails when there is nothing left to try again with.
 */
export const finalSnapshot: Step = {
  id: 'final-snapshot',
  title: 'Final snapshot',
  section: '9',
  outline: (view) =>
    requested(view).skipFinalSnapshot
      ? 'make no final snapshot'
      : `make a final snapshot of ${oldName(view)}, and wait for it`,
  needs: whileOldStands('finalSnapshots'),
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    if (requested(view).skipFinalSnapshot) {
      return { state: 'done', because: 'skipped, as --skip-final-snapshot says', attention: true };
    }
    const { identifier, status } = old.cluster;
    const last = fact(view, 'finalSnapshots').at(-1);
    if (last?.status === 'creating') {
      const progress = { what: 'snapshot' as const, name: last.identifier, percent: last.percentProgress ?? 0 };
      return waitFor(progress, ['finalSnapshots'], { since: last.createdAt, ...snapshotWait });
    }
    if (last !== undefined && last.status !== 'available') return refuse(unusable(view, last));
    if (passing.has(status))
      return waitFor({ what: 'available', members: [{ name: identifier, status }] }, ['leftovers'], snapshotWait);
    if (last !== undefined && recent(view, last)) return done(last.identifier);
    if (status === 'deleting') return done(`${identifier} is being deleted: too late for a snapshot`);
    if (status !== 'available') return refuse(notAvailable(view, old));
    const will = `create the snapshot ${nextName(view, old)} of ${identifier}`;
    return { state: 'act', will: [will], confirm: confirmation(view, old), watch: ['finalSnapshots'] };
  },
  async execute(view, { rds }, lines) {
    const old = oldOf(view)!;
    if ((await stillOld(view, rds)) === undefined) return { busy: lines };
    const identifier = nextName(view, old);
    const tags = { [tagKey.oldResourceId]: old.cluster.resourceId, [tagKey.deployment]: old.deployment };
    try {
      await rds.createClusterSnapshot({ identifier, cluster: old.cluster.identifier, tags });
    } catch (error) {
      if (error instanceof RdsFault && error.fault === 'InvalidDBClusterStateFault') return { busy: lines };
      if (!(error instanceof RdsFault && error.fault === 'DBClusterSnapshotAlreadyExistsFault')) throw error;
      // Another run was faster, or our own first try; what it is, the next look tells by its tags.
      if ((view.memory.sent[lines[0]!]?.accepted ?? 0) > 0) throw taken(view, identifier);
    }
    return {};
  },
};

const snapshotWait = { limit: minutes(12 * 60), expected: 'minutes; longer for a large cluster' };

/** A cleanup that is continued weeks later: somebody may have written to old since that snapshot, before it soaked again. */
function recent(view: View, snapshot: ClusterSnapshot): boolean {
  const age = view.now - (snapshot.createdAt ?? 0);
  return age <= minutes(requested(view).soakHours * 60);
}

function nextName(view: View, old: OldCluster): string {
  const production = view.desired.annotation.clusterIdentifier;
  const count = fact(view, 'finalSnapshots').length;
  return finalSnapshotName(production, old.fromVersion, old.cluster.resourceId, count);
}

function unusable(view: View, { identifier, status }: ClusterSnapshot): UpgradeError {
  return new UpgradeError({
    code: 'SNAPSHOT_FAILED',
    message: `The final snapshot ${identifier} of ${oldOf(view)?.cluster.identifier} is ${status}, not available.`,
    remedy: `Nothing was deleted. Delete it (${awsCommand(view, `rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier ${identifier}`)}) and run the command again.`,
  });
}

function notAvailable(view: View, { cluster: { identifier, status } }: OldCluster): UpgradeError {
  const start = awsCommand(view, `rds start-db-cluster --db-cluster-identifier ${identifier}`);
  return refusal(
    'OLD_NOT_AVAILABLE',
    `${identifier} is ${status}: no final snapshot can be made of it.`,
    `${status === 'stopped' ? `Start it (${start})` : 'Bring it back to available'} and run again, or remove it without one: --skip-final-snapshot.`,
  );
}

function taken(view: View, identifier: string): UpgradeError {
  return refusal(
    'SNAPSHOT_FOREIGN',
    `There is a snapshot ${identifier} already, and its tags do not say that it is of ${oldOf(view)?.cluster.identifier}.`,
    'Look at it in the console; copy it under another name if it is needed, delete it, and run again.',
  );
}
