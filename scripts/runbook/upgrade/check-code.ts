import { codeVersions, sameVersions } from '../../desired/code-versions';
import { describeEdit, versionsAfter } from '../../view/code-after';
import { answerTo } from '../../view/memory';
import { nothingBefore, phaseOf } from '../../view/phase';
import type { View } from '../../view/view';
import { codeAsIs, tried } from '../code-edit';
import { done, type Step } from '../step';

/**
 * If the code cannot be edited, that would otherwise show only when production has moved and every deploy is stopped. So the edit is
 * tried before anything is created, including parameter groups.
 */
export const checkCode: Step = {
  id: 'check-code',
  title: 'Check that the code can be changed',
  foreseeable: true,
  idle: true,
  outline: (view) => will(view),
  needs: () => [],
  doneWhen: 'the code says what is to run, or one edit, proven on a copy, makes it say that',
  assess(view) {
    if (phaseOf(view) === 'underway') return done('this was tried before the deployment was created');
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    const wanted = versionsAfter(view, view.target);
    if (sameVersions(codeVersions(view.desired), wanted)) return done('the code needs no change');
    const proven = answerTo(view.memory.answers.editTried, codeAsIs(view));
    if (proven !== undefined && sameVersions(proven, wanted))
      return done('the code can be changed after the switchover, as proven on a copy');
    return { state: 'act', will: [will(view)], reads: true };
  },
  busyWith: 'the app, synthesized with and without the edit',
  async execute(view, { code }) {
    const wanted = versionsAfter(view, view.target);
    await code.check(view.desired, wanted);
    return { answers: tried(view, wanted) };
  },
};

function will(view: View): string {
  const edits = describeEdit(codeVersions(view.desired), versionsAfter(view, view.target));
  return edits.length === 0 ? 'nothing: the code says it already' : `try on a copy: ${edits.join('; ')}`;
}
