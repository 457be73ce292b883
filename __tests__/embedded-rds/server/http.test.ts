import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateDBParameterGroupCommand, DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { refusalOf } from '../support/clients';

let rds: EmbeddedRdsServer;
let client: RDSClient;
beforeEach(async () => {
  rds = await startEmbeddedRds({ speed: 0 });
  client = new RDSClient({
    endpoint: rds.endpoint,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'any' },
  });
});
afterEach(async () => {
  client.destroy();
  await rds.close();
});

const control = async (method: string, command: string, body?: unknown) => {
  const response = await fetch(`${rds.endpoint}/_embedded/${command}`, {
    method,
    body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
};

describe('over a socket', () => {
  it('the SDK is answered, and a connection that is cut is tried again', async () => {
    rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect: 'connection-reset' });
    expect((await client.send(new DescribeDBClustersCommand({}))).DBClusters).toEqual([]);
    expect(rds.calls().map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 0],
      [2, 200],
    ]);
  });

  it('an answer that is no XML is tried again', async () => {
    rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect: 'bad-gateway' });
    expect((await client.send(new DescribeDBClustersCommand({}))).$metadata.attempts).toBe(2);
  });

  it('a name of another script arrives as it was sent', async () => {
    const call = client.send(
      new CreateDBParameterGroupCommand({
        DBParameterGroupName: 'グループ',
        DBParameterGroupFamily: 'x',
        Description: 'é & <b>',
      }),
    );
    expect(await refusalOf(call)).toMatchObject({ code: 'InvalidParameterValue' });
  });

  it('a body of more than 16 MB is refused', async () => {
    const response = await fetch(rds.endpoint, { method: 'POST', body: 'x'.repeat(17 * 1024 * 1024) }).catch(
      () => undefined,
    );
    // The client may see the connection close before it has sent everything.
    expect([413, undefined]).toContain(response?.status);
    expect((await control('GET', 'clock')).status).toBe(200);
  });

  describe('a page of another site', () => {
    /** fetch lets nobody write these headers. */
    const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
      new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
        const sent = request(`${rds.endpoint}${path}`, { method, headers }, (response) => {
          let body = '';
          response.on('data', (chunk) => {
            body += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode, body }));
        });
        sent.on('error', reject);
        sent.end();
      });
    const port = () => new URL(rds.endpoint).port;
    const paths = ['/', '/?Action=DescribeDBClusters', '/_embedded/state', '/_embedded/clock', '/favicon.ico'];

    it.each(paths)('gets nothing of %s', async (path) => {
      for (const host of [
        `evil.example:${port()}`,
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        '10.0.0.1',
        'x y',
      ]) {
        expect({ host, ...(await ask(path, { host })) }).toMatchObject({ host, status: 403 });
      }
      for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example', 'file://']) {
        const answer = await ask(path, { origin }, 'POST');
        expect({ origin, ...answer }).toMatchObject({
          origin,
          status: 403,
          body: expect.stringMatching(/of other sites/),
        });
      }
      expect((await ask(path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect(rds.calls()).toEqual([]);
    });

    it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '127.3.2.1'])(
      'this machine is answered as %s',
      async (name) => {
        const host = `${name}:${port()}`;
        expect((await ask('/_embedded/clock', { host })).status).toBe(200);
        expect((await ask('/_embedded/clock', { host, origin: 'http://localhost:3000' })).status).toBe(200);
        expect((await ask('/_embedded/clock', { host, 'sec-fetch-site': 'none' })).status).toBe(200);
      },
    );

    it('what it sends is told as text', async () => {
      const { body } = await ask('/', { origin: 'https://\u00e9vil' });
      expect(JSON.parse(body)).toEqual({
        error: expect.stringMatching(/^The embedded RDS does not answer web pages of other sites/),
      });
    });
  });

  it('only the loopback interface is listened on', async () => {
    await expect(startEmbeddedRds({ host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'HOST_NOT_LOOPBACK',
      exitCode: 3,
    });
  });

  it('a port that is taken is named, and the state file given back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-rds-'));
    const stateFile = join(folder, 'state.json');
    const port = Number(new URL(rds.endpoint).port);
    await expect(startEmbeddedRds({ port, stateFile })).rejects.toMatchObject({
      code: 'PORT_NOT_FREE',
      message: `The embedded RDS cannot listen on 127.0.0.1:${port}: another process is listening there.`,
    });
    await (await startEmbeddedRds({ stateFile })).close();
    rmSync(folder, { recursive: true });
  });
});

describe('the control API', () => {
  it('moves the clock', async () => {
    const before = rds.clock.now();
    expect((await control('POST', 'clock', { advanceMinutes: 40, advanceSeconds: 30 })).status).toBe(200);
    expect(rds.clock.now() - before).toBe(40.5 * 60_000);
    const { headers, body } = await control('POST', 'clock', { speed: 600, advanceTo: '2030-01-01T00:00:00Z' });
    expect(headers.get('x-embedded-rds')).toBe('1; speed=600');
    expect(String(body.now)).toMatch(/^2030-01-01T00:0/);
    expect((await control('POST', 'clock', { speed: 'Infinity' })).body.speed).toBe('Infinity');
  });

  it('adds faults, lists them and drops them', async () => {
    await control('POST', 'faults', { operation: 'DescribeDBClusters', effect: 'access-denied', times: 0 });
    expect(await refusalOf(client.send(new DescribeDBClustersCommand({})))).toMatchObject({ code: 'AccessDenied' });
    expect((await control('GET', 'faults')).body).toEqual({
      faults: [
        { kind: 'call', operation: 'DescribeDBClusters', effect: 'access-denied', when: 'before', times: 0, seen: 1 },
      ],
    });
    expect(
      (await control('POST', 'faults', { effect: 'provisioning-fails', reason: 'slots' })).body.faults,
    ).toHaveLength(2);
    await control('DELETE', 'faults');
    expect((await client.send(new DescribeDBClustersCommand({}))).DBClusters).toEqual([]);
  });

  it('tells what was called', async () => {
    await client.send(new DescribeDBClustersCommand({}));
    expect((await control('GET', 'calls')).body).toMatchObject({
      counts: { DescribeDBClusters: 1 },
      calls: [{ operation: 'DescribeDBClusters', region: 'ap-northeast-1', attempt: 1, status: 200 }],
    });
    await control('DELETE', 'calls');
    expect(rds.calls()).toEqual([]);
  });

  it('takes a world, gives it back, and begins anew', async () => {
    const group = { DBParameterGroupName: 'orders', DBParameterGroupFamily: 'aurora-postgresql15', Description: 'd' };
    await client.send(new CreateDBParameterGroupCommand(group));
    const { body: world } = await control('GET', 'state');
    await control('POST', 'reset');
    expect(rds.world.regions).toEqual({});
    await control('POST', 'world', world);
    expect(Object.keys(rds.world.regions['ap-northeast-1']?.parameterGroups ?? {})).toEqual(['orders']);
  });

  it.each([
    ['POST', 'clock', {}, /The clock takes advanceMinutes/],
    ['POST', 'clock', { advanceHours: 1 }, /not advanceHours/],
    ['POST', 'clock', { advanceMinutes: -1 }, /only moves forward/],
    ['POST', 'clock', { speed: 'fast' }, /NaN is not a valid speed/],
    ['POST', 'clock', { advanceTo: 'tomorrow' }, /tomorrow is not a time/],
    ['POST', 'faults', { effect: 'earthquake' }, /earthquake is not/],
    ['POST', 'faults', { effect: 'throttling' }, /names an operation/],
    ['POST', 'faults', { effect: 'throttling', operation: '*', times: 'twice' }, /A fault's times must be a number/],
    ['POST', 'faults', { effect: 'throttling', operation: '*', when: 'never' }, /before or after/],
    ['POST', 'faults', { effect: 'throttling', kind: 'course', operation: '*' }, /throttling is not/],
    ['POST', 'faults', { effect: 'throttling', operation: '*', tmes: 3 }, /takes kind, operation, .*, not tmes/],
    ['POST', 'faults', { effect: 'provisioning-fails', operation: '*' }, /not operation/],
    ['POST', 'faults', { effect: 'throttling', operation: 'DescribeDBCluster' }, /no operation DescribeDBCluster,/],
    ['POST', 'faults', { effect: 'throttling', operation: 'ec2:*' }, /no operation ec2:\*,/],
    ['POST', 'world', { formatVersion: 7 }, /its format version is 7/],
    ['POST', 'world', '[]', /The body is not a JSON object/],
    ['POST', 'world', '{', /The body is not JSON/],
    ['POST', 'auto-minor-upgrade', {}, /needs the name of a cluster and a version/],
    ['POST', 'auto-minor-upgrade', { cluster: 'none', version: '15.7' }, /There is no cluster none/],
    ['POST', 'constructor', {}, /There is no POST constructor/],
    ['GET', 'nothing', undefined, /There is no GET nothing; there is GET state/],
  ])('refuses %s %s %j with a sentence', async (method, command, body, sentence) => {
    const answer = await control(method, command, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(sentence);
  });
});
