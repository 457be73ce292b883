import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

/** About ten thousand rows: below that, a plan without statistics is no worse than one with them. */
const large = 1024 * 1024;

/**
 * pg_upgrade carries statistics over from version 18 on only. What a role may not select from it does not see in pg_stats, so the
 * time of the last ANALYZE counts as well.
 */
export const greenStatistics: SqlCheck = {
  id: 'PG_ANALYZE',
  title: 'large tables without statistics, after an upgrade to another major version',
  scope: 'database',
  when: ['switchover-green', 'after'],
  severity: ['block'],
  applies: ({ from, to }) => from.isMajorUpgrade(to) && Number(to.major) < 18,
  sql: oneLine`
    SELECT ${qualifiedName}, ${total} ${userRelations('r', 'm')}
      AND pg_catalog.pg_relation_size(c.oid) >= ${large}
      AND pg_catalog.pg_stat_get_last_analyze_time(c.oid) IS NULL
      AND pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid) IS NULL
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname)
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_ANALYZE', 'block', found, {
      message: `${counted(countOf(found), 'large table has', 'large tables have')} no statistics (${listed(found)}): queries are planned without them, and can take many times as long.`,
      remedy:
        'Run ANALYZE in each database. Before the switchover run it on green, which works although green is read-only; upgrade --analyze does that.',
      script: psqlScript(found, () => 'ANALYZE;'),
    });
  },
  source: sources.majorUpgrade,
};
