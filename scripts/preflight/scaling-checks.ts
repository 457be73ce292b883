import { journalNow } from '../carry-over/of-view';
import { isEmpty, scalingNames } from '../carry-over/scaling';
import { actionsOf } from '../policies/actions';
import { spoken } from '../policies/spoken';
import { fact, type View } from '../view/view';
import { block, type Finding, warn } from './finding';

/**
 * Only a change would show whether these permissions are granted. AWS itself checks them when a target is registered:
 * https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
 */
export const scalingRights = `To restore it, whoever runs this after the switchover needs ${spoken(actionsOf('scale'))}: these permissions cannot be checked in advance.`;

/**
 * "Aurora Auto Scaling policies … aren't copied to the green environment"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html): they are restored after
 * the switchover, so they must be readable before it, and recorded.
 */
export function scalingFindings(view: View): Finding[] {
  const scaling = fact(view, 'scaling');
  const { clusterIdentifier } = view.desired.annotation;
  const { scalableTargets, scalingPolicies, scheduledActions } = view.desired.declared;
  const declared = [...scalableTargets, ...scalingPolicies, ...scheduledActions].map(({ address }) => address);
  if (scaling.kind === 'denied') {
    const { remedy } = scaling;
    // Somebody who was allowed to look has written it down; who switches over must see what is left of it.
    const { scaling: written } = journalNow(view);
    const had = written === undefined || isEmpty(written) ? [] : [scalingNames(written)];
    if (declared.length === 0 && had.length === 0) {
      return [
        warn(
          'API_AAS',
          `Could not determine whether ${clusterIdentifier} has auto scaling (${scaling.message}). If it does, the switchover drops it.`,
          remedy,
        ),
      ];
    }
    return [
      block(
        'API_AAS',
        `The switchover drops the auto scaling of ${clusterIdentifier}, which cannot be read, and so could not be restored: ${[...declared, ...had].join(', ')} (${scaling.message}).`,
        remedy,
      ),
    ];
  }
  const { production } = scaling;
  if (isEmpty(production)) return [];
  const names = scalingNames(production);
  return [
    warn(
      'API_AAS',
      `The switchover drops the auto scaling of ${clusterIdentifier} (${names}); the upgrade restores it right afterwards. A reader that auto scaling adds or removes while green exists stops the upgrade.`,
      `If readers may come and go, suspend scaling for the duration of the upgrade. ${scalingRights}`,
    ),
  ];
}
