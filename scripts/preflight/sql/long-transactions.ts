import type { Row } from '../../database/answers';
import { hiddenSessions, unseenSessions } from './hidden-sessions';
import { byDatabase, counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** Seconds. A switchover that may take less does not see the end of a shorter one either: its timeout counts then, 30 at the least. */
const long = 300;
const shortest = 30;

/**
 * RDS-EVENT-0426: "can't configure the DB cluster as a replication source because of idle or long-running transactions". A switchover
 * waits for them as well. The text of a query is not asked for: it may hold what nobody should print.
 */
export const longTransactions: SqlCheck = {
  id: 'PG_LONGTX',
  title:
    'transactions open for more than 5 minutes (or the timeout of the switchover), those idle in transaction included',
  scope: 'cluster',
  when: ['create', 'building', 'standing', 'switchover'],
  severity: ['block'],
  sql: oneLine`
    SELECT a.pid, a.usename::text AS role, a.datname::text AS database, a.state, a.application_name AS application,
      extract(epoch FROM clock_timestamp() - a.xact_start)::bigint AS seconds, ${hiddenSessions}, ${total}
    FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_stat_activity a
      ON a.backend_type = 'client backend' AND a.pid <> pg_catalog.pg_backend_pid() AND a.usename <> 'rdsadmin'
      AND a.xact_start < clock_timestamp() - interval '${shortest} seconds'
    ORDER BY a.xact_start LIMIT ${limit}`,
  unseen: unseenSessions,
  judge(asked, { switchoverTimeoutSeconds = long, isHeldUp }) {
    const most = isHeldUp ? shortest : Math.min(long, switchoverTimeoutSeconds);
    const open = withRows(asked, ({ pid, seconds }) => pid !== null && Number(seconds) >= most);
    const found = byDatabase(open.map((each) => ({ ...each, rows: each.rows.map((row) => ({ ...row, total: 0 })) })));
    return sqlFinding('PG_LONGTX', 'block', found, {
      passes: true,
      message: `${counted(countOf(found), 'transaction')} open for more than ${most % 60 === 0 ? counted(most / 60, 'minute') : `${most} seconds`} (${listed(found, named)}): while they are open, replication cannot start and a switchover is cancelled.`,
      remedy: 'Wait until they end, or have their applications end them. The script ends the sessions.',
      script: psqlScript(found, ({ pid }) => destructive(`SELECT pg_catalog.pg_terminate_backend(${pid});`)),
    });
  },
  source: sources.switching,
};

const named = ({ pid, role, state, seconds, application }: Row) =>
  `pid ${pid} of ${role}${application ? ` (${application})` : ''}, ${state}, ${Number(seconds) < 60 ? `${Math.floor(Number(seconds) / 30) * 30} s` : `${Math.round(Number(seconds) / 60)} min`}`;
