import { continueCommand, ownCommand } from '../report/commands';
import { refusal, type UpgradeError } from '../runtime/errors';
import { requestOf } from '../view/request';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';

/** The deployment that `--rebuild` names, where it names one. */
export function rebuiltName(view: View): string | undefined {
  const { rebuild } = requestOf(view, 'upgrade');
  return rebuild === true ? undefined : rebuild;
}

/**
 * `--rebuild` consents to a green in place of the one that it names. Another one that stands is that only if it says so: a name with a
 * typing error must not switch over to the very green that was to be deleted.
 */
export function notRebuilt(view: View): UpgradeError | undefined {
  const named = rebuiltName(view);
  const { underway } = fact(view, 'deployments');
  if (named === undefined || underway === undefined) return undefined;
  const { identifier, tags } = underway;
  if (identifier === named || tags[tagKey.replaces] === named) return undefined;
  const { clusterIdentifier } = view.desired.annotation;
  return refusal(
    'REBUILD_ANOTHER',
    `${named} is not the deployment of ${clusterIdentifier}: that is ${identifier}, and nothing says that it was built in place of ${named}. Nothing was done to it.`,
    `To build ${identifier} again: ${continueCommand(view, '--rebuild', identifier)}; to go on with it: ${ownCommand(view, 'upgrade')}`,
  );
}
