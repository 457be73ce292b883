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

describe('a server full of trouble', () => {
  it('has a script that a DBA runs as it says, and whose output reads as the answers of a connection', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preflight-sql-'));
    try {
      const script = printSql(upgrade, 'create', { cluster: 'orders', resourceId });
      const text = (await psql()) ? await asTheScriptSays(script, folder) : await asPsqlWould(script);
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
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
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
  it('gives psql a script that does what it says, and nothing that a name says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preflight-names-'));
    const [seen, name] = [join(folder, 'seen'), `o'w"n = \\\n\\! touch ${join(folder, 'seen')}\n`];
    const quoted = `"${name.replaceAll('"', '""')}"`;
    await server.sql(`CREATE DATABASE ${quoted}`);
    try {
      await server.sql(`CREATE TABLE ${quoted} (id int)`, name);
      const asked = async () => sqlFindings(await all(upgrade), upgrade, 'create').findings.find(isAbout(name));
      const found = await asked();
      expect(`${found?.message}`).not.toMatch(/\p{Cc}/u);
      const file = join(folder, 'remedy.sql');
      writeFileSync(file, found!.script!);
      if (await psql()) {
        const args = ['-X', '-f', file, '-d', 'postgres'];
        const { stderr } = await promisify(execFile)('psql', args, { env: environment() });
        expect(stderr).toBe('');
        expect(await asked()).toBe(undefined);
      }
      expect(existsSync(seen)).toBe(false);
    } finally {
      await server.sql(`DROP DATABASE ${quoted}`);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const isAbout = (database: string) => (finding: Finding) =>
  finding.id === 'PG_NOPK' && finding.databases?.includes(database) === true;

const environment = () => ({
  ...process.env,
  PGHOST: '127.0.0.1',
  PGPORT: String(server.port),
  PGUSER: server.user,
  PGPASSWORD: server.password,
});

const psql = () => promisify(execFile)('psql', ['--version']).catch(() => undefined);

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
