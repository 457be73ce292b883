import { awsCommand, continueCommand } from '../report/commands';
import { refusal, type UpgradeError } from '../runtime/errors';
import { clusterNameOf } from '../view/identity';
import { crossed } from '../view/phase';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';
import { minutes } from './step';

/**
 * A rollback by hand: the deployment is switched over, and the cluster for which it was made has production's name again. For a moment
 * after a switchover, torn reads look the same.
 */
export function namesSwapped(view: View): UpgradeError | undefined {
  const { underway } = fact(view, 'deployments');
  if (underway === undefined || underway.status !== 'SWITCHOVER_COMPLETED' || crossed(view)) return undefined;
  const { cluster } = fact(view, 'production');
  const { identifier, source, target } = underway;
  const other = [source, target].find((arn) => arn !== undefined && arn !== cluster.arn);
  const record = awsCommand(view, `rds delete-blue-green-deployment --blue-green-deployment-identifier ${identifier}`);
  return refusal(
    'NAMES_SWAPPED',
    `${cluster.identifier} is again the cluster from before the switchover (${cluster.resourceId}, ${cluster.engineVersion}), although ${identifier} is SWITCHOVER_COMPLETED: the names were swapped by hand.`,
    `If the switchover was only a moment ago, run again. Otherwise find out which of the two clusters has the data that counts${other === undefined ? '' : ` (the other one is ${clusterNameOf(other)})`}. To stay with this one, delete the record (${record}): the next upgrade then starts from the beginning, and you remove what is left of the other one by hand. To go back to the new version, give both clusters and their instances the names that the switchover gave them, then: ${continueCommand(view)}`,
  );
}

/** What was seen as restored so long ago was production: no read is that late. */
const longAgo = minutes(5);

/** The same where it is certain, for a run that would wait for the end of the switchover otherwise. */
export function namesSwappedForLong(view: View): UpgradeError | undefined {
  const [restored = ''] = (fact(view, 'deployments').underway?.tags[tagKey.restored] ?? '').split(' ');
  return view.now - Date.parse(restored) > longAgo ? namesSwapped(view) : undefined;
}
