import { RdsFault } from '../../aws/faults';
import { awsCommand } from '../../report/commands';
import { refusal, type UpgradeError } from '../../runtime/errors';
import type { OldCluster } from '../../view/old-environment';
import { fact, type View } from '../../view/view';
import { done, minutes, refuse, type Step } from '../step';
import { confirmation, nothingOld, oldName, oldOf, waitFor, whileOldStands } from './removal';
import { stillOldCluster } from './still-old';

/** Milliseconds within which an accepted change shows, as for every act. */
const shown = 30_000;

/**
 * Only of the old cluster: it has production's setting from before the switchover. If somebody turns the protection on again after it
 * was turned off, that is a veto.
 */
export const liftOldProtection: Step = {
  id: 'lift-old-protection',
  title: "Turn off the old cluster's deletion protection",
  section: '9',
  outline: (view) => `turn off deletion protection of ${oldName(view)} (production keeps its own)`,
  needs: whileOldStands(),
  doneWhen: "the old cluster's deletion protection is off; refused if somebody has turned it on again",
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    const { identifier, status, deletionProtection } = old.cluster;
    if (!deletionProtection || status === 'deleting') return done(`${identifier} is not protected`);
    const veto = protectedAgain(view, old);
    if (veto !== undefined) return refuse(veto);
    if (status !== 'available') {
      return waitFor({ what: 'available', members: [{ name: identifier, status }] }, ['leftovers'], {
        limit: minutes(30),
        every: 5_000,
      });
    }
    return {
      state: 'act',
      will: [willLift(old)],
      confirm: confirmation(view, old),
      watch: ['leftovers'],
    };
  },
  async execute(view, { rds }, lines) {
    const old = await stillOldCluster(view, rds);
    if (old === undefined) return { busy: lines };
    try {
      await rds.liftDeletionProtection(old.identifier);
    } catch (error) {
      // Busy, or gone meanwhile: the next look tells.
      if (!(error instanceof RdsFault && /^(InvalidDBClusterState|DBClusterNotFound)/.test(error.fault))) throw error;
      return { busy: lines };
    }
    return {};
  },
};

const willLift = ({ cluster }: OldCluster) =>
  `turn off deletion protection of ${cluster.identifier} (production keeps its own)`;

/** By what this run has sent, or by the record, which is only deleted when the old cluster is not protected. */
function protectedAgain(view: View, old: OldCluster): UpgradeError | undefined {
  const { accepted = 0, last = view.now } = view.memory.sent[willLift(old)] ?? {};
  const lifted = accepted > 0 && view.now - last >= shown;
  if (!lifted && fact(view, 'deployments').finished?.identifier === old.deployment) return undefined;
  const { identifier } = old.cluster;
  return refusal(
    'OLD_NOT_REMOVABLE',
    `${identifier} is protected against deletion, although ${lifted ? 'its protection was turned off' : "its deployment's record is deleted only after the protection is turned off"}: somebody has turned it on again and may want to keep the cluster, or RDS does not show the change.`,
    `Find out who and why. If nobody needs it, turn the protection off by hand (${awsCommand(view, `rds modify-db-cluster --db-cluster-identifier ${identifier} --no-deletion-protection --apply-immediately`)}) and run again.`,
  );
}
