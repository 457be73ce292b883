import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseAnswers } from '../../../scripts/database/answers';
import type { Finding } from '../../../scripts/preflight/finding';
import { questionsOf } from '../../../scripts/preflight/sql/catalogues';
import { printSql } from '../../../scripts/preflight/sql/print-sql';
import { readResults } from '../../../scripts/preflight/sql/read-results';
import type { SqlContext } from '../../../scripts/preflight/sql/sql-check';
import { sqlFindings } from '../../../scripts/preflight/sql/sql-findings';
import { askAll, clientOf } from '../../support/ask-postgres';
import { applyScript, auroraSetting, fakeExtension, withAuroraSettings } from '../../support/aurora-only';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { describeWith } from '../../support/tools';
import { upgrade as defaults } from './upgrade-context';

const upgrade: SqlContext = { ...defaults, target: {} };
const resourceId = 'cluster-ABCDEFGHIJKLM';

let server: TestPostgres;
let answers: DatabaseAnswers;
let milliseconds = Number.POSITIVE_INFINITY;
beforeAll(async () => {
  server = await startPostgres(15, { autovacuum: 'off', max_connections: '120' });
  await withAuroraSettings(server);
  for (const name of ['rdsadmin', 'shop', 'a', 'b', 'c', 'd', 'e', 'f', 'Billing "2"']) {
    await server.sql(`CREATE DATABASE "${name.replaceAll('"', '""')}" STRATEGY file_copy`);
  }
  await server.sql(trouble, 'shop');
  await server.sql(crowd, 'shop');
  await server.sql('SELECT pg_stat_reset()', 'shop');
  await server.sql('CREATE TABLE "No key" (id int)', 'Billing "2"');
  for (const name of ['debezium', 'fivetran_pgoutput_slot']) {
    await server.sql(`SELECT pg_create_logical_replication_slot('${name}', 'pgoutput')`, 'shop');
  }
  // Seconds of a machine that others use as well say nothing: what takes too long is measured again.
  for (let look = 0; look < 3 && !(milliseconds < 10_000); look += 1) {
    const start = Date.now();
    answers = await all(upgrade);
    milliseconds = Date.now() - start;
  }
});
afterAll(() => server?.stop());

const trouble = `
  DO 'BEGIN FOR i IN 1..200 LOOP EXECUTE ''CREATE TABLE plain'' || i || '' (id int)''; END LOOP; END';
  CREATE UNLOGGED TABLE cache (id int);
  SELECT lo_from_bytea(0, 'x');
  ${fakeExtension('pg_partman')};
  ${fakeExtension('pglogical')};
  CREATE EXTENSION pg_trgm VERSION '1.3';
  CREATE PUBLICATION dbz_publication FOR ALL TABLES;
  CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE TABLE events (day date) PARTITION BY RANGE (day);
  CREATE MATERIALIZED VIEW totals AS SELECT 1 AS n;
  CREATE TABLE typed (id int PRIMARY KEY, how regproc);
  CREATE TABLE kept (id int PRIMARY KEY, text text);
  CREATE SEQUENCE numbers;
  CREATE EVENT TRIGGER dts_capture_catalog_start ON ddl_command_start EXECUTE FUNCTION told()`;

const copies = (catalog: string, many: number, of: string, changed: string) =>
  `INSERT INTO pg_catalog.${catalog} SELECT r.* FROM pg_catalog.${catalog} c, generate_series(1, ${many}) i,
    LATERAL jsonb_populate_record(c, jsonb_build_object(${changed})) r WHERE ${of}`;

/** Most of 5,000 tables and 20,000 sequences are there in the system's tables only, which is where questions look: to make them takes a minute. */
const crowd = [
  copies('pg_class', 20_000, "c.relname = 'numbers'", "'oid', 1000000 + i, 'relname', 'numbers' || i"),
  copies('pg_index', 4800, "c.indrelid = 'kept'::regclass", "'indrelid', 1100000 + i, 'indexrelid', 1200000 + i"),
  copies('pg_attribute', 4800, "c.attrelid = 'kept'::regclass", "'attrelid', 1100000 + i"),
  copies('pg_class', 4800, "c.relname = 'kept_pkey'", "'oid', 1200000 + i, 'relname', 'kept_pkey' || i"),
  copies('pg_class', 4800, "c.relname = 'kept'", "'oid', 1100000 + i, 'relname', 'kept' || i"),
].join(';');

const all = (context: SqlContext) => askAll(server, questionsOf(context, 'create'));
const blocking = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'block');

/** Values that a remedy names: `max_wal_senders: '13'`. */
const valuesIn = ({ remedy }: Finding) =>
  Object.fromEntries([...remedy.matchAll(/(\w+): '(\d+)'/g)].map(([, name, value]) => [name!, value!]));

/** What the output of the printed script reads as: the same as the answers of a connection. */
function expectTheAnswersIn(text: string): void {
  const results = readResults(text, { resourceId, when: 'create', now: Date.now() });
  if ('refused' in results) throw new Error(results.refused);
  expect(results.answers.databases).toEqual(answers.databases);
  expect(Object.keys(results.answers.each)).toEqual(expect.arrayContaining(['Billing "2"', 'shop']));
  const verdict = sqlFindings(results.answers, upgrade, 'create');
  const { findings, notChecked, passed } = sqlFindings(answers, upgrade, 'create');
  expect(verdict.findings.map(({ id, databases }) => [id, databases])).toEqual(
    findings.map(({ id, databases }) => [id, databases]),
  );
  expect([verdict.notChecked, verdict.passed]).toEqual([notChecked, passed]);
  const half = text.slice(0, text.length / 2);
  expect(readResults(half, { resourceId, when: 'create', now: Date.now() })).toMatchObject({
    refused: expect.stringContaining('cut off'),
  });
}

/** First: the remedies of the cases behind it mend what it reads. */
describeWith(['psql'], 'the printed script in psql', () => {
  it('is run as it says, and its output reads as the answers of a connection', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preflight-sql-'));
    try {
      const script = printSql(upgrade, 'create', { cluster: 'orders', resourceId });
      expectTheAnswersIn(await asTheScriptSays(script, folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a server full of trouble', () => {
  it('has a script whose output, line by line, reads as the answers of a connection', async () => {
    expectTheAnswersIn(await asPsqlWould(printSql(upgrade, 'create', { cluster: 'orders', resourceId })));
  });

  it('is named within ten seconds, and passes once the remedies are applied', async () => {
    expect(milliseconds).toBeLessThan(10_000);
    const { findings, notChecked } = sqlFindings(answers, upgrade, 'create');
    expect(notChecked).toEqual([]);
    expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
      'block PG_NOPK',
      'block PG_PARAM',
      'block PG_PARAM',
      'block PG_SLOT',
      'block PG_REPL',
      'block PG_EXT',
      'block PG_LO',
      'block PG_EVTTRG',
      'block PG_REGTYPES',
      'warn PG_UNLOGGED',
      'warn PG_MATVIEW',
      'warn PG_PART',
      'warn PG_EXTVER',
      'warn PG_SEQ',
      'warn PG_DECODING',
    ]);
    const [keys, production, target] = findings;
    expect(keys!.message).toMatch(
      /^201 tables .*Billing "2": public\."No key"; shop: public\.plain1, .* and 195 more\)/,
    );
    expect(keys!.databases).toEqual(['Billing "2"', 'shop']);
    // Nine databases of their own, and rdsadmin; two slots are taken.
    expect(production!.message).toContain(
      'for 10 databases, rdsadmin included: max_replication_slots is 10, and should be at least 13',
    );
    expect(production!.message).toContain('max_logical_replication_workers is 4, and should be at least 10');

    const settings = { ...valuesIn(production!), ...valuesIn(target!) };
    for (const [name, value] of Object.entries(settings)) await server.sql(auroraSetting(name, value));
    for (const { script } of findings) await applyScript(server, script ?? '');
    const again = sqlFindings(await all(upgrade), { ...upgrade, target: settings }, 'create');
    expect(blocking(again.findings)).toEqual([]);
    expect(again.notChecked).toEqual([]);
    expect(again.passed).toContain('PG_NOPK');
  });

  it('is never passed where a database or an answer is missing', () => {
    const { shop, b } = answers.each;
    const each = { shop: { ...shop, PG_NOPK: { failed: 'canceling statement due to statement timeout' } }, b: b! };
    const { notChecked, passed } = sqlFindings({ ...answers, each, cluster: {} }, upgrade, 'create');
    expect(notChecked).toEqual(
      expect.arrayContaining([
        { id: 'PG_NOPK', database: 'shop', why: 'canceling statement due to statement timeout' },
        { id: 'PG_NOPK', database: 'a', why: 'There is no answer to it.' },
        { id: 'PG_SLOT', why: 'There is no answer to it.' },
      ]),
    );
    expect(passed).toEqual([]);
  });
});

/** Last: its script mends what the cases before find. */
describe('a name of several lines', () => {
  it('comes into no line of the script but as a name', () => inNamesOfSeveralLines(runLines));
});

describeWith(['psql'], 'a name of several lines, in psql', () => {
  it('runs nothing that a name says', () =>
    inNamesOfSeveralLines(async (script, folder) => {
      const file = join(folder, 'remedy.sql');
      writeFileSync(file, script);
      const args = ['-X', '-f', file, '-d', 'postgres'];
      const { stderr } = await promisify(execFile)('psql', args, { env: environment() });
      expect(stderr).toBe('');
    }));
});

/** A database and a table that would have psql run a command of the shell; `run` runs the script that mends it. */
async function inNamesOfSeveralLines(run: (script: string, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-names-'));
  const [seen, name] = [join(folder, 'seen'), `o'w"n = \\\n\\! touch ${join(folder, 'seen')}\n`];
  const quoted = `"${name.replaceAll('"', '""')}"`;
  await server.sql(`CREATE DATABASE ${quoted}`);
  try {
    await server.sql(`CREATE TABLE ${quoted} (id int)`, name);
    const asked = async () => sqlFindings(await all(upgrade), upgrade, 'create').findings.find(isAbout(name));
    const found = await asked();
    expect(`${found?.message}`).not.toMatch(/\p{Cc}/u);
    await run(found!.script!, folder);
    expect(await asked()).toBe(undefined);
    expect(existsSync(seen)).toBe(false);
  } finally {
    await server.sql(`DROP DATABASE ${quoted}`);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As psql takes a script that has a statement on each line; a command of psql that it should not have fails. */
async function runLines(script: string): Promise<void> {
  let client = await clientOf(server, 'postgres');
  let target = '';
  try {
    for (const line of script.split('\n').filter((each) => !each.startsWith('--'))) {
      const [, query] = /^(.*) \\gset$/.exec(line) ?? [];
      const [, connect] = /^\\connect (?:-reuse-previous=on )?(.*)$/.exec(line) ?? [];
      if (query !== undefined) target = String((await client.query(query)).rows[0].target);
      else if (connect === undefined) {
        expect(line).not.toMatch(/^\\/);
        await client.query(line);
      } else {
        await client.end();
        client = await clientOf(server, connect === ':"target"' ? databaseOf(target) : connect.replace(/^"|"$/g, ''));
      }
    }
  } finally {
    await client.end();
  }
}

/** `dbname='…'`: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE */
const databaseOf = (target: string) => /^dbname='(.*)'$/s.exec(target)![1]!.replace(/\\(.)/gs, '$1');

const isAbout = (database: string) => (finding: Finding) =>
  finding.id === 'PG_NOPK' && finding.databases?.includes(database) === true;

const environment = () => ({
  ...process.env,
  PGHOST: '127.0.0.1',
  PGPORT: String(server.port),
  PGUSER: server.user,
  PGPASSWORD: server.password,
});

/** The shell loop of the script's first lines. */
async function asTheScriptSays(script: string, folder: string): Promise<string> {
  writeFileSync(join(folder, 'preflight.sql'), script);
  const loop = script
    .split('\n')
    .filter((line) => line.startsWith('--   '))
    .map((line) => line.slice(5))
    .join('\n');
  const { stderr } = await promisify(execFile)('sh', ['-c', loop], { cwd: folder, env: environment() });
  expect(stderr).toBe('');
  return readFileSync(join(folder, 'results.jsonl'), 'utf8');
}

async function asPsqlWould(script: string): Promise<string> {
  const lines: string[] = [];
  const databases = await server.sql(
    "SELECT datname FROM pg_database WHERE datallowconn AND datname !~ '^template|rdsadmin'",
  );
  for (const { datname } of databases) {
    const client = await clientOf(server, String(datname));
    for (const statement of script.split('\n').filter((line) => line.startsWith('SELECT '))) {
      const { rows } = await client.query({ text: statement, rowMode: 'array' });
      lines.push(JSON.stringify(rows[0]![0]));
    }
    await client.end();
  }
  return lines.join('\n');
}
