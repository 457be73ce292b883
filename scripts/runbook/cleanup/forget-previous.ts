import { codeVersions } from '../../desired/code-versions';
import { groupUsers } from '../../observed/observe-leftovers';
import { refusal } from '../../runtime/errors';
import { describeEdit } from '../../view/code-after';
import { previousGroups } from '../../view/previous-groups';
import { fact, type View } from '../../view/view';
import { editWaitsFor, putOff, writeCode } from '../code-edit';
import { done, refuse, type Step } from '../step';
import { byHand } from './what-stays';

/** The previous version's groups are declared only for the old cluster: they are removed with it, at the next deploy. */
export const forgetPrevious: Step = {
  id: 'forget-previous',
  title: 'Remove previousEngineVersion from the code',
  section: '9',
  outline: (view) => describeEdit(codeVersions(view.desired), without(view)).join('; ') || 'leave the code as it is',
  busyWith: 'the app, synthesized with and without the edit',
  needs: () => ['leftovers'],
  doneWhen: 'the code has no `previousEngineVersion`',
  assess(view) {
    const said = codeVersions(view.desired);
    if (said.previousEngineVersion === undefined) return done('the code has no previousEngineVersion');
    const users = usersOfPreviousGroups(view, fact(view, 'leftovers').groupUsers);
    if (users.length > 0) {
      return refuse(
        refusal(
          'GROUPS_IN_USE',
          `${users.join(', ')} still uses parameter groups of ${said.previousEngineVersion}: without previousEngineVersion in the code, the next deploy would fail to delete them.`,
          `Remove that cluster, or give it other groups; then run the command again. ${byHand(view, notRemoved(view, users))}`.trimEnd(),
        ),
      );
    }
    const waitsFor = editWaitsFor(view, without(view));
    if (waitsFor !== undefined) return { ...done(putOff(waitsFor)), attention: true };
    return { state: 'act', will: describeEdit(said, without(view)), kind: 'edit of the code' };
  },
  async execute(view, { rds, code }, lines) {
    // One list that lacks a cluster must not change the code.
    const now = groupUsers(await rds.clusters());
    if (usersOfPreviousGroups(view, now).length > 0) return { busy: lines };
    return writeCode(view, code, without(view));
  },
};

const without = (view: View) => ({ ...codeVersions(view.desired), previousEngineVersion: undefined });

/** Those of them that look like an old environment. */
const notRemoved = (view: View, users: readonly string[]) =>
  fact(view, 'leftovers')
    .others.map(({ cluster }) => cluster)
    .filter(({ identifier }) => users.includes(identifier));

type User = { cluster: string; group: string };

function usersOfPreviousGroups(view: View, all: readonly User[]): string[] {
  const names = previousGroups(view.desired.annotation).map(({ name }) => name);
  return all.filter(({ group }) => names.includes(group)).map(({ cluster }) => cluster);
}
