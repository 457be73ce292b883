import type { Row } from '../../../database/answers';
import { block, type Finding, warn } from '../../finding';
import { grouped } from '../grouped';
import { counted, firstOf } from '../listed';
import { oneLine } from '../one-line';
import { noRow, rowOf } from '../one-row';
import { destructive } from '../script';
import type { SqlCheck } from '../sql-check';
import { limit, objectCheck } from './objects';
import { mysqlSources } from './sources';

/** Seconds, as of PostgreSQL: a switchover that may take less does not see the end of a shorter one either. */
const long = 300;
const shortest = 30;

/** Sessions of the server and of RDS. */
export const ofServer = "('system user', 'event_scheduler', 'rdsadmin', 'rdsrepladmin', 'unauthenticated user')";

/** The engine writes nothing clean that is prepared, and a switchover waits for it. */
export const preparedXa = objectCheck({
  id: 'MY_XA',
  title: 'prepared XA transactions',
  when: ['create', 'switchover'],
  severity: 'block',
  passes: true,
  sql: 'XA RECOVER',
  columns: ['formatid', 'gtrid_length', 'bqual_length', 'data'],
  one: 'prepared XA transaction',
  why: 'while it is open, a switchover cannot finish, and an upgrade to another major version stops.',
  remedy: 'Have their transaction manager end them, or decide for each: the script rolls them back.',
  named: (row) => String(row.data),
  script: (row) => destructive(`XA ROLLBACK ${xid(row)};`),
  source: mysqlSources.to80,
});

function xid({ data, gtrid_length: length, formatid: format }: Row): string {
  const bytes = Buffer.from(String(data), 'utf8');
  const hex = (part: Buffer) => `X'${part.toString('hex')}'`;
  return `${hex(bytes.subarray(0, Number(length)))}, ${hex(bytes.subarray(Number(length)))}, ${Number(format)}`;
}

/**
 * The text of a statement is not asked for: it may hold what nobody should print. One without a session is prepared, which MY_XA
 * tells, or is being undone after a crash.
 */
export const longTransactions: SqlCheck = {
  id: 'MY_LONGTX',
  title: 'transactions open for more than 5 minutes (or the timeout of the switchover), idle ones included',
  scope: 'cluster',
  when: ['create', 'building', 'standing', 'switchover'],
  severity: ['block'],
  sql: oneLine`
    SELECT t.trx_mysql_thread_id AS id, p.user AS role, p.db AS in_schema, p.command AS command,
      TIMESTAMPDIFF(SECOND, t.trx_started, NOW()) AS seconds, t.trx_rows_modified AS modified
    FROM information_schema.innodb_trx t LEFT JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
    WHERE t.trx_started < NOW() - INTERVAL ${shortest} SECOND AND COALESCE(p.user, '') NOT IN ${ofServer}
      AND t.trx_mysql_thread_id <> CONNECTION_ID() AND (p.id IS NOT NULL OR t.trx_state = 'ROLLING BACK') ORDER BY t.trx_started LIMIT ${limit}`,
  judge(asked, { switchoverTimeoutSeconds = long, isHeldUp }): Finding[] {
    const most = isHeldUp ? shortest : Math.min(long, switchoverTimeoutSeconds);
    const rows = asked.flatMap((each) => each.rows).filter(({ seconds }) => Number(seconds) >= most);
    if (rows.length === 0) return [];
    const limitText = most % 60 === 0 ? counted(most / 60, 'minute') : `${most} seconds`;
    return [
      {
        ...block(
          'MY_LONGTX',
          `${counted(rows.length, 'transaction')} open for more than ${limitText} (${firstOf(rows.map(transactionName))}): while they are open, a switchover is cancelled, and old rows pile up.`,
          'Wait until they end, or have their applications end them. The script ends the sessions.',
        ),
        passes: true,
        script: rows
          .filter(({ id }) => Number(id) !== 0)
          .map(({ id }) => destructive(`CALL mysql.rds_kill(${Number(id)});`))
          .join('\n'),
      },
    ];
  },
  source: mysqlSources.switching,
};

const transactionName = ({ id, role, in_schema: schema, command, seconds }: Row) =>
  Number(id) === 0
    ? `one without a session, which is being undone, ${Math.round(Number(seconds) / 60)} min`
    : `session ${id} of ${role ?? 'somebody'}${schema ? ` in ${schema}` : ''}, ${command === 'Sleep' ? 'idle' : 'active'}, ${Number(seconds) < 60 ? `${Math.floor(Number(seconds) / 30) * 30} s` : `${Math.round(Number(seconds) / 60)} min`}`;

/** RDS's guardrail: "long DDL on blue". DDL does replicate, as a statement that green runs again: as long as it ran here. */
export const runningDdl: SqlCheck = {
  id: 'MY_DDL',
  title: 'statements that change the schema and are running',
  scope: 'cluster',
  when: ['create', 'switchover'],
  severity: ['block'],
  // innodb_trx is refused to whoever lacks PROCESS: without it only one's own sessions could be seen, and nothing would say so.
  sql: oneLine`
    SELECT s.transactions, p.id, p.user AS role, p.db AS in_schema, p.time AS seconds,
      UPPER(SUBSTRING_INDEX(LTRIM(p.info), ' ', 2)) AS statement
    FROM (SELECT COUNT(*) AS transactions FROM information_schema.innodb_trx) s LEFT JOIN information_schema.processlist p
      ON p.command = 'Query' AND p.id <> CONNECTION_ID() AND p.user NOT IN ${ofServer}
      AND UPPER(LTRIM(p.info)) REGEXP '^(ALTER|CREATE|DROP|RENAME|TRUNCATE|OPTIMIZE|REPAIR)[[:space:]]' LIMIT ${limit}`,
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows).filter(({ id }) => id !== null && id !== undefined);
    if (rows.length === 0) return [];
    const names = rows.map(
      ({ id, role, statement, seconds }) => `${statement} by ${role}, session ${id}, since ${seconds} s`,
    );
    return [
      {
        ...block(
          'MY_DDL',
          `${counted(rows.length, 'statement')} changing the schema now (${firstOf(names)}): green then runs each for as long and falls behind meanwhile, and a switchover is cancelled.`,
          'Wait until they end. MySQL replicates changes of the schema, so they are allowed while green stands; but not right before the switchover.',
        ),
        passes: true as const,
      },
    ];
  },
  source: mysqlSources.switching,
};

const acceptable = 100_000;

export const historyList: SqlCheck = {
  id: 'MY_HISTORY',
  title: `a history list longer than ${grouped(acceptable)}`,
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: "SELECT m.count AS length FROM information_schema.innodb_metrics m WHERE m.name = 'trx_rseg_history_len'",
  unproven: 'a long list by a made answer',
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const length = Number(rowOf(asked)?.length ?? 0);
    if (length <= acceptable) return [];
    return [
      warn(
        'MY_HISTORY',
        `The history list has ${length.toLocaleString('en')} entries, and ${acceptable.toLocaleString('en')} are acceptable: an upgrade must purge them first, and takes longer${length > 1_000_000 ? '; above a million AWS warns that it may fail' : ''}.`,
        'End old transactions (MY_LONGTX), and wait until RollbackSegmentHistoryListLength has fallen.',
      ),
    ];
  },
  source: mysqlSources.to80,
};

const manyRows = 10_000_000;

export const uncommittedRows: SqlCheck = {
  id: 'MY_UNCOMMITTED',
  title: 'ten million rows that are changed and not committed',
  scope: 'cluster',
  when: ['create', 'switchover'],
  severity: ['warn'],
  sql: 'SELECT COALESCE(SUM(t.trx_rows_modified), 0) AS changed FROM information_schema.innodb_trx t',
  unproven: 'so many rows by a made answer',
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked) {
    const changed = Number(rowOf(asked)?.changed ?? 0);
    if (changed <= manyRows) return [];
    const message = `${changed.toLocaleString('en')} rows are changed and not committed: an upgrade would roll them back first.`;
    return [warn('MY_UNCOMMITTED', message, 'Wait until these transactions are committed.')];
  },
  source: mysqlSources.to80,
};
