import type { Row } from '../../../../scripts/database/answers';
import { mysqlChecks, mysqlStanding } from '../../../../scripts/preflight/sql/mysql/catalogue';
import type { SqlContext } from '../../../../scripts/preflight/sql/sql-check';
import { minor, to80, to84 } from './contexts';

const all = [...mysqlChecks, ...mysqlStanding];
const judged = (id: string, rows: Row[], context: SqlContext = minor) =>
  all.find((check) => check.id === id)!.judge([{ database: '', rows }], context);

const object = { in_schema: 'shop', name: 't', part: 'p' };

/** What no MariaDB shows, or not in a second. */
test.each<[string, Row[], SqlContext, RegExp | undefined]>([
  ['MY_BINLOG', [{ log_bin: 0, format: 'ROW' }], minor, /writes no binary log \(@@log_bin is 0\)/],
  ['MY_FILTER', [{ binlog_do_db: 'a', binlog_ignore_db: '' }], minor, /^binlog-do-db is a in production: /],
  ['MY_SHARED_PARTITIONS', [object], to80, /^1 partition in a shared tablespace \(shop\.t\.p\)/],
  ['MY_FK_LENGTH', [object], to80, /^1 foreign key /],
  ['MY_UPPER_CASE', [object], to80, /^1 name with capitals/],
  ['MY_ENGINE_MIXUP', [object], to80, /^1 table of two engines/],
  ['MY_PREFIX_PARTITIONS', [object], to84, /^1 table partitioned by a prefix/],
  [
    'MY_DEFAULT_LOGIN',
    [{ variable_name: 'authentication_policy', value: 'mysql_native_password,,' }],
    to84,
    /authentication_policy is mysql/,
  ],
  [
    'MY_DEFAULT_LOGIN',
    [{ variable_name: 'default_authentication_plugin', value: 'sha256_password' }],
    to84,
    /sha256_password/,
  ],
  ['MY_DEFAULT_LOGIN', [{ variable_name: 'authentication_policy', value: 'caching_sha2_password,,' }], to84, undefined],
  ['MY_ENHANCED_BINLOG', [{ variable_name: 'aurora_enhanced_binlog', value: '1' }], minor, /enhanced binlog is on/],
  ['MY_ENHANCED_BINLOG', [{ variable_name: 'aurora_enhanced_binlog', value: '0' }], minor, undefined],
  ['MY_HISTORY', [{ length: 100_000 }], minor, undefined],
  ['MY_HISTORY', [{ length: 100_001 }], minor, /has 100,001 entries/],
  ['MY_HISTORY', [{ length: 1_000_001 }], minor, /above a million AWS warns/],
  ['MY_UNCOMMITTED', [{ changed: '10000001' }], minor, /10,000,001 rows/],
])('%s of %j', (id, rows, context, said) => {
  const found = judged(id, rows, context);
  if (said === undefined) expect(found).toEqual([]);
  else expect(found).toMatchObject([{ id, message: expect.stringMatching(said) }]);
});

describe('a name of several lines', () => {
  const hostile = 'x\nDROP DATABASE shop;\r\\! touch seen\n';
  const scriptOf = (id: string, rows: Row[], context: SqlContext = minor) => judged(id, rows, context)[0]?.script;

  test('is shown, and its statement is a comment; the others stay statements', () => {
    const rows = [hostile, 'plain'].map((name) => ({ in_schema: 'shop', name }));
    const [finding] = judged('MY_ENGINE', rows);
    expect(finding?.script?.split('\n')).toEqual([
      '-- ALTER TABLE `shop`.`x\ufffdDROP DATABASE shop;\ufffd\\! touch seen\ufffd` ENGINE = InnoDB, ROW_FORMAT = DYNAMIC;',
      'ALTER TABLE `shop`.`plain` ENGINE = InnoDB, ROW_FORMAT = DYNAMIC;',
    ]);
  });

  test.each(['back`tick', "quo'te", 'back\\slash', '-- dashes'])(
    'one of one line, %s, is a name of a statement',
    (name) => {
      const quoted = name.replaceAll('`', '``');
      expect(scriptOf('MY_ENGINE', [{ in_schema: 'shop', name }])).toBe(
        `ALTER TABLE \`shop\`.\`${quoted}\` ENGINE = InnoDB, ROW_FORMAT = DYNAMIC;`,
      );
    },
  );

  test('begins no line of any script', () => {
    // Whatever a check calls its columns.
    const columns = new Proxy({}, { get: () => hostile, has: () => true }) as Row;
    const linesOf = (id: string) => scriptOf(id, [columns])?.split('\n') ?? [];
    expect(linesOf('MY_ENGINE')).toHaveLength(1);
    expect(linesOf('MY_XA')).toHaveLength(1);
    const named = all.flatMap(({ id }) => linesOf(id)).filter((line) => /DROP|touch/.test(line));
    expect(named.filter((line) => !line.startsWith('-- '))).toEqual([]);
  });
});

describe('the replication of green', () => {
  const row = (changed: Row = {}): Row => ({
    replica_io_running: 'Yes',
    replica_sql_running: 'Yes',
    seconds_behind_source: 0,
    last_sql_errno: 0,
    ...changed,
  });
  const gate = { ...minor, switchoverTimeoutSeconds: 300 };

  test.each<[Row, RegExp | undefined]>([
    [row(), undefined],
    [row({ seconds_behind_source: 150 }), undefined],
    [row({ seconds_behind_source: 151 }), /151 s behind, and 150 s may be left/],
    [row({ seconds_behind_source: null }), /does not know how far it is behind/],
    [row({ replica_io_running: 'Connecting' }), /does not replicate \(it reads: Connecting, it applies: Yes\)/],
  ])('at the gate, %j', (given, said) => {
    const found = judged('MY_REPLICA', [given], gate);
    if (said === undefined) expect(found).toEqual([]);
    else expect(found).toMatchObject([{ severity: 'block', passes: true, message: expect.stringMatching(said) }]);
  });

  test('has ended where a change could not be applied, and is only told where it restarts', () => {
    const broken = row({
      replica_sql_running: 'No',
      last_sql_errno: 1062,
      last_sql_error: "Duplicate entry 'secret' for key",
      relay_source_log_file: 'mysql-bin-changelog.000003',
      exec_source_log_pos: 154,
    });
    const [found] = judged('MY_REPLICA_BROKEN', [broken]);
    expect(found).toMatchObject({
      severity: 'block',
      message: 'Green has stopped applying changes: error 1062 at mysql-bin-changelog.000003:154.',
    });
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(judged('MY_REPLICA_BROKEN', [row({ replica_io_running: 'Connecting' })])).toMatchObject([
      { severity: 'warn' },
    ]);
    expect(judged('MY_REPLICA_BROKEN', [row()])).toEqual([]);
    const slave = { slave_io_running: 'Yes', slave_sql_running: 'No', last_sql_errno: 1062 };
    expect(judged('MY_REPLICA_BROKEN', [slave])).toMatchObject([{ severity: 'block' }]);
  });

  test('that green does not show is not checked', () => {
    for (const id of ['MY_REPLICA', 'MY_REPLICA_BROKEN']) {
      const check = all.find((each) => each.id === id)!;
      expect(check.unseen?.([{ database: '', rows: [] }], minor)).toMatch(/is not known/);
    }
  });

  test('writers on green are told, and hold the switchover', () => {
    const writes = { read_only: 1, transactions: 1, id: 7, role: 'admin', modified: 2 };
    const open = { read_only: 0, transactions: 0, id: null, role: null, modified: null };
    expect(judged('MY_GREEN_WRITES', [writes])).toMatchObject([
      { severity: 'warn', message: expect.stringContaining('session 7 of admin, 2 rows') },
    ]);
    expect(judged('MY_GREEN_WRITES', [writes], gate)).toMatchObject([{ severity: 'block', passes: true }]);
    expect(judged('MY_GREEN_WRITES', [open], gate)).toMatchObject([
      { severity: 'block', message: expect.stringContaining('read_only is 0') },
    ]);
    expect(judged('MY_GREEN_WRITES', [{ ...open, read_only: 1 }], gate)).toEqual([]);
  });
});
