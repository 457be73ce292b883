import { dataVerdict } from '../../preflight/data-verdict';
import { abortCommand, continueCommand, ownCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { requestOf } from '../../view/request';
import type { View } from '../../view/view';
import { type Assessment, minutes, refuse } from '../step';

/** Long transactions end, and lag is caught up: waited for, but not for ever. */
const limit = minutes(30);

/** What the databases have against a switchover now; undefined where nothing. */
export function dataGate(view: View): Assessment | undefined {
  const { findings, notChecked, remedy } = dataVerdict(view, 'switchover');
  const blocking = findings.filter(({ severity }) => severity === 'block');
  const { clusterIdentifier } = view.desired.annotation;
  const goOn = `Then continue: ${continueCommand(view)}; or abort the upgrade: ${abortCommand(view)}`;
  if (blocking.length > 0) {
    return {
      state: 'wait',
      for: { what: 'data', of: blocking.map(({ message }) => message) },
      watch: ['dataAtSwitchover', 'deployments'],
      limit,
      every: 10_000,
      remedy: `${blocking.map((finding) => finding.remedy).join(' ')} Each with its script: ${ownCommand(view, 'preflight')}. ${goOn}`,
    };
  }
  if (notChecked.length === 0 || requestOf(view, 'upgrade').acceptUnchecked === true) return undefined;
  return refuse(
    refusal(
      'DATA_NOT_CHECKED',
      `The databases of ${clusterIdentifier} could not be asked before the switchover. ${notChecked[0]!.why}`,
      `${remedy ?? 'Make them reachable.'} ${goOn} Or switch over without knowing: ${continueCommand(view, '--accept-unchecked')}`,
    ),
  );
}
