import type { View } from '../../view/view';
import { type Finding, warn } from '../finding';
import { readPrecheckLog } from './read-log';
import { detailsOf, downloadCommand, levels, notRunText, notUnderstood, pageOf, problemsText } from './words';

/**
 * What the prechecks have left to know of a green that was upgraded: it holds nobody up. Without a log nothing is said: AWS says both, that
 * one is written for a success, and that none is.
 */
export function precheckWarnings(view: View): Finding[] {
  const looked = view.facts.prechecks;
  // What was not read is told with all that was not (`api/unchecked.ts`).
  if (looked?.kind !== 'seen' || looked.value === null) return [];
  const log = looked.value;
  const command = downloadCommand(view, log);
  const read = readPrecheckLog(log.text);
  if (read === undefined) return [warn('UPGRADE_PRECHECKS', notUnderstood(log), `Read it yourself: ${command}`)];
  const telling = read.problems.filter(({ level }) => level !== 'notice');
  const parts = [
    ...(telling.length === 0 ? [] : [`${levels(read.problems)}: ${problemsText(telling)}`]),
    ...notRunText(read),
  ];
  if (parts.length === 0) return [];
  return [
    {
      ...warn(
        'UPGRADE_PRECHECKS',
        `The prechecks of the upgrade of ${view.desired.annotation.clusterIdentifier} found ${parts.join('; ')}.`,
        `Nothing is held up, but make sure that applications cope before the switchover. The whole log: ${command} What each check means: ${pageOf(view)}`,
      ),
      details: detailsOf(read),
    },
  ];
}
