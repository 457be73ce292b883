import type { Row } from '../../database/answers';
import { warn } from '../finding';
import { hiddenSessions, unseenSessions } from './hidden-sessions';
import { counted, firstOf, whole } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit } from './user-objects';

/**
 * Who still works on old: reads and health checks go on as if nothing had happened, and every write fails. Pools that reconnected in
 * the moment of the switchover stay there until they are restarted.
 */
export const oldClients: SqlCheck = {
  id: 'PG_OLD_CLIENTS',
  title: 'clients that are still connected to the old cluster',
  scope: 'cluster',
  when: ['old'],
  severity: ['warn'],
  sql: oneLine`
    SELECT a.usename::text AS role, a.application_name AS application, pg_catalog.host(a.client_addr) AS address,
      a.datname::text AS database, count(a.pid) AS sessions, ${hiddenSessions}
    FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_stat_activity a
      ON a.backend_type = 'client backend' AND a.pid <> pg_catalog.pg_backend_pid() AND a.usename <> 'rdsadmin'
      AND a.application_name <> 'aurora-blue-green'
    GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT ${limit}`,
  unseen: unseenSessions,
  judge(asked) {
    const rows = asked.flatMap(({ rows: all }) => all).filter(({ role }) => role !== null);
    const sessions = rows.reduce((sum, row) => sum + Number(row.sessions), 0);
    if (sessions === 0) return [];
    return [
      {
        ...warn(
          'PG_OLD_CLIENTS',
          `${counted(sessions, 'client session')} still on the old cluster, where every write fails: ${firstOf(rows.map(named))}.`,
          'Restart these applications, or their connection pools: they must look the endpoint up again.',
        ),
        ...whole(rows.map(named)),
      },
    ];
  },
  source: sources.switching,
};

const named = ({ role, application, address, database, sessions }: Row) =>
  `${sessions} of ${role}${application ? ` (${application})` : ''} from ${address ?? 'an unknown address'} in ${database}`;
