import type { Row } from '../../../database/answers';
import { block, type Finding, warn } from '../../finding';
import { counted, firstOf } from '../listed';
import { oneLine } from '../one-line';
import { noRow, rowOf } from '../one-row';
import type { DatabaseRows, SqlCheck } from '../sql-check';
import { limit } from './objects';
import { mysqlSources } from './sources';
import { ofServer } from './transactions';

const status: SqlCheck['sql'] = ({ major }) => (Number(major) < 8 ? 'SHOW SLAVE STATUS' : 'SHOW REPLICA STATUS');

/** MySQL 5.7 and MariaDB say slave and master. */
const of = (row: Row, name: string) => row[name] ?? row[name.replace('replica', 'slave').replace('source', 'master')];

const running = (row: Row, thread: 'io' | 'sql') => String(of(row, `replica_${thread}_running`) ?? 'unknown');
const errorOf = (row: Row, thread: 'io' | 'sql') => Number(of(row, `last_${thread}_errno`) ?? 0);

const unseen = (asked: readonly DatabaseRows[]) =>
  rowOf(asked) === undefined ? 'Green shows no replication: whether it gets the changes is not known.' : undefined;

/** The text of an error holds values of rows: only its number is told. */
const stopped = (row: Row) =>
  `error ${errorOf(row, 'sql')} at ${of(row, 'relay_source_log_file') ?? 'an unknown file'}:${of(row, 'exec_source_log_pos') ?? 0}`;

/** Broken for good: what could not be applied is not tried again by itself. Threads that only restart are waited for. */
export const replicaBroken: SqlCheck = {
  id: 'MY_REPLICA_BROKEN',
  title: 'a change that green could not apply, so that its replication has ended',
  scope: 'cluster',
  when: ['standing-green'],
  severity: ['block', 'warn'],
  sql: status,
  unseen,
  judge(asked): Finding[] {
    const row = rowOf(asked);
    if (row === undefined) return [];
    if (running(row, 'sql') === 'No' && errorOf(row, 'sql') !== 0) {
      return [
        block(
          'MY_REPLICA_BROKEN',
          `Green has stopped applying changes: ${stopped(row)}.`,
          'Usually somebody wrote to green, or production changed a row of a MEMORY table. The log of green names the table.',
        ),
      ];
    }
    if (running(row, 'sql') === 'Yes' && running(row, 'io') === 'Yes') return [];
    return [
      warn(
        'MY_REPLICA_BROKEN',
        `Green does not replicate at the moment (reads: ${running(row, 'io')}; applies: ${running(row, 'sql')}).`,
        'Replication restarts by itself. If it was stopped, on green: CALL mysql.rds_start_replication;',
      ),
    ];
  },
  source: mysqlSources.switching,
};

/** CloudWatch's AuroraBinlogReplicaLag is a minute old; the server knows now. */
export const replica: SqlCheck = {
  id: 'MY_REPLICA',
  title: 'green that does not replicate, or is behind by more than half of the timeout of the switchover',
  scope: 'cluster',
  when: ['switchover-green'],
  severity: ['block'],
  sql: status,
  unseen,
  judge(asked, { switchoverTimeoutSeconds = 300 }) {
    const row = rowOf(asked);
    if (row === undefined) return [];
    const seconds = of(row, 'seconds_behind_source');
    const most = Math.floor(switchoverTimeoutSeconds / 2);
    const why =
      running(row, 'io') !== 'Yes' || running(row, 'sql') !== 'Yes'
        ? `Green does not replicate (it reads: ${running(row, 'io')}, it applies: ${running(row, 'sql')}${errorOf(row, 'sql') === 0 ? '' : `, ${stopped(row)}`})`
        : seconds === null || seconds === undefined
          ? 'Green does not know how far it is behind'
          : Number(seconds) > most
            ? `Green is ${seconds} s behind, and ${most} s may be left`
            : undefined;
    if (why === undefined) return [];
    const message = `${why}: RDS cancels a switchover that cannot catch up in its time.`;
    const remedy = 'Reduce writes until green catches up, or check on green: SHOW REPLICA STATUS;';
    return [{ ...block('MY_REPLICA', message, remedy), passes: true }];
  },
  source: mysqlSources.switching,
};

/** Rows that the replication itself changes are of 'system user'. */
export const greenWriters: SqlCheck = {
  id: 'MY_GREEN_WRITES',
  title: 'sessions that write on green, or green that is not read only',
  scope: 'cluster',
  when: ['standing-green', 'switchover-green'],
  severity: ['block', 'warn'],
  sql: oneLine`
    SELECT @@GLOBAL.read_only AS read_only, s.transactions, w.id, w.role, w.modified
    FROM (SELECT COUNT(*) AS transactions FROM information_schema.innodb_trx) s LEFT JOIN (
      SELECT p.id, p.user AS role, t.trx_rows_modified AS modified
      FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
      WHERE t.trx_rows_modified > 0 AND p.user NOT IN ${ofServer} AND p.id <> CONNECTION_ID()) w ON 1 = 1 LIMIT ${limit}`,
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked, { switchoverTimeoutSeconds, to }): Finding[] {
    const rows = asked.flatMap((each) => each.rows);
    const writers = rows.filter(({ id }) => id !== null && id !== undefined);
    // Right before the switchover it is RDS's own guardrail; before that it is told.
    const isGate = switchoverTimeoutSeconds !== undefined;
    const said = isGate ? block : warn;
    const findings: Finding[] = [];
    if (rows[0] !== undefined && Number(rows[0].read_only) === 0 && Number(to.major) >= 8) {
      findings.push(
        said(
          'MY_GREEN_WRITES',
          'Green is not read only (read_only is 0): whoever connects to it can write there.',
          'CALL mysql.rds_set_read_only(1); on green, and find out what was written meanwhile.',
        ),
      );
    }
    if (writers.length > 0) {
      const names = writers.map(
        ({ id, role, modified }) => `session ${id} of ${role}, ${counted(Number(modified), 'row')}`,
      );
      findings.push({
        ...said(
          'MY_GREEN_WRITES',
          `${counted(writers.length, 'transaction')} with changed rows open on green (${firstOf(names)}): read_only does not stop users with CONNECTION_ADMIN.`,
          'Find the users and undo their writes: a row that production changes too stops the replication.',
        ),
        ...(isGate ? { passes: true as const } : {}),
      });
    }
    return findings;
  },
  source: mysqlSources.overview,
};
