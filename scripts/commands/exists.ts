import type { Report } from '../report/event';
import { UpgradeError } from '../runtime/errors';
import type { View } from '../view/view';
import type { ReadingConnection } from '../workspace/connections';
import { observeTwice } from '../workspace/observe-twice';

/** Of several clusters, one that is not deployed yet is passed over; one that is meant must exist. */
export async function exists(
  view: View,
  connection: ReadingConnection,
  mayBeAbsent: boolean,
  report: Report,
): Promise<boolean> {
  try {
    await observeTwice(view, ['production', 'deployments'], connection);
    return true;
  } catch (error) {
    if (!(mayBeAbsent && error instanceof UpgradeError && error.code === 'CLUSTER_NOT_FOUND')) throw error;
    const { clusterIdentifier } = view.desired.annotation;
    report({
      code: 'WARNING',
      cluster: clusterIdentifier,
      id: error.code,
      message: error.message,
      remedy: error.remedy,
    });
    return false;
  }
}
