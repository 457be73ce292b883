import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { type Connection, connect, over } from '../../scripts/aws/connection';
import type { AwsProviderBlock } from '../../scripts/aws/provider-settings';
import { proxyFor } from '../../scripts/aws/proxy';
import { clientDefaults, Wire } from '../../scripts/aws/wire';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { withTemporaryFolder } from '../../scripts/runtime/temporary-folder';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy';

/** As botocore, with Python's `getproxies` and `proxy_bypass`, decides it. */
describe('whether there is a proxy for', () => {
  const aws = 'https://rds.eu-west-1.amazonaws.com';
  const proxy = 'http://proxy:3128';
  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['nothing set', aws, {}, undefined],
    ['upper case', aws, { HTTPS_PROXY: proxy }, 'http://proxy:3128/'],
    ['lower case', aws, { https_proxy: proxy }, 'http://proxy:3128/'],
    ['both', aws, { HTTPS_PROXY: 'http://other', https_proxy: proxy }, 'http://proxy:3128/'],
    ['turned off in lower case', aws, { HTTPS_PROXY: proxy, https_proxy: '' }, undefined],
    ['without a scheme', aws, { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
    ['a proxy that speaks TLS', aws, { HTTPS_PROXY: 'https://proxy' }, 'https://proxy/'],
    ['of another protocol', aws, { HTTP_PROXY: proxy, ALL_PROXY: proxy }, undefined],
    ['plain HTTP', 'http://rds.test', { HTTP_PROXY: proxy }, 'http://proxy:3128/'],
    ['loopback', 'http://127.0.0.1:5440', { HTTP_PROXY: proxy }, undefined],
    ['loopback by name', 'https://localhost', { HTTPS_PROXY: proxy }, undefined],
    ['loopback of IPv6', 'https://[::1]:5440', { HTTPS_PROXY: proxy }, undefined],
    ['NO_PROXY, the host', aws, { HTTPS_PROXY: proxy, NO_PROXY: 'rds.eu-west-1.amazonaws.com' }, undefined],
    ['NO_PROXY, a domain', aws, { HTTPS_PROXY: proxy, NO_PROXY: 'x.test, amazonaws.com' }, undefined],
    ['NO_PROXY, a domain with a dot', aws, { HTTPS_PROXY: proxy, no_proxy: '.AmazonAWS.com' }, undefined],
    ['NO_PROXY, with the port', aws, { HTTPS_PROXY: proxy, NO_PROXY: 'amazonaws.com:443' }, undefined],
    ['NO_PROXY, another port', aws, { HTTPS_PROXY: proxy, NO_PROXY: 'amazonaws.com:80' }, 'http://proxy:3128/'],
    ['NO_PROXY, a part of a name', aws, { HTTPS_PROXY: proxy, NO_PROXY: 'aws.com' }, 'http://proxy:3128/'],
    ['NO_PROXY, everything', aws, { HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
    ['NO_PROXY, empty', aws, { HTTPS_PROXY: proxy, NO_PROXY: ' , ' }, 'http://proxy:3128/'],
  ])('%s', (_, destination, env, expected) => {
    const { protocol, hostname, port } = new URL(destination);
    expect(proxyFor({ protocol, hostname, ...(port && { port: Number(port) }) }, env)?.href).toBe(expected);
  });

  test.each(['socks5://user:hunter2@proxy:1080', 'http://', 'http://:80', 'ftp://proxy'])('%s is refused', (value) => {
    const decide = () => proxyFor({ protocol: 'https:', hostname: 'rds.test' }, { HTTPS_PROXY: value });
    expect(decide).toThrow(expect.objectContaining({ code: 'BAD_PROXY' }));
    expect(decide).not.toThrow(/hunter2/);
  });
});

describe('over a proxy', () => {
  const keys: AwsProviderBlock = { region: 'eu-west-1', accessKey: 'test', secretKey: 'test' };
  const environment = { ...process.env };
  const closing: (() => unknown)[] = [];
  let rds: EmbeddedRdsServer;
  let proxy: ConnectProxy;

  beforeEach(async () => {
    rds = await startEmbeddedRds({ speed: 0 });
    proxy = await startConnectProxy(rds.endpoint, (path) =>
      path.startsWith('/federation/credentials')
        ? JSON.stringify({
            roleCredentials: { accessKeyId: 'AKIASSO', secretAccessKey: 's', sessionToken: 't', expiration: 4e12 },
          })
        : undefined,
    );
    trusting();
  });

  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await proxy.close();
    await rds.close();
    process.env = { ...environment };
    jest.restoreAllMocks();
  });

  /** The server behind has a certificate of its own making. */
  function trusting(): void {
    // The module itself: an import is a copy of it.
    const tls = require('node:tls') as typeof import('node:tls');
    const connectTls = tls.connect;
    jest
      .spyOn(tls, 'connect')
      .mockImplementation(((options: ConnectionOptions) =>
        connectTls({ ...options, rejectUnauthorized: false })) as typeof tls.connect);
  }

  async function open(provider: AwsProviderBlock, env: NodeJS.ProcessEnv): Promise<Connection> {
    const connection = await connect(provider, { env });
    closing.push(() => connection.close());
    return connection;
  }

  test('every service is reached in a tunnel, a change too, and kept ones are kept', async () => {
    const connection = await open(keys, { HTTPS_PROXY: `http://me:a%20b@${proxy.host}` });
    await connection.rds.identity();
    await connection.rds.clusters();
    await connection.rds.clusters();
    await connection.autoscaling.scalingOf('orders');
    await connection.metrics.connections([{ kind: 'cluster', identifier: 'orders' }], { from: 0, to: 60_000 });
    await expect(connection.rds.rebootInstance('nobody')).rejects.toMatchObject({ name: 'RdsFault' });
    const by = ' as me:a b';
    expect(proxy.seen).toEqual([
      `CONNECT sts.eu-west-1.amazonaws.com:443${by}`,
      `CONNECT rds.eu-west-1.amazonaws.com:443${by}`,
      `CONNECT application-autoscaling.eu-west-1.amazonaws.com:443${by}`,
      `CONNECT monitoring.eu-west-1.amazonaws.com:443${by}`,
      // A change never takes a connection that was kept.
      `CONNECT rds.eu-west-1.amazonaws.com:443${by}`,
    ]);
  });

  test('plain HTTP is handed to it as a whole', async () => {
    const connection = await open({ ...keys, endpoints: { rds: 'http://rds.test:8080' } }, { http_proxy: proxy.host });
    await connection.rds.clusters();
    expect(proxy.seen).toEqual(['POST http://rds.test:8080/']);
  });

  test('what NO_PROXY names, and this machine, goes without', async () => {
    const env = { HTTP_PROXY: proxy.host, HTTPS_PROXY: proxy.host };
    await (await open({ ...keys, endpoints: { rds: rds.endpoint } }, env)).rds.clusters();
    const elsewhere = await open(
      { ...keys, endpoints: { rds: 'https://rds.invalid' } },
      { ...env, NO_PROXY: 'invalid' },
    );
    await expect(elsewhere.rds.clusters()).rejects.toMatchObject({
      message: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
    expect(proxy.seen).toEqual([]);
  });

  test('roles are assumed over it', async () => {
    const assumeRoles = [{ roleArn: 'arn:aws:iam::123456789012:role/upgrade' }];
    const connection = await open({ ...keys, assumeRoles }, { HTTPS_PROXY: proxy.host });
    await connection.rds.clusters().catch(() => {});
    expect(proxy.seen[0]).toBe('CONNECT sts.eu-west-1.amazonaws.com:443');
  });

  test('IAM Identity Center is asked over it', async () => {
    await withTemporaryFolder('aurora-sso', async (home) => {
      const start = 'https://orders.awsapps.com/start';
      const cache = join(home, '.aws/sso/cache');
      mkdirSync(cache, { recursive: true });
      const token = { accessToken: 'x', expiresAt: '2999-01-01T00:00:00Z' };
      writeFileSync(join(cache, `${createHash('sha1').update(start).digest('hex')}.json`), JSON.stringify(token));
      const settings = {
        sso_start_url: start,
        sso_region: 'eu-west-1',
        sso_account_id: '123456789012',
        sso_role_name: 'r',
      };
      const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
      const config = join(home, '.aws/config');
      writeFileSync(config, `[profile sso]\n${lines.join('\n')}\n`);
      process.env.HOME = home;
      const connection = await open(
        { region: 'eu-west-1', profile: 'sso', sharedConfigFiles: [config] },
        { HTTPS_PROXY: proxy.host },
      );
      await connection.rds.clusters();
      expect(proxy.seen).toEqual([
        'CONNECT portal.sso.eu-west-1.amazonaws.com:443',
        'CONNECT rds.eu-west-1.amazonaws.com:443',
      ]);
    });
  });

  test.each([
    [407, true],
    [403, true],
    [502, false],
  ])('one that refuses with %d has sent nothing on', async (status, permanent) => {
    proxy.refuse(status);
    const connection = await open(keys, { HTTPS_PROXY: `http://me:hunter2@${proxy.host}` });
    await expect(connection.rds.rebootInstance('orders-1')).rejects.toMatchObject({
      name: 'RdsUnreachable',
      nothingDone: true,
      nobodyThere: permanent,
      message: expect.stringMatching(new RegExp(`the proxy ${proxy.host} refused the connection: HTTP ${status}`)),
    });
    await expect(connection.rds.clusters()).rejects.not.toThrow(/hunter2/);
  });

  test('one that is not there is named', async () => {
    const connection = await open(keys, { HTTPS_PROXY: 'http://me:hunter2@127.0.0.1:1' });
    await expect(connection.rds.rebootInstance('orders-1')).rejects.toMatchObject({
      nothingDone: true,
      message: expect.stringMatching(/ECONNREFUSED.*over the proxy 127\.0\.0\.1:1$/),
    });
  });

  test('one that does not answer is waited for no longer than any connection', async () => {
    proxy.refuse('silently');
    const options = {
      ...clientDefaults,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: new Wire({ connect: 200, call: 5_000 }, { env: { HTTPS_PROXY: proxy.host } }),
    };
    const none = (() => {}) as never;
    const lazily = { cloudWatch: none, autoscaling: none };
    const hasty = await over(new RDSClient(options), new STSClient(options), lazily);
    await expect(hasty.rds.rebootInstance('orders-1')).rejects.toMatchObject({
      nothingDone: true,
      message: expect.stringContaining('no connection was established within 0.2 seconds'),
    });
    hasty.close();
  });

  test('a certificate of the proxy that nobody trusts is said at once', async () => {
    jest.restoreAllMocks();
    const connection = await open(keys, { HTTPS_PROXY: proxy.host });
    await expect(connection.rds.clusters()).rejects.toMatchObject({ code: 'TLS_REFUSED' });
  });
});
