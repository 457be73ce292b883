import { catalogue } from '../../../scripts/preflight/sql/postgresql-catalogue';
import { printSql } from '../../../scripts/preflight/sql/print-sql';
import { readResults } from '../../../scripts/preflight/sql/read-results';
import { upgrade } from './upgrade-context';

const resourceId = 'cluster-ABCDEFGHIJKLM';
const now = Date.UTC(2026, 10, 28, 12);
const hour = 60 * 60 * 1000;
const expected = { resourceId, when: 'create' as const, now };

const of = (database: string, fields: object, at = now - hour) => ({
  for: resourceId,
  when: 'create',
  database,
  at,
  ...fields,
});
const run = (database: string, ...answers: object[]) => [
  of(database, { begin: 40, databases: ['postgres', 'rdsadmin', 'shop'] }),
  ...answers.map((answer) => of(database, answer)),
  of(database, { end: true }),
];
const text = (...lines: object[]) => lines.map((line) => JSON.stringify(line)).join('\n');

describe('the script for a DBA', () => {
  const script = printSql(upgrade, 'create', { cluster: "o'rders\n-- x", resourceId });

  it('asks every question by a statement in one line', () => {
    const asked = catalogue.filter((check) => check.when.includes('create') && (check.applies?.(upgrade) ?? true));
    for (const { id } of asked) expect(script).toContain(`'id', '${id}'`);
    expect(script.split('\n').filter((line) => line.startsWith('SELECT '))).toHaveLength(asked.length + 2);
  });

  it('says how to run it, and only reads', () => {
    expect(script).toContain("before a blue/green deployment of o'rders -- x, 15.6 to 17.4");
    expect(script).toContain('PGDATABASE="$database" psql -X -f preflight.sql');
    expect(script).toContain('SET default_transaction_read_only = on;');
    expect(script.split('\n').filter((line) => !/^(--|\\|SET|SELECT|$)/.test(line))).toEqual([]);
  });
});

describe('results', () => {
  it('read as answers; what they lack is missing', () => {
    const lines = [
      ...run('postgres', { id: 'PG_PREP', scope: 'cluster', rows: [] }, { id: 'PG_LO', scope: 'database', rows: [] }),
      ...run('shop', { id: 'PG_LO', scope: 'database', rows: [{ objects: 2 }] }),
    ];
    expect(readResults(`${text(...lines)}\n`, expected)).toEqual({
      answers: {
        via: 'the printed script, with results of 2026-11-28T11:00:00.000Z',
        at: now - hour,
        databases: ['postgres', 'rdsadmin', 'shop'],
        cluster: { PG_PREP: { rows: [] } },
        each: { postgres: { PG_LO: { rows: [] } }, shop: { PG_LO: { rows: [{ objects: 2 }] } } },
      },
    });
  });

  const whole = text(...run('shop', { id: 'PG_LO', scope: 'database', rows: [] }));
  it.each([
    [
      'of another cluster',
      whole.replaceAll(resourceId, 'cluster-OTHER'),
      /of the cluster cluster-OTHER, not of cluster-ABC/,
    ],
    ['of a switchover', whole.replaceAll('"create"', '"switchover"'), /for a switchover/],
    [
      'older than a day',
      whole.replaceAll(String(now - hour), String(now - 25 * hour)),
      /of 2026-11-27T11:00:00\.000Z, more than a day ago/,
    ],
    ['from the future', whole.replaceAll(String(now - hour), String(now + hour)), /from the future/],
    ['cut off in a line', whole.slice(0, -5), /cut off, or line 3/],
    ['cut off after a line', whole.split('\n').slice(0, 2).join('\n'), /cut off in the database shop/],
    ['of another program', 'ERROR: no such table\n1 row', /not the output of the script: line 1/],
    ['with rows that are none', whole.replace('"rows":[]', '"rows":[[1]]'), /line 2/],
    ['without anything', '\n', /nothing in the results/],
  ])('%s are refused', (_, given, why) => {
    const read = readResults(given, expected);
    expect(read).toEqual({ refused: expect.stringMatching(why) });
    expect((read as { refused: string }).refused).toContain('Print the script again');
  });
});
