import type { RdsPort } from '../aws/rds/rds-port';
import { fact, type View } from '../view/view';

/**
 * Whether the deployment is still as this look has seen it. Calls that change green take names, and at the switchover green takes
 * production's: this is read right before such calls.
 */
export async function stillGreen(view: View, rds: Pick<RdsPort, 'deployment'>): Promise<boolean> {
  const seen = fact(view, 'deployments').underway;
  const now = seen && (await rds.deployment(seen.identifier));
  return now !== undefined && now.status === seen?.status && now.source === seen.source && now.target === seen.target;
}
