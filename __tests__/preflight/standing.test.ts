import type { DatabaseAnswers } from '../../scripts/database/answers';
import { culpritsIn } from '../../scripts/preflight/log-culprits';
import { objectsBeside } from '../../scripts/preflight/sql/standing/objects';
import { schemaOf } from '../../scripts/preflight/sql/standing/schema';
import { stillSlots } from '../../scripts/preflight/sql/standing/slots';
import { unreplicated } from '../../scripts/preflight/sql/standing/unreplicated';
import { unreplicatedFindings } from '../../scripts/preflight/sql/standing/unreplicated-findings';
import type { SlotLook } from '../../scripts/view/standing';

const look = (second: number, confirmed: string, active: boolean, behind: number): SlotLook => ({
  at: second * 1000,
  slots: [{ slot: 'rds_x_bg_slot_5', database: 'shop', active, confirmed, behind }],
});
const mib = 1024 * 1024;

describe('slots, in several looks', () => {
  test.each<[string, SlotLook[], string[]]>([
    ['one look proves nothing', [look(0, '0/1', false, 100)], []],
    ['restarting for a moment', [look(0, '0/1', false, 100), look(20, '0/1', false, 100)], []],
    ['not read and frozen', [look(0, '0/1', false, 100), look(30, '0/1', false, 100)], ['block']],
    [
      'not read, but read in between',
      [look(0, '0/1', false, 9), look(20, '0/1', true, 9), look(40, '0/1', false, 9)],
      [],
    ],
    ['not read, but it advanced', [look(0, '0/1', false, 100), look(60, '0/2', false, 100)], []],
    ['idle: nothing to read', [look(0, '0/1', false, 0), look(60, '0/1', false, 0)], []],
    ['idle: read, and next to nothing to confirm', [look(0, '0/1', true, 100), look(600, '0/1', true, 100)], []],
    [
      'read, and far behind without a move',
      [look(0, '0/1', true, 20 * mib), look(60, '0/1', true, 20 * mib)],
      ['warn'],
    ],
    ['read, far behind, and moving', [look(0, '0/1', true, 20 * mib), look(60, '0/2', true, 90 * mib)], []],
  ])('%s', (_, looks, severities) => {
    expect(stillSlots(looks).map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('the schema of both ends', () => {
  const compare = (blue: DatabaseAnswers, green: DatabaseAnswers, sameMajor: boolean) =>
    unreplicated(blue, green, sameMajor, [schemaOf.id]);
  const of = (objects: [string, string, string][] | string) => ({
    via: '',
    at: 0,
    databases: ['shop', 'rdsadmin'],
    cluster: {},
    each: {
      shop: {
        PG_SCHEMA:
          typeof objects === 'string'
            ? { failed: objects }
            : { rows: [{ kind: 'table', objects: JSON.stringify(objects) }] },
      },
    },
  });
  const found = (blue: [string, string, string][], green: [string, string, string][], sameMajor = false) =>
    compare(of(blue), of(green), sameMajor).unlike.map(({ name, how }) => `${name} ${how}`);

  test('tells what only one has, and what differs', () => {
    const blue: [string, string, string][] = [
      ['a', '1', ''],
      ['b', '1', ''],
      ['c', '1', 'x'],
    ];
    const green: [string, string, string][] = [
      ['b', '2', ''],
      ['c', '1', 'y'],
      ['d', '1', ''],
    ];
    expect(found(blue, green)).toEqual(['a only on production', 'b different', 'd only on green']);
    expect(found(blue, green, true)).toEqual(['a only on production', 'b different', 'c different', 'd only on green']);
  });

  test('stops for what production has otherwise, and only tells what was made on green', () => {
    const both = compare(of([['a', '1', '']]), of([['d', '1', '']]), false);
    expect(unreplicatedFindings(both)).toMatchObject([
      { severity: 'block', message: expect.stringContaining('table a of shop (only on production)') },
      { severity: 'warn', message: expect.stringContaining('table d of shop (only on green)') },
    ]);
  });

  test('names a database as a whole that only one end has', () => {
    const blue = of([['a', '1', '']]);
    const texts = (databases: string[]) =>
      unreplicatedFindings(compare(blue, { ...blue, databases }, true)).map(
        ({ severity, details }) => `${severity} ${details}`,
      );
    expect(texts(['rdsadmin'])).toEqual(['block database shop (it takes connections only on production)']);
    // One that production does not have any more is told with the roles and settings.
    expect(texts(['shop', 'rdsadmin', 'old'])).toEqual([]);
  });

  test('tells the owner only of what both ends have', () => {
    const owning = (owned: string[], tables: string[]): DatabaseAnswers => {
      const { each, ...rest } = of(tables.map((name) => [name, '1', '']));
      const rows = [{ kind: 'ownership', objects: JSON.stringify(owned.map((name) => [`of ${name} by app`, '', ''])) }];
      return { ...rest, each: { shop: { ...each.shop, PG_OBJECTS: { rows } } } };
    };
    const ids = (blue: DatabaseAnswers, green: DatabaseAnswers) =>
      unreplicatedFindings(unreplicated(blue, green, true, [schemaOf.id, objectsBeside.id])).map(({ id }) => id);
    expect(ids(owning(['a'], ['a', 'b']), owning([], ['a', 'b']))).toEqual(['PG_OBJECTS']);
    expect(ids(owning(['b'], ['a', 'b']), owning([], ['a']))).toEqual(['PG_SCHEMA']);
    expect(ids(owning(['"b by c" by d'], ['"b by c"']), owning([], []))).toEqual(['PG_SCHEMA']);
    expect(ids(owning(['a', 'b'], ['a', 'b']), owning([], ['a']))).toEqual(['PG_SCHEMA', 'PG_OBJECTS']);
  });

  test('is not compared where one end does not answer', () => {
    expect(compare(of([['a', '1', '']]), of('It took too long.'), false)).toEqual({
      unlike: [],
      notKnown: [{ id: 'PG_SCHEMA', database: 'shop', why: 'It took too long.' }],
    });
  });
});

describe('the log of the engine', () => {
  const text = [
    '2026-11-28 04:40:21 UTC:10.0.0.9(5000):app@shop:[12]:WARNING:  command will not be replicated to the green instance: "ALTER TABLE"',
    "2026-11-28 04:40:21 UTC:10.0.0.9(5000):app@shop:[12]:STATEMENT:  ALTER ROLE app PASSWORD 'secret'",
    '2026-11-28 04:40:22 UTC::@:[27]:ERROR:  logical replication target relation "public.t" is missing replicated column: "extra"',
    '2026-11-28 04:40:23 UTC::@:[27]:ERROR:  logical replication target relation "public.t" is missing replicated column: "extra"',
    '2026-11-28 04:40:24 UTC:10.0.0.9(5000):app@shop:[12]:ERROR:  relation "typo" does not exist at character 15',
  ].join('\n');

  test('names the statement, the user and the table, each once, and no text of a statement', () => {
    expect(culpritsIn([{ instance: 'orders-1', text }])).toEqual([
      'orders-1: 2026-11-28 04:40:21 UTC app@shop command will not be replicated to the green instance: "ALTER TABLE"',
      'orders-1: 2026-11-28 04:40:23 UTC logical replication target relation "public.t" is missing replicated column: "extra"',
    ]);
  });

  const of = (pid: number, level: string, message: string, user = '@') =>
    `2026-11-28 04:40:22 UTC:${user === '@' ? '' : '10.0.0.9(5000)'}:${user}:[${pid}]:${level}:  ${message}`;
  const applying = (what: string) =>
    `processing remote data for replication origin "pg_16395" during message type ${what} in transaction 725, finished at 0/14C0378`;
  const exited = of(9, 'LOG', 'background worker "logical replication apply worker" (PID 27) exited with exit code 1');
  const values = 'invalid input syntax for type integer: "jane@example.com"';
  const warning = 'command will not be replicated to the green instance: "ALTER TABLE"';

  test.each<[string, string[], string[]]>([
    [
      'an error of a session beside one of the replication',
      [
        of(12, 'ERROR', 'relation "typo" does not exist', 'app@shop'),
        of(12, 'STATEMENT', `SELECT '${warning}'`, 'app@shop'),
        exited,
      ],
      [],
    ],
    [
      'an error of another worker',
      [
        of(31, 'ERROR', 'canceling autovacuum task'),
        of(31, 'CONTEXT', 'automatic vacuum of table "shop.public.t"'),
        exited,
      ],
      [],
    ],
    [
      'a worker that ends with its server',
      [of(27, 'ERROR', 'could not receive data from WAL stream: closed'), exited],
      [],
    ],
    [
      'a worker that cannot apply something: the table, and no value',
      [
        of(27, 'ERROR', values),
        of(12, 'LOG', 'checkpoint starting: time'),
        of(27, 'CONTEXT', applying('"INSERT" for replication target relation "public.t" column "n"')),
      ],
      ['message type "INSERT" for replication target relation "public.t" column "n"'],
    ],
    [
      'before 15, where it has no context',
      [of(27, 'ERROR', values), exited],
      ['invalid input syntax for type integer: …'],
    ],
    [
      'a row that is there already',
      [
        of(27, 'ERROR', 'duplicate key value violates unique constraint "t_pkey"'),
        of(27, 'DETAIL', 'Key (email)=(jane@example.com) already exists.'),
        of(27, 'CONTEXT', applying('"INSERT" for replication target relation "public.t"')),
      ],
      ['duplicate key value violates unique constraint "t_pkey"'],
    ],
    ...[
      'logical replication target relation "public.ri" has neither REPLICA IDENTITY index nor PRIMARY KEY column and published relation does not have REPLICA IDENTITY FULL',
      'publisher did not send replica identity column expected by the logical replication target relation "public.ri"',
      'null value in column "n" of relation "t" violates not-null constraint',
      'new row for relation "t" violates check constraint "positive"',
      'insert or update on table "t" violates foreign key constraint "t_fk"',
      'logical replication target relation "public.t" is missing replicated columns: "a", "b"',
    ].map((message): [string, string[], string[]] => [
      `the names and the reason: ${message}`,
      [of(27, 'ERROR', message), of(27, 'CONTEXT', applying('"UPDATE"')), exited],
      [message],
    ]),
    ...[
      ['value "jane" is out of range for type integer', 'value … is out of range for type integer'],
      ['invalid input value for enum mood: "jane"', 'invalid input value for enum mood: …'],
      ['invalid input syntax for type json: "column "jane""', 'invalid input syntax for type json: …'],
      [`column "n" does not take 'jane'`, 'column "n" does not take …'],
    ].map(([message, said]): [string, string[], string[]] => [
      `no value: ${said}`,
      [of(27, 'ERROR', message!), exited],
      [said!],
    ]),
    [
      'the longer prefix of newer versions',
      [
        `2024-03-07 13:29:14 UTC:10.0.0.9(5000):app@shop:[12]:3:01000:2024-03-07 13:26:01 UTC:4/2:0:65e9c4a9.88a8:psql:WARNING:  ${warning}`,
      ],
      [`app@shop ${warning}`],
    ],
    ['another prefix', [`[12] app WARNING:  ${warning}`, `\t-- ${warning}`], [warning]],
    [
      'a statement, where the log level hides warnings',
      [
        of(12, 'LOG', "statement: ALTER ROLE app PASSWORD 'secret'", 'app@shop'),
        of(12, 'LOG', "statement: CREATE TEMP TABLE t AS SELECT 'secret'", 'app@shop'),
        of(12, 'LOG', "statement: alter table t add n text default 'secret'", 'app@shop'),
      ],
      ['app@shop alter table'],
    ],
    [
      'a statement beside a warning',
      [of(12, 'LOG', 'statement: DROP TABLE t', 'app@shop'), of(12, 'WARNING', warning, 'app@shop')],
      [`app@shop ${warning}`],
    ],
  ])('of PostgreSQL: %s', (_, lines, told) => {
    const found = culpritsIn([{ instance: 'orders-1', text: lines.join('\n') }]);
    expect(found.map((each) => each.replace(/^orders-1: (\S+ \S+ UTC )?/, ''))).toEqual(told);
    expect(found.join()).not.toMatch(/jane|secret/);
  });

  // The first is AWS's own (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Troubleshooting.html), the others are
  // as users quote them.
  const at = "2025-11-04T21:24:11.038899Z 566 [ERROR] [MY-010584] [Repl] Replica SQL for channel '':";
  const worker =
    "Worker 1 failed executing transaction 'ANONYMOUS' at source log mysql-bin-changelog.031523, end_log_pos 899;";
  test.each<[string, string, string | undefined]>([
    [
      'a row that green lacks',
      `${at} ${worker} Could not execute Update_rows event on table test_replication.users; Can't find record in 'users', Error_code: 1032; handler error HA_ERR_KEY_NOT_FOUND; the event's source log mysql-bin-changelog.031523, end_log_pos 899`,
      '2025-11-04T21:24:11.038899Z Could not execute Update_rows event on table test_replication.users',
    ],
    [
      'a row that green has already, in the words of 5.7',
      "2021-08-05T07:48:36.256217Z 27177963 [ERROR] Slave SQL for channel '': Could not execute Write_rows event on table shop.orders; Duplicate entry 'jane@example.com' for key 'email', Error_code: 1062; handler error HA_ERR_FOUND_DUPP_KEY",
      '2021-08-05T07:48:36.256217Z Could not execute Write_rows event on table shop.orders',
    ],
    [
      'a statement that green does not take: only its number',
      `${at} ${worker} Error 'Operation ALTER USER failed for 'app'@'%'' on query. Default database: ''. Query: 'ALTER USER 'app'@'%' IDENTIFIED BY 'secret'', Error_code: MY-001396`,
      '2025-11-04T21:24:11.038899Z Error_code: MY-001396',
    ],
    [
      'a column of another type',
      `2024-05-21T20:20:28.862401Z 7 [ERROR] [MY-013146] [Repl] Replica SQL for channel '': ${worker} Column 2 of table 'mydb.test_table' cannot be converted from type 'varchar(400(bytes))' to type 'timestamp', Error_code: MY-013146`,
      '2024-05-21T20:20:28.862401Z Error_code: MY-013146',
    ],
    [
      'an error of somebody’s session',
      '2025-11-04T21:24:11.038899Z 566 [Warning] [MY-010055] [Server] IP address could not be resolved',
      undefined,
    ],
    [
      'threads that only stop',
      `${at} ... The replica coordinator and worker threads are stopped, possibly leaving data in inconsistent state.`,
      undefined,
    ],
  ])('of MySQL: %s', (_, line, told) => {
    const found = culpritsIn([{ instance: 'orders-1-green', text: `${line}\n${line}` }]);
    expect(found).toEqual(told === undefined ? [] : [`orders-1-green: ${told}`]);
    expect(found.join()).not.toMatch(/jane|secret/);
  });
});
