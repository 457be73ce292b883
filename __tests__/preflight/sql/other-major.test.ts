import type { Question } from '../../../scripts/database/answers';
import { questionsOf } from '../../../scripts/preflight/sql/catalogues';
import { catalogue } from '../../../scripts/preflight/sql/postgresql-catalogue';
import { sqlFindings } from '../../../scripts/preflight/sql/sql-findings';
import { askAll, clientOf, rowsOf } from '../../support/ask-postgres';
import { fakeExtension } from '../../support/aurora-only';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { upgrade, version } from './upgrade-context';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres(17, { autovacuum: 'off', max_logical_replication_workers: '1' });
});
afterAll(() => server?.stop());

const all: Question[] = catalogue.map(({ id, sql }) => ({ id, sql: String(sql) }));

describe('PostgreSQL 17', () => {
  it('answers every question of the catalogue in one statement', async () => {
    const client = await clientOf(server, 'postgres');
    const rows = await rowsOf(client, all);
    await client.end();
    expect(rows).toHaveLength(catalogue.length);
  });

  it('finds the same as PostgreSQL 15', async () => {
    const minor = { ...upgrade, from: version('17.4'), to: version('17.5') };
    await server.sql(
      `CREATE TABLE plain (id int); CREATE TABLE typed (id int PRIMARY KEY, how regproc);
       CREATE UNLOGGED TABLE cache (id int); SELECT lo_from_bytea(0, 'x'); CREATE PUBLICATION mine FOR ALL TABLES;
       ${fakeExtension('pglogical')}`,
    );
    const { findings, notChecked } = sqlFindings(await askAll(server, questionsOf(minor, 'create')), minor, 'create');
    expect(notChecked).toEqual([]);
    expect(findings.map(({ id }) => id)).toEqual([
      ...['PG_NOPK', 'PG_PARAM', 'PG_REPL', 'PG_EXT', 'PG_LO', 'PG_UNLOGGED', 'PG_DECODING'],
    ]);
  });

  it('is asked only what matters, before a switchover', async () => {
    const questions = questionsOf(upgrade, 'switchover');
    expect([...questions.cluster, ...questions.each].map(({ id }) => id)).toEqual([
      ...['PG_SLOT', 'PG_PREP', 'PG_LONGTX', 'PG_BG_SLOT', 'PG_BADDB', 'PG_DDL', 'PG_REPL', 'PG_DDLSRC', 'PG_SEQ'],
    ]);
    const { findings, passed } = sqlFindings(await askAll(server, questions), upgrade, 'switchover');
    expect(findings).toMatchObject([{ id: 'PG_BG_SLOT', severity: 'block', databases: ['postgres'] }]);
    expect(passed).toEqual(['PG_SLOT', 'PG_REPL', 'PG_PREP', 'PG_LONGTX', 'PG_BADDB', 'PG_DDLSRC', 'PG_DDL', 'PG_SEQ']);
  });
});
