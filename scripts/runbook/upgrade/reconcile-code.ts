import { codeVersions, sameVersions } from '../../desired/code-versions';
import { describeEdit, versionsAfter } from '../../view/code-after';
import { runningVersion } from '../../view/running-version';
import { editWaitsFor, putOff, writeCode } from '../code-edit';
import { done, type Step } from '../step';

/**
 * The code follows what runs: after a major upgrade, or one with `--to`, it still says the version from before, and the next deploy
 * would be stopped by the guard. Where somebody has bumped the version in advance, there is nothing to write.
 */
export const reconcileCode: Step = {
  id: 'reconcile-code',
  title: 'Write the running version into the code',
  section: '8.1',
  outline: (view) => `write engineVersion "${view.target}" into the code if it says something else`,
  needs: () => [],
  doneWhen: 'the code says what runs',
  assess(view) {
    const running = runningVersion(view);
    const said = codeVersions(view.desired);
    const wanted = versionsAfter(view, running);
    if (sameVersions(said, wanted)) return done(`engineVersion is "${running}"`);
    const waitsFor = editWaitsFor(view, wanted);
    if (waitsFor !== undefined) return { ...done(putOff(waitsFor)), attention: true };
    return { state: 'act', will: describeEdit(said, wanted), kind: 'edit of the code' };
  },
  busyWith: 'the app, synthesized with and without the edit',
  async execute(view, { code }) {
    return writeCode(view, code, versionsAfter(view, runningVersion(view)));
  },
};
