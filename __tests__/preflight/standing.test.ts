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
});
