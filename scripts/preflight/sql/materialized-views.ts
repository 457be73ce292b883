import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

export const materializedViews: SqlCheck = {
  id: 'PG_MATVIEW',
  title: 'materialized views: a REFRESH on blue breaks replication',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`SELECT ${qualifiedName}, ${total} ${userRelations('m')} ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_MATVIEW', 'warn', found, {
      message: `${counted(countOf(found), 'materialized view')}: to refresh one while the deployment exists breaks replication to green, and green's stay as they were (${listed(found)}).`,
      remedy:
        'Stop whatever refreshes them (jobs, triggers, applications) until the switchover is done, then refresh them with the script.',
      script: psqlScript(found, ({ name }) => destructive(`REFRESH MATERIALIZED VIEW ${name};`)),
    });
  },
  source: sources.considerations,
};
