import { listed, withRows } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { sqlFinding } from '../sql-finding';
import { limit, qualifiedName, total, userRelations } from '../user-objects';
import { newerFile, sinceTheDeployment } from './since-the-deployment';

/**
 * A REFRESH writes the view anew, and its row in pg_class with it; one that is CONCURRENTLY does not, and is not seen. A privilege writes the
 * row alone.
 */
export const refreshedViews: SqlCheck = {
  id: 'PG_REFRESHED',
  title: 'materialized views that have been refreshed since the deployment was created',
  scope: 'database',
  when: ['standing'],
  severity: ['block'],
  sql: oneLine`
    SELECT ${qualifiedName}, ${total} ${userRelations('m')} AND ${sinceTheDeployment('c', 'AND ' + newerFile('c', 'p.oid'))} ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_REFRESHED', 'block', found, {
      message: `Materialized views have been refreshed since the deployment was created (${listed(found)}): that breaks replication to green.`,
      remedy: 'Until after the switchover no materialized view may be refreshed: stop the jobs that do it.',
    });
  },
  source: sources.considerations,
};
