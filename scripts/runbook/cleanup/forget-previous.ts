import { codeVersions } from '../../desired/desired-cluster';
import { describeEdit } from '../../observed/code-after';
import { previousGroups } from '../../observed/previous-groups';
import { fact, type View } from '../../observed/view';
import { refusal } from '../../runtime/errors';
import { done, refuse, type Step } from '../step';

/** The former version's groups are declared for the old cluster alone: with it they go, at the next deploy. */
export const forgetPrevious: Step = {
  id: 'forget-previous',
  title: 'The code forgets the former version',
  section: '9',
  outline: (view) => describeEdit(codeVersions(view.desired), without(view)).join('; ') || 'leave the code as it is',
  needs: () => ['leftovers'],
  assess(view) {
    const said = codeVersions(view.desired);
    if (said.previousEngineVersion === undefined) return done('it names no previous version');
    const users = usersOfPreviousGroups(view);
    if (users.length > 0) {
      return refuse(
        refusal(
          'GROUPS_IN_USE',
          `${users.join(', ')} still uses parameter groups of ${said.previousEngineVersion}: without previousEngineVersion in the code, the next deploy would fail to delete them.`,
          'Remove it, or give it other groups; then run the command again.',
        ),
      );
    }
    return { state: 'act', will: describeEdit(said, without(view)) };
  },
  async execute(view, { code }) {
    await code.write(view.desired, without(view));
    return { desired: await code.read(view.desired) };
  },
};

const without = (view: View) => ({ ...codeVersions(view.desired), previousEngineVersion: undefined });

function usersOfPreviousGroups(view: View): string[] {
  const names = previousGroups(view.desired.annotation).map(({ name }) => name);
  return fact(view, 'leftovers')
    .groupUsers.filter(({ group }) => names.includes(group))
    .map(({ cluster }) => cluster);
}
