import type { Row } from '../../../database/answers';
import { warn } from '../../finding';
import { hiddenSessions, unseenSessions } from '../hidden-sessions';
import { firstOf, whole } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { limit } from '../user-objects';

const word = "upper(substring(a.query FROM '^[[:space:]]*([[:alpha:]]+)'))";

/**
 * Who writes on green, or has tried to. Its counters of rows tell nothing: the replication counts there too. So: sessions that hold a
 * transaction number, which only who writes is given, and sessions whose last statement was one that writes.
 */
export const greenWriters: SqlCheck = {
  id: 'PG_GREEN_WRITES',
  title: 'sessions that write on green, or green that is not read only',
  scope: 'cluster',
  when: ['standing-green'],
  severity: ['warn'],
  sql: oneLine`
    SELECT s.*, ${hiddenSessions},
      (SELECT g.reset_val FROM pg_catalog.pg_settings g WHERE g.name = 'default_transaction_read_only') AS read_only
    FROM (SELECT 1 AS one) one LEFT JOIN (
      SELECT a.pid, a.usename::text AS role, a.datname::text AS database, a.application_name AS application, ${word} AS statement,
        a.backend_xid IS NOT NULL AS writing
      FROM pg_catalog.pg_stat_activity a WHERE a.backend_type = 'client backend' AND a.usename <> 'rdsadmin'
        AND a.pid <> pg_catalog.pg_backend_pid() AND a.application_name <> 'aurora-blue-green'
        AND (a.backend_xid IS NOT NULL OR ${word} IN ('INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'CREATE', 'ALTER', 'DROP'))) s ON true
    ORDER BY s.pid LIMIT ${limit}`,
  unseen: unseenSessions,
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows);
    const writers = rows.filter(({ pid }) => pid !== null);
    const open = rows[0]?.read_only === 'off';
    const said = [
      ...(writers.length === 0 ? [] : [`Sessions write on green, or have tried to: ${firstOf(writers.map(named))}.`]),
      ...(open ? ['default_transaction_read_only is off on green: whoever connects can write there.'] : []),
    ];
    if (said.length === 0) return [];
    return [
      {
        ...warn(
          'PG_GREEN_WRITES',
          `${said.join(' ')} What is written on green stays there with the switchover, and can stop the replication.`,
          'Find out who that is, and have them write to production. To begin with a clean green: upgrade --rebuild.',
        ),
        ...whole(writers.map(named)),
      },
    ];
  },
  source: sources.considerations,
};

const named = ({ pid, role, database, application, statement, writing }: Row) =>
  `pid ${pid} of ${role} in ${database}${application ? ` (${application})` : ''}, ${writing === true ? 'in a transaction that writes' : `last ${statement}`}`;
