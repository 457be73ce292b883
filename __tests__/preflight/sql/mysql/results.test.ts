import { spawnSync } from 'node:child_process';
import { askAll } from '../../../../scripts/database/ask-all';
import { MysqlPort } from '../../../../scripts/database/mysql/connection-port';
import { questionsOf } from '../../../../scripts/preflight/sql/catalogues';
import { printMysql } from '../../../../scripts/preflight/sql/mysql/print-sql';
import { readMysqlResults } from '../../../../scripts/preflight/sql/mysql/read-results';
import type { SqlContext } from '../../../../scripts/preflight/sql/sql-check';
import { sqlFindings } from '../../../../scripts/preflight/sql/sql-findings';
import { startMariadb, type TestMariadb } from '../../../support/mariadb';
import { describeWith, mariadbClient } from '../../../support/tools';
import { minor, to80, to84 } from './contexts';

const resourceId = 'cluster-ABCDEFGHIJKLM';
const now = Date.UTC(2026, 10, 28, 12);
const hour = 60 * 60 * 1000;
const expected = { resourceId, when: 'create' as const, now };

const field = (name: string, value: string | null) =>
  value === null ? `\t<field name="${name}" xsi:nil="true" />` : `\t<field name="${name}">${value}</field>`;
/** As the client prints an answer. */
const set = (statement: string, ...rows: Record<string, string | null>[]) =>
  `<?xml version="1.0"?>\n\n<resultset statement="${statement}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${rows
    .map(
      (row) =>
        `\n  <row>\n${Object.entries(row)
          .map(([name, value]) => field(name, value))
          .join('\n')}\n  </row>`,
    )
    .join('')}</resultset>\n`;
const mark = (ask: string, at = now - hour) =>
  set('SELECT …', { for: resourceId, when: 'create', at: String(at), ask });

const whole = [
  mark('begin'),
  mark('DATABASES'),
  set('SELECT …', { NAME: 'shop' }, { NAME: 'a&amp;b' }),
  mark('MY_XA'),
  set('XA RECOVER'),
  mark('MY_ENGINE'),
  // Refused: nothing of it is printed.
  mark('MY_TMPDB'),
  set('SELECT …', { In_Schema: 'x &lt;\n&quot;y&quot;&gt; &amp;amp;', part: null, empty: '' }),
  mark('end'),
].join('');

describe('results', () => {
  it('read as answers: an empty one is an answer, one that failed is none', () => {
    expect(readMysqlResults(whole, expected)).toEqual({
      answers: {
        via: 'the printed script, with results of 2026-11-28T11:00:00.000Z',
        at: now - hour,
        databases: ['a&b', 'shop'],
        cluster: { MY_XA: { rows: [] }, MY_TMPDB: { rows: [{ in_schema: 'x <\n"y"> &amp;', part: null, empty: '' }] } },
        each: {},
      },
    });
  });

  it.each([
    [
      'of another cluster',
      whole.replaceAll(resourceId, 'cluster-OTHER'),
      /of the cluster cluster-OTHER, not of cluster-ABC/,
    ],
    ['of a switchover', whole.replaceAll('>create<', '>switchover<'), /for a switchover/],
    ['older than a day', whole.replaceAll(String(now - hour), String(now - 25 * hour)), /more than a day ago/],
    ['cut off in an answer', whole.slice(0, whole.indexOf('MY_TMPDB') + 60), /cut off/],
    ['cut off between two', whole.slice(0, whole.lastIndexOf('<?xml')), /cut off in the database information_schema/],
    ['without --xml', 'for\twhen\nx\ty\n', /not the output of the script, or the client was called without --xml/],
    ['of another script', set('SELECT 1', { a: '1' }), /an answer to a question that was not asked/],
    ['without anything', '\n', /nothing in the results/],
  ])('%s are refused', (_, given, why) => {
    expect(readMysqlResults(given, expected)).toEqual({ refused: expect.stringMatching(why) });
  });
});

test.each<[string, SqlContext]>([
  ['a minor upgrade', minor],
  ['to version 3', to80],
  ['to 8.4', to84],
])('the script of %s only reads, and asks each question in one line', (_, context) => {
  const lines = printMysql(context, 'create', { cluster: "o'rders\n-- x", resourceId }).split('\n');
  expect(lines[0]).toContain("before a blue/green deployment of o'rders -- x, ");
  expect(lines.filter((line) => !/^(-- |--$|SET (NAMES|SESSION)|SELECT |SHOW |XA RECOVER|$)/.test(line))).toEqual([]);
  const { cluster } = questionsOf(context, 'create');
  for (const { sql } of cluster) expect(lines).toContain(`${sql};`);
});

describeWith(['mariadb', 'mariadb-client'], 'the script, run as it says', () => {
  let server: TestMariadb;
  beforeAll(async () => {
    server = await startMariadb(['--event-scheduler=OFF']);
    await server.sql(
      'CREATE DATABASE tmp',
      'CREATE DATABASE `a&b <"ü">`',
      'CREATE TABLE `a&b <"ü">`.`rank` (a int, b varchar(9) CHARACTER SET utf8mb3) ENGINE = MyISAM',
      'CREATE TABLE mysql.rds_configuration (name text, value text)',
      "SET GLOBAL binlog_format = 'MIXED'",
    );
  }, 120_000);
  afterAll(async () => server?.stop());

  it.each<[string, SqlContext]>([
    ['to version 3', to80],
    ['to 8.4', to84],
  ])('%s, it finds what a connection does', async (_, context) => {
    const input = printMysql(context, 'create', { cluster: 'orders', resourceId });
    const options = ['--no-defaults', '--host=127.0.0.1', `--port=${server.port}`, `--user=${server.user}`];
    const client = spawnSync(mariadbClient()!, [...options, '--xml', '--force', 'information_schema'], {
      input,
      encoding: 'utf8',
      env: { ...process.env, MYSQL_PWD: server.password },
      timeout: 60_000,
    });
    const results = readMysqlResults(client.stdout, { ...expected, now: Date.now() });
    if ('refused' in results) throw new Error(`${results.refused} ${client.error ?? ''} ${client.stderr}`);

    const at = { host: '127.0.0.1', port: server.port };
    const port = new MysqlPort(
      { kind: 'connection', ...at, endpoint: at, database: 'information_schema', password: { from: 'iam' } },
      { user: server.user, password: async () => server.password },
    );
    const { cluster, each } = questionsOf(context, 'create');
    const answers = await askAll(port, cluster, each);
    await port.close();
    expect(results.answers.databases).toEqual(answers.databases);
    const [printed, asked] = [results.answers, answers].map((all) => sqlFindings(all, context, 'create'));
    expect(printed!.findings).toEqual(asked!.findings);
    expect(printed!.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['MY_TMPDB', 'MY_ENGINE', 'MY_BINLOG']),
    );
    expect(JSON.stringify(printed!.findings)).toContain('a&b <\\"ü\\">');
    expect(printed!.passed).toEqual(asked!.passed);
    expect(printed!.notChecked.map(({ id }) => id)).toEqual(asked!.notChecked.map(({ id }) => id));
  });
});
