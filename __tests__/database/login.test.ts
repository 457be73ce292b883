import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Connection, connect } from '../../scripts/aws/connection';
import type { ConnectionAccess, PasswordSource } from '../../scripts/database/access';
import { NotReached } from '../../scripts/database/database-port';
import { logIn } from '../../scripts/database/login';

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
  const login = await logInWith({ from: 'environment', variable: 'PGPASSWORD' }, { PGPASSWORD: secret });
  expect(login.user).toBe('preflight');
  expect(await login.password()).toBe(secret);
  // Whoever prints a login prints no password.
  expect(inspect(login, { depth: 9 }) + JSON.stringify(login)).not.toContain(secret);
  expect((await whyNot({ from: 'environment', variable: 'PGPASSWORD' }, {})).message).toMatch(
    /PGPASSWORD, which is not set/,
  );
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

describe('a secret of Secrets Manager', () => {
  const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}`;
  const secrets: Record<string, string> = {
    [arnOf('preflight')]: JSON.stringify({ username: 'reader', password: secret, engine: 'postgres' }),
    [arnOf('plain')]: secret,
    [arnOf('half')]: JSON.stringify({ password: secret }),
  };
  const noKey = { __type: 'AccessDeniedException', Message: 'Access to KMS is not allowed' };
  /** Speaks as Secrets Manager does: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { SecretId: ARN } = JSON.parse(body) as { SecretId: string };
    if (ARN === arnOf('behind-a-gateway')) return void response.writeHead(502).end('<html>');
    const SecretString = secrets[ARN];
    const gone = { __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." };
    const fault = ARN === arnOf('of-another-key') ? noKey : gone;
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'b5f5c8a1' };
    const found = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue' && SecretString !== undefined;
    response.writeHead(found ? 200 : 400, headers).end(JSON.stringify(found ? { ARN, SecretString } : fault));
  });
  let withSecrets: Connection;
  let folder: string;
  let log: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = mkdtempSync(join(tmpdir(), 'aurora-secrets-'));
    log = join(folder, 'calls.log');
    withSecrets = await connect({ region: 'eu-west-1' }, { env: { ...process.env, AWS_UPGRADE_DEBUG: log } });
  });

  afterAll(() => {
    withSecrets.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const read = (name: string, user?: string) => {
    const { user: _, ...nobody } = access({ from: 'secret', arn: arnOf(name) });
    return logIn(user === undefined ? nobody : { ...nobody, user }, { aws: withSecrets.data, env: {} });
  };

  test('what stands between is told once, and a key that may not be used with the right that lacks', async () => {
    await expect(read('behind-a-gateway')).rejects.toMatchObject({
      message: expect.stringMatching(/^Secrets Manager did not answer GetSecretValue: HTTP 502/),
    });
    await expect(read('of-another-key')).rejects.toMatchObject({
      message: expect.stringContaining('Access to KMS is not allowed'),
      remedy: expect.stringContaining('kms:Decrypt'),
    });
  });

  test('names the user, unless somebody else does', async () => {
    const login = await read('preflight');
    expect(login.user).toBe('reader');
    expect(await login.password()).toBe(secret);
    expect((await read('preflight', 'other')).user).toBe('other');
    const logged = readFileSync(log, 'utf8');
    expect(logged).toContain('secretsmanager.GetSecretValue');
    expect(logged).not.toContain(secret);
  });

  test.each(['plain', 'half'])('that is not what RDS stores: %s', async (name) => {
    const error = await read(name).then(
      () => undefined,
      (thrown: NotReached) => thrown,
    );
    expect(error).toBeInstanceOf(NotReached);
    expect(error!.message).toBe(`The secret ${arnOf(name)} is not JSON with "username" and "password".`);
    expect(inspect(error, { depth: 9 })).not.toContain(secret);
  });

  test('that is missing', async () => {
    await expect(read('none')).rejects.toMatchObject({
      name: 'NotReached',
      message: expect.stringMatching(/^Secrets Manager did not give the password: .*can't find the specified secret/),
    });
  });
});
