import { lagUnknown } from '../../preflight/api/lag';
import { applyErrorsNow } from '../../preflight/apply-error-gate';
import { type DataVerdict, dataVerdict } from '../../preflight/data-verdict';
import { detailsOf } from '../../preflight/details-of';
import type { Finding } from '../../preflight/finding';
import { loadFindings } from '../../preflight/load-gate';
import { checkIds } from '../../preflight/sql/catalogues';
import { abortCommand, continueCommand, ownCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { refusal } from '../../runtime/errors';
import { requestOf } from '../../view/request';
import { fact, type View } from '../../view/view';
import { type Assessment, minutes, refuse } from '../step';
import { gateWaits } from './gate-waits';

/** What the databases and the load have against a switchover now; undefined where nothing. */
export function dataGate(view: View): Assessment | undefined {
  const verdicts = [dataVerdict(view, 'switchover'), dataVerdict(view, 'switchover-green')];
  const all = [
    ...verdicts.flatMap(({ findings }) => findings),
    ...applyErrorsNow(view),
    ...loadFindings(view),
    ...lagUnknown(view),
  ];
  const holding = all.filter(({ severity }) => severity === 'block');
  const lasting = holding.filter(({ passes }) => passes !== true);
  if (lasting[0] !== undefined) return refuse(inTheWay(view, lasting));
  const missing = verdicts.find(({ notChecked }) => notChecked.length > 0);
  if (missing !== undefined && requestOf(view, 'upgrade').acceptUnchecked !== true)
    return refuse(notAsked(view, missing));
  if (holding.length === 0) return undefined;
  return {
    state: 'wait',
    for: { what: 'gates', of: holding.map(({ id, message }) => ({ id, message })) },
    watch: ['dataAtSwitchover', 'greenAtSwitchover', 'deployments'],
    // CloudWatch has a point a minute.
    seldom: { watch: ['load', 'lag'], every: minutes(1) },
    // Long transactions end, lag is caught up, and load goes down: waited for, but not for ever.
    limit: gateWaits.gates.limit,
    every: 10_000,
    remedy: `${holding.map(({ remedy }) => remedy).join(' ')} Each with its script: ${ownCommand(view, 'preflight')}\n${unharmed(view)} ${goOn(view)}`,
  };
}

/** What is worth knowing, and holds nobody up. */
export const dataWarnings = (view: View): Finding[] =>
  [dataVerdict(view, 'switchover'), dataVerdict(view, 'switchover-green')]
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === 'warn');

/** Until it is switched over, green costs what production does: the same words as of a run that ends at green. */
function unharmed(view: View): string {
  const green = fact(view, 'green');
  if (green === null) return 'Production is untouched.';
  const { cluster, instances } = green;
  return `Production is untouched; ${cluster.identifier} and its ${counted(instances.length, 'instance')} cost money as long as green exists.`;
}

const goOn = (view: View) => `Then continue: ${continueCommand(view)}; or abort the upgrade: ${abortCommand(view)}`;

function inTheWay(view: View, lasting: readonly Finding[]) {
  const scripts = lasting.flatMap(({ script }) => script ?? []);
  const ids = lasting.map(({ id }) => id).filter((id) => checkIds.includes(id));
  const skip = ids.length === 0 ? '' : `; or accept it: ${ids.map((id) => `--skip ${id}`).join(' ')} --reason "…"`;
  return refusal(
    lasting[0]!.id,
    `${lasting.map(({ message }) => message).join(' ')} ${unharmed(view)}`,
    [`${lasting.map(({ remedy }) => remedy).join(' ')} ${goOn(view)}${skip}`, ...scripts].join('\n'),
    detailsOf(lasting),
  );
}

/** Roles and passwords do not replicate: after the switchover, clients would be refused as these checks are. */
const likeBlue =
  'Production has answered: a password that was changed there while green stood must be changed on green, too, or back.';

function notAsked(view: View, { notChecked, remedy }: DataVerdict) {
  const { clusterIdentifier } = view.desired.annotation;
  const [first] = notChecked;
  const isGreen = first!.id === 'GREEN_NOT_CHECKED';
  const whose = isGreen ? `green of ${clusterIdentifier}` : clusterIdentifier;
  const where = first!.database === undefined ? '' : ` (${first!.id} in ${first!.database})`;
  const without = isGreen
    ? 'or switch over with green unchecked: --skip GREEN_NOT_CHECKED --reason "…"'
    : `or switch over unchecked: ${continueCommand(view, '--accept-unchecked')}`;
  return refusal(
    isGreen ? 'GREEN_NOT_CHECKED' : 'DATA_NOT_CHECKED',
    `The databases of ${whose} could not be queried before the switchover. ${first!.why}${where} ${unharmed(view)}`,
    `${remedy ?? 'Make them reachable.'}${isGreen ? ` ${likeBlue}` : ''} ${goOn(view)}; ${without}`,
  );
}
