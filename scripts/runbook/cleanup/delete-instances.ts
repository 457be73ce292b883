import { RdsFault } from '../../aws/faults';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { Instance } from '../../aws/rds/types';
import { fact, type View } from '../../view/view';
import { inTurn } from '../in-turn';
import { done, minutes, type Step } from '../step';
import { confirmation, nothingOld, oldOf, waitFor } from './removal';
import { stillOld } from './still-old';

export const deleteInstances: Step = {
  id: 'delete-instances',
  title: 'Delete the old instances',
  section: '9.2',
  outline: (view) => `delete ${names(fact(view, 'leftovers').instances) || 'the old instances'}, all at once`,
  needs: () => ['leftovers'],
  doneWhen: 'the old instances are gone',
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    const { instances } = fact(view, 'leftovers');
    if (instances.length === 0) return done('gone');
    const standing = instances.filter(({ status }) => status !== 'deleting');
    if (standing.length === 0) {
      const more = { limit: minutes(120), expected: 'about ten minutes' };
      return waitFor({ what: 'gone', names: instances.map(({ identifier }) => identifier) }, ['leftovers'], more);
    }
    return {
      state: 'act',
      will: standing.map(willDelete),
      confirm: confirmation(view, old),
      watch: ['leftovers'],
      seen: standing.map(({ identifier, status }) => `${identifier} is ${status}`).join(', '),
    };
  },
  async execute(view, { rds }, lines) {
    const due = fact(view, 'leftovers').instances.filter((each) => lines.includes(willDelete(each)));
    // RDS deletes them all at once; asked one after the other, each call follows right upon its own look.
    return inTurn(due, { line: willDelete, send: ({ resourceId }) => deleteOne(view, rds, resourceId) });
  },
};

const willDelete = ({ identifier }: Instance) => `delete ${identifier}`;

const names = (instances: readonly Instance[]) => instances.map(({ identifier }) => identifier).join(', ');

async function deleteOne(view: View, rds: RdsPort, resourceId: string): Promise<boolean> {
  const old = await stillOld(view, rds);
  const instance = old?.instances.find((each) => each.resourceId === resourceId);
  // Protected again by somebody: the next look says so.
  if (instance === undefined || old?.cluster.deletionProtection === true) return false;
  try {
    await rds.deleteInstance(instance.identifier);
  } catch (error) {
    // Being deleted, gone, or busy: the next look tells.
    if (!(error instanceof RdsFault && /^(InvalidDBInstanceState|DBInstanceNotFound)/.test(error.fault))) throw error;
    return false;
  }
  return true;
}
