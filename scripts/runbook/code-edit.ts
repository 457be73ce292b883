import { type CodeVersions, codeVersions, sameVersions, versionNames } from '../desired/code-versions';
import { answerTo } from '../view/memory';
import type { View } from '../view/view';
import type { CodePort, Outcome } from './step';

/** What the code says now: answers about an edit apply to this code only. */
export function codeAsIs(view: View): string {
  const said = codeVersions(view.desired);
  return versionNames.map((name) => said[name] ?? '-').join(' ');
}

/** A copy of the code was seen to accept the edit. */
export const tried = (view: View, to: CodeVersions) => ({ editTried: { of: codeAsIs(view), is: to } });

/**
 * One edit may change several clusters: it is written once each of them has reached this step. Until then the steps of the others are
 * done, and this says for whom the edit waits; undefined if it was not deferred.
 */
export function editWaitsFor(view: View, wanted?: CodeVersions): readonly string[] | undefined {
  const answer = answerTo(view.memory.answers.editPutOff, codeAsIs(view));
  return answer !== undefined && (wanted === undefined || sameVersions(answer.to, wanted))
    ? answer.waitsFor
    : undefined;
}

export const putOff = (waitsFor: readonly string[]) => `${whenCome(waitsFor)}: one edit changes them all`;

/** `written once orders, users have reached this step` */
export const whenCome = (names: readonly string[]) =>
  `written once ${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} reached this step`;

/** Writes it, or remembers for whom it waits. */
export async function writeCode(view: View, code: CodePort, to: CodeVersions): Promise<Outcome> {
  const written = await code.write(view.desired, to);
  if (!('waitsFor' in written)) return { desired: await code.read(view.desired) };
  return { answers: { editPutOff: { of: codeAsIs(view), is: { to, waitsFor: written.waitsFor } } } };
}
