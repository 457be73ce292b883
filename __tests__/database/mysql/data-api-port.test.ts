import { type Connection, connect } from '../../../scripts/aws/connection';
import type { DataApiAccess } from '../../../scripts/database/access';
import { askAll } from '../../../scripts/database/ask-all';
import { dialects } from '../../../scripts/database/dialects';
import { MysqlDataApiPort } from '../../../scripts/database/mysql/data-api-port';
import { openDatabases } from '../../../scripts/database/open-databases';
import { questionsOf } from '../../../scripts/preflight/sql/catalogues';
import { sqlFindings } from '../../../scripts/preflight/sql/sql-findings';
import { minor } from '../../preflight/sql/mysql/contexts';
import { type DataApi, type DataApiFault, secretArn } from '../../support/data-api';
import { startMysqlDataApi } from '../../support/data-api-mysql';
import { startMariadb, type TestMariadb } from '../../support/mariadb';
import { describeWith } from '../../support/tools';

const clusterArn = 'arn:aws:rds:eu-west-1:123456789012:cluster:orders';
const access: DataApiAccess = { kind: 'data-api', clusterArn, secretArn, database: 'information_schema' };
const environment = { ...process.env };

describeWith(['mariadb'], 'questions over the Data API of Aurora MySQL', () => {
  let server: TestMariadb;
  let api: DataApi;
  let connection: Connection;

  beforeAll(async () => {
    server = await startMariadb();
    await server.sql(
      'CREATE DATABASE shop',
      'CREATE TABLE shop.orders (id bigint PRIMARY KEY, note text, raw blob, big bit(1))',
      "INSERT INTO shop.orders VALUES (1, 'one', x'6f6e65', 1), (2, NULL, NULL, NULL)",
      "CREATE USER preflight IDENTIFIED BY 'read-only-2207'",
      'GRANT SELECT ON shop.* TO preflight',
    );
    api = await startMysqlDataApi(server, 'preflight', 'read-only-2207');
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_RDS_DATA: api.endpoint,
    });
    connection = await connect({ region: 'eu-west-1' });
  }, 120_000);
  beforeEach(() => {
    api.calls.length = 0;
    api.failing.length = 0;
  });
  afterAll(async () => {
    connection?.close();
    await api?.stop();
    await server?.stop();
    process.env = environment;
  });

  /** Its time passes only where somebody waits. */
  function portOf(changed: Partial<DataApiAccess> = {}) {
    let now = 0;
    const clock = {
      now: () => now,
      sleep: async (time: number) => {
        now += time;
      },
    };
    return {
      port: new MysqlDataApiPort(connection.data.dataApi(), { ...access, ...changed }, clock),
      waited: () => now,
    };
  }

  const one = (sql: string) => [{ id: 'ONE', sql }];

  test('each question is one call outside of transactions, with its limit inside it, and no setting is changed', async () => {
    const port = await openDatabases(access, dialects['aurora-mysql'], { aws: connection.data, env: {} });
    const answers = await port.ask('information_schema', [
      { id: 'TWO', sql: 'SELECT o.id AS ID, o.note, o.raw, o.big FROM shop.orders o ORDER BY 1' },
      { id: 'NONE', sql: 'SELECT 1 AS one FROM shop.orders WHERE 1 = 0' },
      { id: 'SHOW', sql: "SHOW GLOBAL VARIABLES WHERE Variable_name = 'log_bin'" },
    ]);
    expect(answers).toEqual({
      TWO: {
        rows: [
          { id: 1, note: 'one', raw: 'one', big: true },
          { id: 2, note: null, raw: null, big: null },
        ],
      },
      NONE: { rows: [] },
      SHOW: { rows: [{ variable_name: 'log_bin', value: 'ON' }] },
    });
    expect(api.calls.map(({ operation, sql }) => `${operation} ${sql}`)).toEqual([
      'ExecuteStatement SELECT /*+ MAX_EXECUTION_TIME(30000) */ o.id AS ID, o.note, o.raw, o.big FROM shop.orders o ORDER BY 1',
      'ExecuteStatement SELECT /*+ MAX_EXECUTION_TIME(30000) */ 1 AS one FROM shop.orders WHERE 1 = 0',
      "ExecuteStatement SHOW GLOBAL VARIABLES WHERE Variable_name = 'log_bin'",
    ]);
    expect(port.via).toBe(`the RDS Data API of ${clusterArn}`);
    await port.close();
  });

  test('what the database refuses is told, and the others are answered', async () => {
    const answers = await portOf().port.ask('information_schema', [
      { id: 'A', sql: 'SELECT * FROM shop.missing' },
      { id: 'B', sql: 'SHOW MASTER STATUS' },
      { id: 'C', sql: 'SELECT 1 AS one' },
    ]);
    expect(answers).toEqual({
      A: { failed: "MySQL refused it: Table 'shop.missing' doesn't exist (error 1146)." },
      B: { failed: expect.stringMatching(/^MySQL refused it: Access denied; you need .* \(error 1227\)\.$/) },
      C: { rows: [{ one: 1 }] },
    });
  });

  test.each<[string, DataApiFault, string]>([
    [
      'took too long, as MySQL says it',
      {
        type: 'BadRequestException',
        message:
          'Database error code: 3024. Message: Query execution was interrupted, maximum statement execution time exceeded',
      },
      'It took longer than 30 s (error 3024).',
    ],
    [
      'took too long for the Data API',
      { type: 'StatementTimeoutException', message: 'Request timed out' },
      'It took longer than the Data API waits (StatementTimeoutException).',
    ],
    [
      'is too large',
      { type: 'BadRequestException', message: 'Database returned more than the allowed response size limit' },
      'Its answer is larger than the Data API returns (1 MiB, 64 KB a row): use a connection.',
    ],
    [
      'failed in words that nobody knows',
      { type: 'DatabaseErrorException', message: 'Something else' },
      'The Data API refused ExecuteStatement (DatabaseErrorException): Something else (HTTP 400, request id 0f6e2c2e-6a0b-4a8a-8f2b-3d1f6a6c0d11)',
    ],
  ])('an answer that %s is none', async (_, fault, failed) => {
    api.failing.push({ operation: 'ExecuteStatement', fault, times: Number.POSITIVE_INFINITY });
    expect(await portOf().port.ask('information_schema', one('SELECT 1'))).toEqual({ ONE: { failed } });
  });

  test('a cluster that sleeps is waited for', async () => {
    const message = `The Aurora DB instance ${clusterArn} is resuming after being auto-paused.`;
    const fault = { type: 'DatabaseResumingException', message };
    api.failing.push({ operation: 'ExecuteStatement', fault, times: 5 });
    const { port, waited } = portOf();
    expect(await port.ask('information_schema', one('SELECT 1 AS one'))).toEqual({ ONE: { rows: [{ one: 1 }] } });
    expect(waited()).toBe(10_000);
  });

  test.each<[string, DataApiFault | undefined, Partial<DataApiAccess>, RegExp]>([
    [
      'off',
      { type: 'HttpEndpointNotEnabledException', message: 'HttpEndpoint is not enabled for resource' },
      {},
      /The Data API of arn:aws:rds:.*:orders is off/,
    ],
    [
      'let in with a wrong password',
      {
        type: 'BadRequestException',
        message: "Database error code: 1045. Message: Access denied for user 'preflight'@'10.0.0.1'",
      },
      {},
      /^The Data API refused ExecuteStatement \(BadRequestException\): Database error code: 1045/,
    ],
    ['given a secret that is missing', undefined, { secretArn: `${secretArn}2` }, /cannot log in with the secret/],
  ])('nobody is asked where it is %s', async (_, fault, changed, said) => {
    if (fault !== undefined) api.failing.push({ operation: 'ExecuteStatement', fault, times: 1 });
    const asked = portOf(changed).port.ask('information_schema', one('SELECT 1'));
    await expect(asked).rejects.toMatchObject({ name: 'NotReached', message: expect.stringMatching(said) });
  });

  test('the whole catalogue: a user with too few rights passes nothing that it could not see', async () => {
    const { cluster, each } = questionsOf(minor, 'create');
    const answers = await askAll(portOf().port, cluster, each, () => 7);
    expect(answers.databases).toEqual(['shop']);
    const { notChecked, passed } = sqlFindings(answers, minor, 'create');
    expect(notChecked.map(({ id }) => id)).toEqual(expect.arrayContaining(['MY_FILTER', 'MY_EXTREPL', 'MY_LONGTX']));
    expect(passed).toEqual(expect.arrayContaining(['MY_TMPDB', 'MY_NOPK']));
  });
});
