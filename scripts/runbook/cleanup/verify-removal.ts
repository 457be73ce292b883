import type { ClusterSnapshot } from '../../aws/rds/types';
import { awsCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import type { Removing } from '../../view/memory';
import { fact, type View } from '../../view/view';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { waitForSnapshot } from './final-snapshot';
import { oldName, requested, waitFor } from './removal';
import { whatStays } from './what-stays';

/** The last check: what was to be removed is gone, its last snapshot can be restored, and nothing that looks like it is overlooked. */
export const verifyRemoval: Step = {
  id: 'verify-removal',
  title: 'Verify the removal and the last snapshot',
  section: '9',
  outline: (view) =>
    requested(view).skipFinalSnapshot
      ? `check that ${oldName(view)} is gone`
      : `check that ${oldName(view)} is gone and that its last snapshot is available`,
  needs: () => ['leftovers', 'finalSnapshots'],
  doneWhen: 'the last snapshot is available, and nothing is left that looks like an old environment',
  assess(view) {
    const { others } = fact(view, 'leftovers');
    const snapshots = lastOfEach(fact(view, 'finalSnapshots'));
    const { removing } = view.memory;
    const asked = removing.map(({ cluster }) => cluster.resourceId);
    const standing = others.filter(({ cluster }) => asked.includes(cluster.resourceId));
    if (standing.length > 0) return refuse(whatStays(view, standing));
    const creating = snapshots.find(({ status }) => status === 'creating');
    if (creating !== undefined) return waitForSnapshot(creating);
    const lost = snapshots.find(({ status }) => status !== 'available');
    if (lost !== undefined) return refuse(snapshotLost(view, lost));
    const missing = removing.find(
      ({ finalSnapshot }) =>
        finalSnapshot !== undefined && snapshots.every(({ identifier }) => identifier !== finalSnapshot),
    );
    if (missing !== undefined) return waitForMissing(view, missing);
    // What the code certainly declares is not left over.
    const kept = others.filter(({ declared }) => declared !== 'certain');
    if (kept.length > 0) return refuse(whatStays(view, kept));
    return done(removing.map(describeRemoved).join('; ') || nothingFound(snapshots.at(-1)));
  },
};

/** A run that continues one which was stopped has removed nothing itself. */
function nothingFound(last: ClusterSnapshot | undefined): string {
  const snapshot = last === undefined ? '' : `, and the last snapshot, ${last.identifier}, is available`;
  return `nothing is left that looks like an old environment${snapshot}`;
}

function describeRemoved({ cluster: { identifier, resourceId }, finalSnapshot }: Removing): string {
  const snapshot = finalSnapshot === undefined ? '' : `, and the snapshot ${finalSnapshot} is available`;
  return `${identifier} (${resourceId}) and its instances are gone${snapshot}`;
}

function waitForMissing(view: View, { cluster, finalSnapshot }: Removing): Assessment {
  const remedy = `RDS has deleted ${cluster.identifier} and does not list that snapshot. ${restorable(view, cluster.resourceId)}`;
  return waitFor({ what: 'shown', of: [`the snapshot ${finalSnapshot}`] }, ['finalSnapshots'], {
    limit: minutes(10),
    remedy,
  });
}

/** Of each cluster: one that failed and was made again is no loss. */
function lastOfEach(snapshots: readonly ClusterSnapshot[]): ClusterSnapshot[] {
  return [...new Map(snapshots.map((snapshot) => [snapshot.clusterResourceId, snapshot])).values()];
}

function snapshotLost(view: View, { identifier, status, clusterIdentifier, clusterResourceId }: ClusterSnapshot) {
  return new UpgradeError({
    code: 'SNAPSHOT_FAILED',
    message: `The last snapshot ${identifier} of ${clusterIdentifier} is ${status}, not available, and the cluster is gone.`,
    remedy: `${restorable(view, clusterResourceId)} Then delete the snapshot, so that this is not reported again: ${awsCommand(view, `rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier ${identifier}`)}`,
  });
}

/** What there is beside the last snapshot: the one from before the record's deletion, and the automated backups. */
function restorable(view: View, resourceId: string | undefined): string {
  const before = fact(view, 'finalSnapshots').filter(
    ({ status, clusterResourceId }) => status === 'available' && clusterResourceId === resourceId,
  );
  const first = before.at(-1)?.identifier;
  const backups = awsCommand(
    view,
    `rds describe-db-cluster-automated-backups --db-cluster-resource-id ${resourceId ?? '<resource id>'}`,
  );
  return [
    first === undefined ? '' : `The data up to the deletion of the deployment's record is in ${first}. `,
    `Later data can be restored from the automated backups until they expire (${backups}, then restore-db-cluster-to-point-in-time).`,
  ].join('');
}
