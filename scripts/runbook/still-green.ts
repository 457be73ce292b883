import type { RdsPort } from '../aws/rds/rds-port';
import type { Deployment } from '../aws/rds/types';
import { fact, type View } from '../view/view';

/**
 * Whether the deployment is still as this look has seen it. Calls that change green take names, and at the switchover green takes
 * production's: this is read right before such calls.
 *
 * @param holds  what else must hold of it
 */
export async function stillGreen(
  view: View,
  rds: Pick<RdsPort, 'deployment'>,
  holds: (now: Deployment) => boolean = () => true,
): Promise<boolean> {
  const seen = fact(view, 'deployments').underway;
  const now = seen && (await rds.deployment(seen.identifier));
  if (now === undefined || !holds(now)) return false;
  return now.status === seen?.status && now.source === seen.source && now.target === seen.target;
}
