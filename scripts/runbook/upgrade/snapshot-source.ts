import { RdsFault } from '../../aws/faults';
import type { ClusterSnapshot } from '../../aws/rds/types';
import { awsCommand, continueCommand } from '../../report/commands';
import type { Progress } from '../../report/progress';
import { UpgradeError } from '../../runtime/errors';
import { snapshotName } from '../../view/identity';
import { nothingBefore, upgraded } from '../../view/phase';
import { tagKey } from '../../view/tag-key';
import { type Fact, fact, type View } from '../../view/view';
import { done, minutes, refuse, type Step } from '../step';
import { inVain, unwellOf } from '../unwell';

/** A snapshot older than this is too old to restore from after a failed switchover. */
const freshFor = minutes(24 * 60);

export const snapshotSource: Step = {
  id: 'snapshot-source',
  title: 'Create a snapshot of production',
  section: '6.1',
  outline: (view) => `snapshot ${view.desired.annotation.clusterIdentifier}`,
  needs: (view) => (fact(view, 'deployments').underway?.status === 'AVAILABLE' ? ['snapshots'] : []),
  doneWhen: 'a snapshot of production, created for this deployment, is at most a day old',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    const deployment = fact(view, 'deployments').underway!;
    if (deployment.status !== 'AVAILABLE') return done('the snapshot was created before the switchover');
    const { cluster } = fact(view, 'production');
    const last = ofThisDeployment(view).at(-1);
    if (last !== undefined && last.status === 'creating') {
      const percent = last.percentProgress ?? 0;
      return waitFor({ what: 'snapshot', name: last.identifier, percent }, ['snapshots'], last.createdAt);
    }
    if (last !== undefined && last.status !== 'available') return refuse(unusable(view, last));
    if (cluster.status === 'backing-up')
      return waitFor({ what: 'backup', of: cluster.identifier }, ['production'], last?.createdAt);
    if (last !== undefined && view.now - (last.createdAt ?? view.now) <= freshFor) {
      return done(last.identifier);
    }
    const members = unwellOf([cluster]);
    if (members.length > 0) {
      const stuck = inVain(members, `Fix it, then continue: ${continueCommand(view)}`);
      return stuck ?? waitFor({ what: 'available', members }, ['production']);
    }
    return {
      state: 'act',
      will: [willCreate(view)],
      watch: ['snapshots'],
      seen: `no snapshot with the tag ${tagKey.deployment} = ${deployment.identifier} is listed`,
    };
  },
  async execute(view, { rds }) {
    const { cluster } = fact(view, 'production');
    const deployment = fact(view, 'deployments').underway!;
    const tags = { [tagKey.deployment]: deployment.identifier, [tagKey.sourceResourceId]: cluster.resourceId };
    try {
      await rds.createClusterSnapshot({ identifier: nextName(view), cluster: cluster.identifier, tags });
    } catch (error) {
      // The name is the deployment's: it exists because another run, or our own first try, was faster.
      if (!(error instanceof RdsFault && error.fault === 'DBClusterSnapshotAlreadyExistsFault')) {
        if (!(error instanceof RdsFault && error.fault === 'InvalidDBClusterStateFault')) throw error;
        return { busy: [willCreate(view)] };
      }
    }
    return {};
  },
};

const willCreate = (view: View) =>
  `create the snapshot ${nextName(view)} of ${fact(view, 'production').cluster.identifier}`;

/** By tag and by name: a copy has the tags of its original and a time of its own, and holds what was long ago. */
function ofThisDeployment(view: View): ClusterSnapshot[] {
  const deployment = fact(view, 'deployments').underway;
  const all = fact(view, 'snapshots');
  const names = namesOf(view, all.length);
  return all
    .filter(({ identifier, tags }) => tags[tagKey.deployment] === deployment?.identifier && names.includes(identifier))
    .sort((a, b) => (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY));
}

/** The first that no snapshot of ours has. */
function nextName(view: View): string {
  const taken = ofThisDeployment(view).map(({ identifier }) => identifier);
  return namesOf(view, taken.length + 1).find((name) => !taken.includes(name))!;
}

/** The first `count` names of snapshots for this deployment. */
function namesOf(view: View, count: number): string[] {
  const { identifier } = fact(view, 'deployments').underway!;
  const { cluster } = fact(view, 'production');
  return Array.from({ length: count }, (_, i) => snapshotName(cluster.identifier, identifier, i));
}

function waitFor(what: Progress, watch: Fact[], since?: number) {
  return {
    state: 'wait' as const,
    for: what,
    watch,
    since,
    limit: minutes(12 * 60),
    // A cluster's status follows its snapshot's within a moment.
    every: watch.includes('production') ? 3_000 : 20_000,
    expected: 'minutes; longer for the first snapshot of a large cluster',
    remedy: 'Look at the snapshot and the cluster in the console and run the command again.',
  };
}

function unusable(view: View, snapshot: ClusterSnapshot): UpgradeError {
  return new UpgradeError({
    code: 'SNAPSHOT_FAILED',
    message: `The snapshot ${snapshot.identifier} of ${view.desired.annotation.clusterIdentifier} is ${snapshot.status}, not available.`,
    remedy: `Production is untouched. Delete it (${awsCommand(view, `rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier ${snapshot.identifier}`)}) and run the command again.`,
  });
}
