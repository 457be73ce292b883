import { fact } from '../../view/view';
import { warn } from '../finding';
import { type Check, nothingElse } from './check';

/**
 * Green has no backtrack, because it does not work with binlog replication; and backtracking blue breaks the deployment
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html). It can only be turned on
 * when a cluster is created (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html).
 */
export const backtrack: Check = {
  codes: ['API_BACKTRACK'],
  facts: nothingElse,
  find(view) {
    const { identifier, backtrackSeconds } = fact(view, 'production').cluster;
    if (backtrackSeconds === undefined) return [];
    return [
      warn(
        'API_BACKTRACK',
        `${identifier} can be backtracked by ${backtrackSeconds / 3600} hours; after the switchover production can no longer be, and this cannot be turned on again.`,
        'Do not backtrack it during the upgrade, and take backtrack_window out of the code: a plan would try to set it. Point-in-time recovery remains.',
      ),
    ];
  },
};
