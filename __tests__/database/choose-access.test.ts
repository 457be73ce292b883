import type { DatabaseAccess } from '../../constructs/props/access-props';
import { isLoopback } from '../../scripts/database/access';
import { chooseAccess } from '../../scripts/database/choose-access';
import { NotReached } from '../../scripts/database/database-port';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:preflight';
const managedSecret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster';
const host = 'orders.cluster-c.eu-west-1.rds.amazonaws.com';
const arn = 'arn:aws:rds:eu-west-1:123456789012:cluster:orders';
const on = { enable_http_endpoint: true };
const login = { PGUSER: 'preflight', PGPASSWORD: 'quiet' };

interface Given {
  options?: DatabaseAccess;
  code?: DatabaseAccess;
  env?: NodeJS.ProcessEnv;
  settings?: object;
  cluster?: object;
}

const choose = ({ options = {}, code, env = {}, settings = {}, cluster = {} }: Given = {}) =>
  chooseAccess(
    { options, code, env },
    {
      identifier: 'orders',
      arn,
      engine: 'aurora-postgresql',
      endpoint: host,
      settings: { port: 5432, ...settings },
      ...cluster,
    },
  );

const dataApi = { kind: 'data-api', clusterArn: arn, secretArn, database: 'postgres' };
const connection = { kind: 'connection', host, port: 5432, endpoint: { host, port: 5432 }, database: 'postgres' };
const asEnvironment = { ...connection, user: 'preflight', password: { from: 'environment', variable: 'PGPASSWORD' } };

test.each<[string, Given, object]>([
  ['the environment', { env: login }, asEnvironment],
  ['the Data API where it is on and a secret is named', { code: { secretArn }, settings: on, env: login }, dataApi],
  [
    'the Data API with the secret that RDS manages',
    { settings: on, cluster: { managedSecret } },
    { ...dataApi, secretArn: managedSecret },
  ],
  ['the environment where the Data API is on, but no secret is named', { settings: on, env: login }, asEnvironment],
  [
    'a connection with a secret where the Data API is off',
    { code: { secretArn } },
    { ...connection, password: { from: 'secret', arn: secretArn } },
  ],
  [
    'a connection with the secret that RDS manages',
    { cluster: { managedSecret } },
    { ...connection, password: { from: 'secret', arn: managedSecret } },
  ],
  ['the environment before that secret', { env: login, cluster: { managedSecret } }, asEnvironment],
  [
    'an IAM token where nothing else is named',
    { code: { user: 'reader' }, settings: { iam_database_authentication_enabled: true } },
    { ...connection, user: 'reader', password: { from: 'iam' } },
  ],
  [
    'the connection that the code names, though the Data API is on',
    { code: { access: 'connection', secretArn }, settings: on },
    { ...connection, password: { from: 'secret', arn: secretArn } },
  ],
  [
    'options before the code: the Data API',
    { options: { access: 'data-api', name: 'shop' }, code: { access: 'connection', secretArn }, settings: on },
    { ...dataApi, database: 'shop' },
  ],
  [
    'options before the code: a tunnel',
    {
      options: { host: '127.0.0.1', port: 6432 },
      code: { access: 'data-api', secretArn },
      settings: { ...on, port: 5433 },
    },
    {
      ...connection,
      host: '127.0.0.1',
      port: 6432,
      endpoint: { host, port: 5433 },
      password: { from: 'secret', arn: secretArn },
    },
  ],
  [
    'a command',
    { code: { user: 'reader', password: { command: 'vault read' } } },
    { ...connection, user: 'reader', password: { from: 'command', command: 'vault read' } },
  ],
])('%s', (_, given, expected) => {
  expect(choose(given)).toEqual(expected);
});

test.each<[string, Given, RegExp, RegExp]>([
  [
    'nothing is named',
    {},
    /Nothing says where the password for the databases of orders comes from/,
    /PGPASSWORD.*--database-secret/,
  ],
  ['no user', { env: { PGPASSWORD: 'quiet' } }, /No database user of orders is named/, /--database-user, PGUSER/],
  [
    'the Data API is off',
    { options: { access: 'data-api' }, code: { secretArn } },
    /The Data API of orders is off/,
    /enableHttpEndpoint/,
  ],
  ['no secret for it', { options: { access: 'data-api' }, settings: on }, /No secret is named/, /--database-secret/],
  [
    'no secret for the password',
    { options: { password: 'secret' } },
    /The secret with the password .* is not named/,
    /--database-secret/,
  ],
  ['no endpoint', { env: login, cluster: { endpoint: undefined } }, /RDS names no endpoint of orders/, /available/],
  [
    'MySQL',
    { env: login, cluster: { engine: 'neptune' } },
    /databases of orders are not read: its engine is neptune/,
    /by hand/,
  ],
])('not reached: %s', (_, given, message, remedy) => {
  let error: unknown;
  try {
    choose(given);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(NotReached);
  expect((error as NotReached).message).toMatch(message);
  expect((error as NotReached).remedy).toMatch(remedy);
});

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['orders.localhost', true],
  ['::1', true],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  [host, false],
])('%s is this machine: %p', (name, expected) => {
  expect(isLoopback(name)).toBe(expected);
});
