import { engines } from '../../engines';
import { dataVerdict } from '../../preflight/data-verdict';
import { continueCommand, ownCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { requestOf } from '../../view/request';
import type { View } from '../../view/view';
import { approvalOf } from '../approval/approval';
import type { Confirmation } from '../step';

/**
 * Nobody knows what the deployment does to production where its data were not checked: that takes a yes of its own. And with
 * `--approve` nothing is done that was not approved. Asked once, before the first thing that production notices: a restart with
 * `--reboot-source`, or else the creation. Needs `data`.
 */
export function creationConsent(view: View): Confirmation | undefined {
  const { notChecked } = dataVerdict(view, 'create');
  const { approve = [], rebootSource } = requestOf(view, 'upgrade');
  if (notChecked.length === 0 && approve.length === 0) return undefined;
  const { clusterIdentifier } = view.desired.annotation;
  const restart = rebootSource
    ? `With --reboot-source, instances of ${clusterIdentifier} whose parameters wait for it are restarted before, each of which interrupts production for about a minute. `
    : '';
  const question =
    notChecked.length === 0
      ? `Create the deployment of ${clusterIdentifier} to ${view.target}? ${restart}Green costs money.`
      : `Create the deployment of ${clusterIdentifier} although its data were not checked? ${restart}${atStake(view)}`;
  return {
    question,
    approval: approvalOf(view, 'create'),
    declined: refusal(
      'NOT_CONFIRMED',
      `The deployment of ${clusterIdentifier} was not confirmed; nothing was created.`,
      notChecked.length === 0
        ? `Create it at any time: ${continueCommand(view)}`
        : `Have the data checked first: ${ownCommand(view, 'preflight')}`,
    ),
  };
}

/** What is at stake, whoever goes on without knowing: of `--accept-unchecked`, and of its question. */
export const atStake = ({ desired: { annotation } }: View) =>
  engines[annotation.engine].atStake(annotation.clusterIdentifier);
