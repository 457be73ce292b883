import { culpritsIn } from '../../scripts/preflight/log-culprits';
import { schemaDifferences, schemaFindings } from '../../scripts/preflight/sql/standing/schema-differences';
import { stillSlots } from '../../scripts/preflight/sql/standing/slots';
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
    schemaDifferences(of(blue), of(green), sameMajor).differences.map(({ name, how }) => `${name} ${how}`);

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
    const both = schemaDifferences(of([['a', '1', '']]), of([['d', '1', '']]), false).differences;
    expect(schemaFindings(both)).toMatchObject([
      { severity: 'block', message: expect.stringContaining('table a of shop (only on production)') },
      { severity: 'warn', message: expect.stringContaining('table d of shop (only on green)') },
    ]);
  });

  test('names a database as a whole that only one end has', () => {
    const blue = of([['a', '1', '']]);
    const texts = (databases: string[]) =>
      schemaFindings(schemaDifferences(blue, { ...blue, databases }, true).differences).map(
        ({ severity, details }) => `${severity} ${details}`,
      );
    expect(texts(['rdsadmin'])).toEqual(['block database shop (it takes connections only on production)']);
    expect(texts(['shop', 'rdsadmin', 'old'])).toEqual(['warn database old (it takes connections only on green)']);
  });

  test('is not compared where one end does not answer', () => {
    expect(schemaDifferences(of([['a', '1', '']]), of('It took too long.'), false)).toEqual({
      differences: [],
      notCompared: [{ database: 'shop', why: 'It took too long.' }],
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
