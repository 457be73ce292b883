import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Connection, connect } from '../../scripts/aws/connection';
import { RdsUnreachable } from '../../scripts/aws/faults';
import { regionOf } from '../../scripts/aws/region-of';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';

let rds: EmbeddedRdsServer;
const connections: Connection[] = [];
const environment = { ...process.env };

beforeAll(async () => {
  rds = await startEmbeddedRds({ speed: 60 });
});

afterAll(async () => rds.close());

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'env',
    AWS_SECRET_ACCESS_KEY: 'env',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
});

afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
  process.env = { ...environment };
});

async function open(...args: Parameters<typeof connect>): Promise<Connection> {
  const connection = await connect(...args);
  connections.push(connection);
  return connection;
}

describe('the same target as Terraform', () => {
  test.each([
    ['the provider block', { region: 'eu-west-1' }, { AWS_REGION: 'us-east-2' }, 'eu-west-1'],
    ['AWS_REGION', {}, { AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-west-1' }, 'us-east-2'],
    ['AWS_DEFAULT_REGION, which the SDK alone ignores', {}, { AWS_DEFAULT_REGION: 'us-west-1' }, 'us-west-1'],
  ])('the region of %s', async (_, block, env, region) => {
    Object.assign(process.env, env);
    expect((await open({ ...block, endpoints: { rds: rds.endpoint, sts: rds.endpoint } })).region).toBe(region);
    expect(await regionOf(block)).toBe(region);
  });

  test('the region of the profile, which is known without a connection', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'aurora-profile-')), 'config');
    writeFileSync(file, '[profile us]\nregion = us-west-2\n');
    process.env.AWS_CONFIG_FILE = file;
    expect(await regionOf({ profile: 'us' })).toBe('us-west-2');
    expect((await open({ profile: 'us' })).region).toBe('us-west-2');
    expect(await regionOf({ profile: 'elsewhere' })).toBeUndefined();
    rmSync(dirname(file), { recursive: true });
  });

  test('no region at all is refused', async () => {
    process.env.AWS_CONFIG_FILE = '/nonexistent';
    await expect(open({})).rejects.toMatchObject({ code: 'NO_REGION', exitCode: 3 });
  });

  test.each([
    ['endpoints of the provider block', () => ({ endpoints: { rds: rds.endpoint, sts: rds.endpoint } }), () => ({})],
    ['AWS_ENDPOINT_URL', () => ({}), () => ({ AWS_ENDPOINT_URL: rds.endpoint })],
    [
      'AWS_ENDPOINT_URL_RDS and _STS',
      () => ({}),
      () => ({ AWS_ENDPOINT_URL_RDS: rds.endpoint, AWS_ENDPOINT_URL_STS: rds.endpoint }),
    ],
  ])('%s', async (_, block, env) => {
    Object.assign(process.env, env());
    const connection = await open({ region: 'eu-west-1', ...block() });
    expect(await connection.rds.identity()).toMatchObject({ account: '123456789012' });
    expect(await connection.rds.cluster('nowhere')).toBeUndefined();
    expect(connection.target.embedded).toEqual({ rds: true, sts: true });
  });

  test('keys of the provider block come before the environment, and roles are assumed one after the other', async () => {
    process.env.AWS_ENDPOINT_URL = rds.endpoint;
    const role = (name: string) => ({ roleArn: `arn:aws:iam::123456789012:role/${name}`, sessionName: 'deploy' });
    const connection = await open({
      region: 'eu-west-1',
      accessKey: 'block',
      secretKey: 'block',
      assumeRoles: [role('ci'), role('rds-upgrade')],
    });
    expect((await connection.rds.identity()).arn).toBe('arn:aws:sts::123456789012:assumed-role/rds-upgrade/deploy');
  });
});

test('the clock is the service’s, and its waits shrink with its speed', async () => {
  process.env.AWS_ENDPOINT_URL = rds.endpoint;
  rds.clock.advance(3_600_000);
  const { rds: port, clock } = await open({ region: 'eu-west-1' });
  await port.identity();
  expect(Math.abs(clock.now() - rds.clock.now())).toBeLessThan(60_000);
  const begun = Date.now();
  await clock.sleep(30_000);
  expect(Date.now() - begun).toBeLessThan(5_000);
});

test('RDS here and STS there is refused: the account shown would not be the one that is changed', async () => {
  const other = await answering(
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account><Arn>a</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>',
  );
  const connection = await open({ region: 'eu-west-1', endpoints: { rds: rds.endpoint, sts: addressOf(other) } });
  await connection.rds.identity();
  try {
    await expect(connection.rds.cluster('orders')).rejects.toMatchObject({ code: 'MIXED_TARGETS', exitCode: 3 });
  } finally {
    connection.close();
    other.close();
  }
});

describe('what AWS answers is told apart', () => {
  test.each([
    ['expired-token', { code: 'CREDENTIALS_EXPIRED' }],
    ['invalid-client-token', { code: 'CREDENTIALS_INVALID', exitCode: 3 }],
    ['access-denied', { code: 'ACCESS_DENIED' }],
  ] as const)('%s', async (effect, expected) => {
    process.env.AWS_ENDPOINT_URL = rds.endpoint;
    const connection = await open({ region: 'eu-west-1' });
    rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect });
    await expect(connection.rds.cluster('orders')).rejects.toMatchObject(expected);
  });

  test('nobody there', async () => {
    const connection = await open({ region: 'eu-west-1', endpoints: { rds: 'http://127.0.0.1:1', sts: rds.endpoint } });
    await expect(connection.rds.cluster('orders')).rejects.toBeInstanceOf(RdsUnreachable);
  });

  test('no credentials', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_CONFIG_FILE: '/nonexistent' });
    const connection = await open({ region: 'eu-west-1' }, { endpoint: rds.endpoint });
    await expect(connection.rds.identity()).rejects.toMatchObject({ code: 'NO_CREDENTIALS', exitCode: 3 });
  });
});

async function answering(body: string): Promise<Server> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/xml').end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('a role that cannot be assumed is said to be that, not a permission that is missing', async () => {
  process.env.AWS_ENDPOINT_URL = rds.endpoint;
  const connection = await open({
    region: 'eu-west-1',
    assumeRoles: [{ roleArn: 'arn:aws:iam::111111111111:role/deployer' }],
  });
  await expect(connection.rds.identity()).rejects.toMatchObject({ code: 'ROLE_NOT_ASSUMED', exitCode: 3 });
});

test('a profile that does not exist is named', async () => {
  Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_CONFIG_FILE: '/nonexistent' });
  const connection = await open({ region: 'eu-west-1', profile: 'nope' }, { endpoint: rds.endpoint });
  await expect(connection.rds.identity()).rejects.toMatchObject({
    code: 'NO_CREDENTIALS',
    message: expect.stringContaining('profile "nope"'),
  });
});

test('a profile of the environment that does not exist is named', async () => {
  delete process.env.AWS_ACCESS_KEY_ID;
  Object.assign(process.env, {
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_PROFILE: 'nope',
  });
  const connection = await open({ region: 'eu-west-1' }, { endpoint: rds.endpoint });
  await expect(connection.rds.identity()).rejects.toMatchObject({
    code: 'NO_CREDENTIALS',
    message: expect.stringContaining('AWS_PROFILE is "nope"'),
  });
});

test('a profile of the provider block wins over keys of the environment, and nothing is printed about it', async () => {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'aurora-profile-'));
  const config = join(folder, 'config');
  writeFileSync(config, '[profile prod]\naws_access_key_id = PROD\naws_secret_access_key = x\n');
  Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_CONFIG_FILE: config });
  const connection = await open({ region: 'eu-west-1', profile: 'prod' }, { endpoint: rds.endpoint });
  expect((await connection.rds.identity()).arn).toMatch(/user\/prod$/);
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
  rmSync(folder, { recursive: true });
});
