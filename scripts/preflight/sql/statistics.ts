import { listed, withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { userRelations } from './user-objects';

/** Below that, a plan without statistics is no worse than one with them. */
const many = 10_000;

/** pg_upgrade carries statistics over from version 18 on. */
export const statistics: SqlCheck = {
  id: 'PG_STATS',
  title: 'large tables, which have no statistics after an upgrade to another major version',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  applies: ({ from, to }) => from.isMajorUpgrade(to) && Number(to.major) < 18,
  sql: oneLine`
    SELECT count(*) AS tables, sum(c.reltuples)::bigint AS estimated_rows ${userRelations('r', 'm')}
      AND c.reltuples >= ${many} HAVING count(*) > 0`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_STATS', 'warn', found, {
      message: `An upgrade to another major version keeps no statistics: until ANALYZE has run, queries of large tables are planned blindly (${listed(found, ({ tables, estimated_rows: rows }) => `${Number(tables).toLocaleString('en')} tables, about ${Number(rows).toLocaleString('en')} rows`)}).`,
      remedy:
        'Run ANALYZE in each database of green before the switchover, which works although green is read only (upgrade --analyze does that), or in production right after it.',
      script: psqlScript(found, () => destructive('ANALYZE;')),
    });
  },
  source: sources.majorUpgrade,
};
