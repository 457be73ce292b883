import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

/**
 * PostgreSQL keeps no time of a REFRESH, but counts the rows that it writes. After pg_upgrade those counters begin at zero, and nobody
 * could refresh on green: none written means not refreshed. In a minor upgrade they may be older, and prove nothing.
 */
export const staleViews: SqlCheck = {
  id: 'PG_REFRESH',
  title: 'materialized views to refresh: they are as they were when green was built',
  scope: 'database',
  when: ['after'],
  severity: ['warn'],
  sql: oneLine`
    SELECT ${qualifiedName}, NOT c.relispopulated OR pg_catalog.pg_stat_get_tuples_inserted(c.oid) = 0 AS stale, ${total}
    ${userRelations('m')} ORDER BY 1 LIMIT ${limit}`,
  judge(asked, { from, to }) {
    const isMajor = from.isMajorUpgrade(to);
    const found = withRows(asked, ({ stale }) => !isMajor || stale === true).map(({ database, rows }) => ({
      database,
      rows: isMajor ? rows.map((row) => ({ ...row, total: rows.length })) : rows,
    }));
    const seen = isMajor ? '' : ' PostgreSQL does not show whether that has been done since.';
    return sqlFinding('PG_REFRESH', 'warn', found, {
      message: `${counted(countOf(found), 'materialized view needs', 'materialized views need')} a refresh (${listed(found)}): replication does not refresh on green.${seen}`,
      remedy: 'Refresh them with the script, then restart the jobs that refresh them.',
      script: psqlScript(found, ({ name }) => `REFRESH MATERIALIZED VIEW ${name};`),
    });
  },
  source: sources.considerations,
};
