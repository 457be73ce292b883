import { type Connection, connect } from '../../scripts/aws/connection';
import type { DataApiAccess } from '../../scripts/database/access';
import { askAll } from '../../scripts/database/ask-all';
import { DataApiPort } from '../../scripts/database/data-api-port';
import { NotReached } from '../../scripts/database/database-port';
import { dialects } from '../../scripts/database/dialects';
import { openDatabases } from '../../scripts/database/open-databases';
import { type DataApi, type DataApiFault, secretArn, startDataApi } from '../support/data-api';
import { startPostgres, type TestPostgres } from '../support/postgres';

const clusterArn = 'arn:aws:rds:eu-west-1:123456789012:cluster:orders';
const access: DataApiAccess = { kind: 'data-api', clusterArn, secretArn, database: 'postgres' };
const environment = { ...process.env };
let postgres: TestPostgres;
let api: DataApi;
let connection: Connection;

beforeAll(async () => {
  postgres = await startPostgres(17);
  await postgres.sql("CREATE TABLE orders (id int); CREATE ROLE preflight LOGIN PASSWORD 'read-only-2207'");
  await postgres.sql('CREATE DATABASE rdsadmin');
  api = await startDataApi(postgres, 'preflight', 'read-only-2207');
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_RDS_DATA: api.endpoint,
  });
  connection = await connect({ region: 'eu-west-1' });
});

beforeEach(() => {
  api.calls.length = 0;
  api.failing.length = 0;
});

afterAll(async () => {
  connection.close();
  await api.stop();
  await postgres.stop();
  process.env = environment;
});

const one = (sql: string) => [{ id: 'ONE', sql }];
/** Its time passes only where somebody waits. */
function portOf(changed: Partial<DataApiAccess> = {}) {
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (time: number) => {
      now += time;
    },
  };
  return { port: new DataApiPort(connection.data.dataApi(), { ...access, ...changed }, clock), waited: () => now };
}

test('all questions are one statement of a read-only transaction', async () => {
  const port = await openDatabases(access, dialects['aurora-postgresql'], { aws: connection.data, env: {} });
  const questions = [
    {
      id: 'MODE',
      sql: "SELECT current_setting('transaction_read_only') AS mode, current_setting('lock_timeout') AS wait",
    },
    { id: 'NONE', sql: 'SELECT 1 AS one WHERE false' },
    { id: 'TWO', sql: 'SELECT n, NULL AS nothing FROM generate_series(1, 2) AS n' },
  ];
  expect(await port.ask('postgres', questions)).toEqual({
    MODE: { rows: [{ mode: 'on', wait: '1s' }] },
    NONE: { rows: [] },
    TWO: { rows: [1, 2].map((n) => ({ n, nothing: null })) },
  });
  expect(api.calls.map(({ operation }) => operation)).toEqual([
    'BeginTransaction',
    'ExecuteStatement',
    'ExecuteStatement',
    'RollbackTransaction',
  ]);
  expect(port.via).toBe(`the RDS Data API of ${clusterArn}`);
  expect(connection.target.embedded['rds-data']).toBe(false);
  await port.close();
});

test('what the database refuses is told, and the others are answered', async () => {
  const { port } = portOf();
  const answers = await port.ask('postgres', [
    { id: 'A', sql: 'SELECT 1 AS one' },
    { id: 'B', sql: 'SELECT * FROM public.orders' },
    { id: 'C', sql: 'SELECT * FROM public.missing' },
  ]);
  expect(answers).toEqual({
    A: { rows: [{ one: 1 }] },
    B: { failed: 'PostgreSQL refused it: permission denied for table orders (SQLSTATE 42501).' },
    C: { failed: 'PostgreSQL refused it: relation "public.missing" does not exist (SQLSTATE 42P01).' },
  });
});

test('more than 1 MiB comes in parts; a single answer above it is said', async () => {
  const large = (id: string, kilobytes: number) => ({
    id,
    sql: `SELECT repeat('x', 10240) AS text FROM generate_series(1, ${kilobytes / 10})`,
  });
  const answers = await portOf().port.ask('postgres', [large('A', 600), large('B', 600), large('C', 2000)]);
  expect(answers.A).toMatchObject({ rows: { length: 60 } });
  expect(answers.B).toMatchObject({ rows: { length: 60 } });
  expect(answers.C).toEqual({
    failed: expect.stringContaining('larger than the Data API returns (1 MiB, 64 KB a row)'),
  });
});

test('a cluster that sleeps is waited for', async () => {
  const message = `The Aurora DB instance ${clusterArn} is resuming after being auto-paused. Please wait a few seconds and try again.`;
  api.failing.push({ operation: 'BeginTransaction', fault: { type: 'DatabaseResumingException', message }, times: 5 });
  const { port, waited } = portOf();
  expect(await port.ask('postgres', one('SELECT 1 AS one'))).toEqual({ ONE: { rows: [{ one: 1 }] } });
  expect(waited()).toBe(10_000);
  api.failing[0]!.times = Number.POSITIVE_INFINITY;
  await expect(port.ask('postgres', one('SELECT 1'))).rejects.toMatchObject({
    name: 'NotReached',
    message: expect.stringMatching(/^arn:.* is paused and did not wake up: The Aurora DB instance/),
  });
  expect(waited()).toBe(70_000);
});

test('an outage of AWS that passes is not told', async () => {
  const fault = { type: 'InternalServerErrorException', message: 'Internal error', status: 500 };
  api.failing.push({ operation: 'ExecuteStatement', fault, times: 2 });
  expect(await portOf().port.ask('postgres', one('SELECT 1 AS one'))).toEqual({ ONE: { rows: [{ one: 1 }] } });
});

test('a statement that takes too long is the answer of its question', async () => {
  const fault = { type: 'StatementTimeoutException', message: 'Request timed out', status: 400 };
  api.failing.push({ operation: 'ExecuteStatement', fault, times: Number.POSITIVE_INFINITY });
  expect(await portOf().port.ask('postgres', one('SELECT 1'))).toEqual({
    ONE: { failed: 'It took longer than the Data API waits (StatementTimeoutException).' },
  });
});

test.each<[string, DataApiFault, RegExp, RegExp]>([
  [
    'off',
    { type: 'HttpEndpointNotEnabledException', message: 'HttpEndpoint is not enabled for resource' },
    /The Data API of arn:aws:rds:.*:orders is off/,
    /enableHttpEndpoint: true/,
  ],
  [
    'off, as older clusters say it',
    { type: 'BadRequestException', message: 'HttpEndpoint is not enabled for cluster orders' },
    /is off/,
    /enableHttpEndpoint: true/,
  ],
  [
    'denied',
    {
      type: 'AccessDeniedException',
      message: `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: rds-data:BeginTransaction on resource: ${clusterArn}`,
      status: 403,
    },
    /AWS denied BeginTransaction: User: .*user\/ci/,
    /rds-data:BeginTransaction/,
  ],
  [
    'full',
    {
      type: 'DatabaseErrorException',
      message: 'FATAL: too many connections for database "shop"; SQLState: 53300',
    },
    /takes no more connections: FATAL: too many connections for database "shop"/,
    /ALTER DATABASE … CONNECTION LIMIT -1/,
  ],
  [
    'forbidden',
    { type: 'ForbiddenException', message: 'Forbidden', status: 403 },
    /AWS denied BeginTransaction: Forbidden/,
    /rds-data:\*/,
  ],
  [
    'not found',
    { type: 'NotFoundException', message: 'No such cluster', status: 404 },
    /does not find arn:.*:orders or arn:/,
    /ARNs/,
  ],
  [
    'without an instance',
    { type: 'DatabaseNotFoundException', message: 'None', status: 404 },
    /no instance that could answer/,
    /writer/,
  ],
  [
    'in a wrong state',
    { type: 'InvalidResourceStateException', message: 'Stopped' },
    /writer of .* is not available: Stopped/,
    /minute/,
  ],
  [
    'refused for its key',
    {
      type: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      status: 403,
    },
    /AWS does not accept the credentials/,
    /profile, role or keys/,
  ],
])('the Data API is %s', async (_, fault, message, remedy) => {
  api.failing.push({ operation: 'BeginTransaction', fault, times: 1 });
  const error = await portOf()
    .port.ask('postgres', one('SELECT 1'))
    .then(
      () => undefined,
      (thrown: NotReached) => thrown,
    );
  expect(error).toBeInstanceOf(NotReached);
  expect(error!.message).toMatch(message);
  expect(error!.remedy).toMatch(remedy);
});

test('a secret or a database that is missing', async () => {
  await expect(portOf({ secretArn: `${secretArn}2` }).port.ask('postgres', one('SELECT 1'))).rejects.toMatchObject({
    message: expect.stringContaining(
      `The Data API cannot log in with the secret ${secretArn}2: The secret could not be found`,
    ),
    remedy: expect.stringContaining('secretsmanager:GetSecretValue'),
  });
  await expect(portOf().port.ask('nowhere', one('SELECT 1'))).rejects.toMatchObject({
    message: expect.stringContaining(
      'The Data API cannot log in to the database nowhere: FATAL: database "nowhere" does not exist',
    ),
  });
});

test('a whole cluster is asked in the same way', async () => {
  await expect(
    askAll(portOf().port, [], [{ id: 'NAME', sql: 'SELECT current_database()::text AS name' }], () => 7),
  ).resolves.toEqual({
    via: `the RDS Data API of ${clusterArn}`,
    at: 7,
    databases: ['postgres', 'rdsadmin'],
    cluster: {},
    each: { postgres: { NAME: { rows: [{ name: 'postgres' }] } } },
  });
});
