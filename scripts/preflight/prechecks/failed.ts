import type { PrecheckLog } from '../../aws/rds/types';
import { counted } from '../../runtime/counted';
import { precheckFile } from '../../view/prechecks';
import type { View } from '../../view/view';
import { readPrecheckLog } from './read-log';
import { detailsOf, downloadCommand, mostInMessage, notRunText, notUnderstood, pageOf, problemsText } from './words';

/** What the log says of an upgrade of green that failed. */
interface PrecheckedFailure {
  /** It names why: errors, or checks that could not be run. */
  isNamed: boolean;
  message: string;
  /** How to get at the log, and all that it names, a line each. */
  more: string[];
}

/** Lines of a remedy. */
const most = 20;

/** Undefined if the upgrade has no such log. */
export function precheckedFailure(view: View): PrecheckedFailure | undefined {
  const file = precheckFile(view);
  const looked = view.facts.prechecks;
  if (file === undefined || looked === undefined) return undefined;
  const page = `What AWS's prechecks look at: ${pageOf(view)}`;
  if (looked.kind === 'unseen') {
    return { isNamed: false, message: `${file} of green was not read: ${looked.message}`, more: [looked.remedy, page] };
  }
  const log = looked.value;
  if (log === null) return { isNamed: false, message: `There is no ${file} of green.`, more: [page] };
  return told(view, log);
}

function told(view: View, log: PrecheckLog): PrecheckedFailure {
  const whole = `The whole log, which goes with green: ${downloadCommand(view, log)}`;
  const read = readPrecheckLog(log.text);
  if (read === undefined) return { isNamed: false, message: notUnderstood(log), more: [whole] };
  const errors = read.problems.filter(({ level }) => level !== 'warning' && level !== 'notice');
  const parts = [
    ...(errors.length === 0 ? [] : [`${counted(errors.length, 'error')}: ${problemsText(errors)}`]),
    ...(read.unlisted === 0 ? [] : [`${counted(read.unlisted, 'error')} that it does not list`]),
    ...notRunText(read),
  ];
  const lines = detailsOf({ ...read, problems: errors });
  const shown = lines.length > mostInMessage ? lines.slice(0, most) : [];
  const left = lines.length - most;
  return {
    isNamed: parts.length > 0,
    message: `${log.file} of ${log.instance} has ${parts.length === 0 ? 'no error' : parts.join('; ')}.`,
    more: [...shown.map((line) => `  ${line}`), ...(left > 0 ? [`  and ${left} more`] : []), whole],
  };
}
