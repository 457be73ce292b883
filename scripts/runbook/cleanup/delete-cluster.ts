import { RdsFault } from '../../aws/faults';
import type { Removing } from '../../view/memory';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';
import { passing, snapshotWait, unusable, waitForCluster } from './final-snapshot';
import { nameIsTaken, nextFinalSnapshots } from './final-snapshot-names';
import { confirmation, oldName, oldOf, requested, waitFor, whileOldStands } from './removal';
import { stillOldCluster } from './still-old';

/**
 * With a snapshot that RDS makes when no instance that could write is left
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html): since its record is gone the old cluster may
 * have taken writes, which the earlier snapshot does not have.
 */
export const deleteCluster: Step = {
  id: 'delete-cluster',
  title: 'Delete the old cluster',
  section: '9.3',
  outline: (view) =>
    `delete ${oldName(view)}${requested(view).skipFinalSnapshot ? '' : ', with the last snapshot, which RDS makes as it deletes and which has all later writes'} (its automated backups stay until they expire), and check that it is gone`,
  needs: whileOldStands('finalSnapshots'),
  doneWhen: 'the old cluster is gone; RDS made a last snapshot of it first',
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return done('gone');
    const { identifier, status } = old.cluster;
    if (status === 'deleting') return waitFor({ what: 'gone', names: [identifier] }, ['leftovers'], snapshotWait);
    if (passing.has(status)) return waitForCluster(old);
    const last = fact(view, 'finalSnapshots').at(-1);
    const { skipFinalSnapshot } = requested(view);
    // RDS abandons a deletion if its snapshot fails.
    if (!skipFinalSnapshot && last !== undefined && !['available', 'creating'].includes(last.status)) {
      return refuse(unusable(view, last, 'The cluster still exists, without instances'));
    }
    const before = skipFinalSnapshot ? '' : `; RDS first makes the snapshot ${nextFinalSnapshots(view, old)[0]} of it`;
    return {
      state: 'act',
      will: [`delete ${identifier}${before}`],
      confirm: confirmation(view, old),
      watch: ['leftovers'],
      seen: `it is ${status}`,
    };
  },
  async execute(view, { rds }, lines) {
    const names = requested(view).skipFinalSnapshot ? [undefined] : nextFinalSnapshots(view, oldOf(view)!);
    for (const finalSnapshot of names) {
      const cluster = await stillOldCluster(view, rds);
      // Protected again by somebody: the next look says so.
      if (cluster === undefined || cluster.deletionProtection) return { busy: lines };
      const forget = remember(view, { cluster, finalSnapshot });
      try {
        await rds.deleteCluster(cluster.identifier, { finalSnapshot });
        return {};
      } catch (error) {
        if (!(error instanceof RdsFault)) throw error;
        // RDS has said no: if it is deleted all the same, somebody else has asked for that, with a snapshot or without.
        forget();
        if (nameIsTaken(error)) continue;
        // Being deleted, gone, or busy: the next look tells.
        if (!/^(InvalidDBClusterState|DBClusterNotFound)/.test(error.fault)) throw error;
        return { busy: lines };
      }
    }
    return {};
  },
};

/** What is asked for is read back at the end, also where no answer comes. */
function remember({ memory }: View, asked: Removing): () => void {
  const others = memory.removing.filter(({ cluster }) => cluster.resourceId !== asked.cluster.resourceId);
  memory.removing = [...others, asked];
  return () => {
    memory.removing = others;
  };
}
