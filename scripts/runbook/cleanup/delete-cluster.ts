import { RdsFault } from '../../rds/faults';
import { done, type Step } from '../step';
import { confirmation, oldName, oldOf, waitFor } from './removal';
import { stillOld } from './still-old';

/**
 * Without a final snapshot of RDS's own: ours was made and seen to be available while the old cluster took no writes, and
 * nobody has connected since. Automated backups are kept, they expire by themselves.
 */
export const deleteCluster: Step = {
  id: 'delete-cluster',
  title: 'The old cluster',
  section: '9.3',
  outline: (view) =>
    `delete ${oldName(view)} (its automated backups stay until they expire), and read back that it is gone`,
  needs: () => ['leftovers'],
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return done('gone');
    const { identifier, status } = old.cluster;
    if (status === 'deleting')
      return waitFor({ what: 'gone', names: [identifier] }, ['leftovers'], { expected: 'a few minutes' });
    return {
      state: 'act',
      will: [`delete ${identifier}`],
      confirm: confirmation(view, old),
      watch: ['leftovers'],
      seen: `it is ${status}`,
    };
  },
  async execute(view, { rds }, lines) {
    const old = await stillOld(view, rds);
    if (old === undefined || old.instances.length > 0) return { busy: lines };
    try {
      await rds.deleteCluster(old.cluster.identifier);
    } catch (error) {
      // Being deleted, gone, or busy: the next look tells.
      if (!(error instanceof RdsFault && /^(InvalidDBClusterState|DBClusterNotFound)/.test(error.fault))) throw error;
      return { busy: lines };
    }
    return {};
  },
};
