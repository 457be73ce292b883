import { block } from '../finding';
import { oneLine } from './one-line';
import { noRow, rowOf } from './one-row';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';

/**
 * Whether production takes writes again after a switchover that RDS has undone. It is asked, not tried: a transaction that writes,
 * even one that is rolled back, is not what this tool does to production.
 */
export const takesWrites: SqlCheck = {
  id: 'PG_WRITABLE',
  title: 'production takes no writes after a switchover that was cancelled',
  scope: 'cluster',
  when: ['failed'],
  severity: ['block'],
  sql: oneLine`
    SELECT pg_catalog.pg_is_in_recovery() AS standby,
      pg_catalog.current_setting('default_transaction_read_only') AS read_only`,
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const row = rowOf(asked);
    if (row === undefined || (row.standby === false && row.read_only === 'off')) return [];
    const why = row.standby === true ? 'it is in recovery' : `default_transaction_read_only is ${row.read_only}`;
    return [
      block(
        'PG_WRITABLE',
        `Production takes no writes: ${why}.`,
        'Check at once the events of the cluster, and whether the deployment is still switching. If it persists, open a case with AWS.',
      ),
    ];
  },
  source: sources.switching,
};
