import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Connection, connect } from '../../scripts/aws/connection';
import type { ConnectionAccess, PasswordSource } from '../../scripts/database/access';
import { NotReached } from '../../scripts/database/database-port';
import { logIn } from '../../scripts/database/login';
import { type Moto, startMoto } from '../support/moto';
import { describeWith } from '../support/tools';

const secret = 'quiet-horse-7391';
const host = 'orders.cluster-c.eu-west-1.rds.amazonaws.com';
const environment = { ...process.env };
let connection: Connection;

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'key' });
  connection = await connect({ region: 'eu-west-1' });
});

afterAll(() => {
  connection.close();
  process.env = environment;
});

const access = (password: PasswordSource, user: string | undefined = 'preflight'): ConnectionAccess => ({
  kind: 'connection',
  host: '127.0.0.1',
  port: 6432,
  endpoint: { host, port: 5432 },
  ...(user === undefined ? {} : { user }),
  database: 'postgres',
  password,
});

const logInWith = (password: PasswordSource, env: NodeJS.ProcessEnv = process.env, user?: string) =>
  logIn(access(password, user), { aws: connection.data, env });

async function whyNot(...given: Parameters<typeof logInWith>): Promise<NotReached> {
  const error = await logInWith(...given)
    .then(({ password }) => password())
    .then(
      () => undefined,
      (thrown: NotReached) => thrown,
    );
  expect(error).toBeInstanceOf(NotReached);
  expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain(secret);
  return error!;
}

test('the environment', async () => {
  const login = await logInWith({ from: 'environment' }, { PGPASSWORD: secret });
  expect(login.user).toBe('preflight');
  expect(await login.password()).toBe(secret);
  // Whoever prints a login prints no password.
  expect(inspect(login, { depth: 9 }) + JSON.stringify(login)).not.toContain(secret);
  expect((await whyNot({ from: 'environment' }, {})).message).toMatch(/PGPASSWORD, which is not set/);
});

test('an IAM token is for the endpoint, wherever the tunnel is, and new each time', async () => {
  const { password } = await logInWith({ from: 'iam' });
  const token = new URL(`https://${await password()}`);
  expect(token.host).toBe(`${host}:5432`);
  expect(token.searchParams.get('DBUser')).toBe('preflight');
  expect(token.searchParams.get('Action')).toBe('connect');
  expect(token.searchParams.get('X-Amz-Credential')).toMatch(/^AKIDEXAMPLE\/\d+\/eu-west-1\/rds-db\//);
});

test('an IAM token without credentials', async () => {
  const env = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/none',
    AWS_SHARED_CREDENTIALS_FILE: '/none',
  });
  const without = await connect({ region: 'eu-west-1' });
  const { password } = await logIn(access({ from: 'iam' }), { aws: without.data, env: {} });
  await expect(password()).rejects.toMatchObject({
    name: 'NotReached',
    message: expect.stringContaining('No AWS credentials were found'),
  });
  without.close();
  process.env = env;
});

describe('a command', () => {
  test('prints the password in its first line', async () => {
    const { password } = await logInWith({ from: 'command', command: `echo ${secret}; echo more` });
    expect(await password()).toBe(secret);
  });

  test.each([
    ['fails', `echo ${secret} >&2; echo ${secret}; exit 7`, 'ended with exit code 7'],
    ['prints nothing', 'true', 'printed an empty first line'],
    ['is killed', 'kill -9 $$', 'was ended by SIGKILL'],
  ])('one that %s', async (_, command, why) => {
    expect((await whyNot({ from: 'command', command })).message).toBe(
      `The command that is to print the database password ${why}.`,
    );
  });
});

describeWith(['moto'], 'a secret of Secrets Manager', () => {
  let moto: Moto;
  let folder: string;
  let client: SecretsManagerClient;
  let withMoto: Connection;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aurora-moto-'));
    moto = await startMoto(folder);
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = moto.endpoint;
    client = new SecretsManagerClient({ region: 'eu-west-1' });
    withMoto = await connect({ region: 'eu-west-1' });
  });

  afterAll(async () => {
    client.destroy();
    withMoto.close();
    await moto.stop();
    rmSync(folder, { recursive: true });
  });

  const arnOf = async (name: string, SecretString: string) =>
    (await client.send(new CreateSecretCommand({ Name: name, SecretString }))).ARN!;
  const read = (arn: string, user?: string) =>
    logIn(
      {
        ...access({ from: 'secret', arn }),
        ...(user === undefined ? { user: undefined } : { user }),
      } as ConnectionAccess,
      {
        aws: withMoto.data,
        env: {},
      },
    );

  test('names the user, unless somebody else does', async () => {
    const arn = await arnOf('preflight', JSON.stringify({ username: 'reader', password: secret, engine: 'postgres' }));
    const login = await read(arn);
    expect(login.user).toBe('reader');
    expect(await login.password()).toBe(secret);
    expect((await read(arn, 'other')).user).toBe('other');
  });

  test('that is not what RDS stores', async () => {
    for (const [name, text] of Object.entries({ plain: secret, half: JSON.stringify({ password: secret }) })) {
      const error = await read(await arnOf(name, text)).then(
        () => undefined,
        (thrown: NotReached) => thrown,
      );
      expect(error).toBeInstanceOf(NotReached);
      expect(error!.message).toMatch(
        new RegExp(`^The secret arn:.*:${name}-\\w+ is not JSON with "username" and "password"\\.$`),
      );
      expect(inspect(error, { depth: 9 })).not.toContain(secret);
    }
  });

  test('that is missing', async () => {
    await expect(read('arn:aws:secretsmanager:eu-west-1:123456789012:secret:none-AbCdEf')).rejects.toMatchObject({
      name: 'NotReached',
      message: expect.stringMatching(/^Secrets Manager did not give the password: .*can't find the specified secret/),
    });
  });
});
