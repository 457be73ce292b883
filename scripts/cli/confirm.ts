import type { Report } from '../report/event';
import { matchOf } from '../runbook/approval/approval';
import type { Confirmation } from '../runbook/step';
import { refusal } from '../runtime/errors';
import type { View } from '../view/view';
import { ask, askYesNo, interactive } from './ask';
import { approvalEvent, notApproved } from './not-approved';

/**
 * Asks for `account/cluster` to be typed: what is easily typed by habit confirms nothing. Where nothing of production is at
 * stake, a `y` will do.
 */
export function confirmer(options: { yes?: boolean; approve?: string[] }, report: Report, signal?: AbortSignal) {
  return async (confirmation: Confirmation, view: View): Promise<boolean> => {
    const { question, declined, quick = false, approval } = confirmation;
    const { clusterIdentifier } = view.desired.annotation;
    if (options.yes === true) {
      report({ code: 'CONFIRMED', cluster: clusterIdentifier, by: 'yes' });
      return true;
    }
    const { approve: codes = [] } = options;
    const match = approval && codes.length > 0 ? matchOf(approval, codes) : undefined;
    if (match?.kind === 'approved') {
      report({ code: 'CONFIRMED', cluster: clusterIdentifier, by: 'approve' });
      return true;
    }
    if (approval !== undefined) report(approvalEvent(clusterIdentifier, approval));
    const problem = match && approval && notApproved(clusterIdentifier, approval, match);
    if (problem !== undefined) {
      if (!interactive()) throw problem;
      const { code: id, message } = problem;
      report({ code: 'WARNING', cluster: clusterIdentifier, id, message, remedy: 'Decide here instead.' });
    }
    const asked = `${question}\n${placeOf(view)}`;
    if (!interactive()) throw nobodyToAsk(asked, declined, approval);
    // What was looked at is told before: nobody confirms what they have not seen.
    report({ code: 'QUESTION', cluster: clusterIdentifier, question: asked });
    const expected = `${view.identity.account}/${clusterIdentifier}`;
    const confirmed = quick
      ? await askYesNo(asked, signal)
      : (await ask(`${asked}\nType ${expected} to confirm: `, signal)) === expected;
    if (confirmed) report({ code: 'CONFIRMED', cluster: clusterIdentifier, by: 'terminal' });
    return confirmed;
  };
}

/** Whose RDS it is: a run that was meant for another, such as one whose --local npm took, is noticed here at the latest. */
export const placeOf = ({ identity, region, endpoint }: Pick<View, 'identity' | 'region' | 'endpoint'>): string =>
  `This is account ${identity.account}, ${region}, at ${endpoint ?? 'AWS'}.`;

function nobodyToAsk(question: string, { remedy }: Confirmation['declined'], approval: Confirmation['approval']) {
  const approve =
    approval === undefined ? '' : ` To consent to what is shown above, and to nothing else: --approve ${approval.code}`;
  return refusal(
    'NO_TERMINAL',
    `This must be confirmed, and there is no terminal to ask: ${question.replace(/\s+/g, ' ')}`,
    `${remedy} Or use --yes to confirm in advance.${approve}`,
  );
}

export function noTerminal(cluster: string) {
  return refusal(
    'NO_TERMINAL',
    `The switchover of ${cluster} must be confirmed, and there is no terminal to ask. This run has changed nothing.`,
    'Use --until green, which stops before it and shows what to approve; then --approve <code>. Or --yes, to confirm in advance whatever is found.',
  );
}
