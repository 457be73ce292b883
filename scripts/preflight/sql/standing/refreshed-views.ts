import { listed, withRows } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { sqlFinding } from '../sql-finding';
import { limit, qualifiedName, total, userRelations } from '../user-objects';
import { sinceTheDeployment } from './since-the-deployment';

/**
 * A REFRESH writes the view anew, and its row in pg_class with it, whose oldest transaction is then a young one: a privilege does not
 * change that. One that is CONCURRENTLY writes neither, and is not seen.
 */
export const refreshedViews: SqlCheck = {
  id: 'PG_REFRESHED',
  title: 'materialized views that have been refreshed since the deployment was created',
  scope: 'database',
  when: ['standing'],
  severity: ['block'],
  sql: oneLine`
    SELECT ${qualifiedName}, ${total} ${userRelations('m')} AND ${sinceTheDeployment('c')} AND ${sinceTheDeployment('c', 'relfrozenxid')} ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_REFRESHED', 'block', found, {
      message: `Materialized views have been refreshed since the deployment was created (${listed(found)}): that breaks replication to green.`,
      remedy: 'Until after the switchover no materialized view may be refreshed: stop the jobs that do it.',
    });
  },
  source: sources.considerations,
};
