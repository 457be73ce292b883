import { RdsFault } from '../../aws/faults';
import { done, minutes, type Step } from '../step';
import { confirmation, nothingOld, oldName, oldOf, waitFor, whileOldStands } from './removal';
import { stillOldCluster } from './still-old';

/** Of the old cluster and of nothing else: it has production's setting from before the switchover. */
export const liftOldProtection: Step = {
  id: 'lift-old-protection',
  title: 'Its deletion protection off',
  section: '9',
  outline: (view) => `turn deletion protection of ${oldName(view)} off (production keeps its own)`,
  needs: whileOldStands(),
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    const { identifier, status, deletionProtection } = old.cluster;
    if (!deletionProtection || status === 'deleting') return done(`${identifier} is not protected`);
    if (status !== 'available') {
      return waitFor({ what: 'available', members: [{ name: identifier, status }] }, ['leftovers'], {
        limit: minutes(30),
        every: 5_000,
      });
    }
    return {
      state: 'act',
      will: [`turn deletion protection of ${identifier} off (production keeps its own)`],
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
