import type { Row } from '../../../database/answers';
import { block, warn } from '../../finding';
import { counted, firstOf } from '../listed';
import { oneLine } from '../one-line';
import { noRow, rowOf } from '../one-row';
import type { SqlCheck } from '../sql-check';
import { limit } from './objects';
import { mysqlSources } from './sources';
import { ofServer } from './transactions';

/** It is asked, not tried: nothing is written to production. */
export const takesWrites: SqlCheck = {
  id: 'MY_WRITABLE',
  title: 'production takes no writes after a switchover that was cancelled',
  scope: 'cluster',
  when: ['failed'],
  severity: ['block'],
  sql: 'SELECT @@GLOBAL.read_only AS read_only, @@GLOBAL.innodb_read_only AS storage_read_only',
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const row = rowOf(asked);
    if (row === undefined || (Number(row.read_only) === 0 && Number(row.storage_read_only) === 0)) return [];
    return [
      block(
        'MY_WRITABLE',
        `Production takes no writes: ${Number(row.read_only) === 0 ? 'innodb_read_only' : 'read_only'} is 1.`,
        'Check at once the events of the cluster, and whether the deployment is still switching. If it persists, open a case with AWS.',
      ),
    ];
  },
  source: mysqlSources.switching,
};

/** Pools that reconnected in the moment of the switchover stay on old until they are restarted, and every write fails. */
export const oldClients: SqlCheck = {
  id: 'MY_OLD_CLIENTS',
  title: 'clients that are still connected to the old cluster',
  scope: 'cluster',
  when: ['old'],
  severity: ['warn'],
  // The count of transactions is refused to whoever sees only their own sessions.
  sql: oneLine`
    SELECT s.transactions, p.user AS role, SUBSTRING_INDEX(p.host, ':', 1) AS address, p.db AS in_schema, COUNT(p.id) AS sessions
    FROM (SELECT COUNT(*) AS transactions FROM information_schema.innodb_trx) s LEFT JOIN information_schema.processlist p
      ON p.id <> CONNECTION_ID() AND p.user NOT IN ${ofServer} AND p.command NOT IN ('Daemon', 'Binlog Dump', 'Binlog Dump GTID')
    GROUP BY s.transactions, p.user, SUBSTRING_INDEX(p.host, ':', 1), p.db ORDER BY 5 DESC, 2, 3, 4 LIMIT ${limit}`,
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows).filter(({ sessions }) => Number(sessions) > 0);
    const sessions = rows.reduce((sum, row) => sum + Number(row.sessions), 0);
    if (sessions === 0) return [];
    return [
      warn(
        'MY_OLD_CLIENTS',
        `${counted(sessions, 'client session')} still on the old cluster, where every write fails (1290, --read-only): ${firstOf(rows.map(named))}.`,
        'Restart these applications, or their connection pools: they must look the endpoint up again.',
      ),
    ];
  },
  source: mysqlSources.switching,
};

const named = ({ role, address, in_schema: schema, sessions }: Row) =>
  `${sessions} of ${role} from ${address ?? 'an unknown address'}${schema ? ` in ${schema}` : ''}`;
