import type { Socket } from 'node:net';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { type Connection, connect, over } from '../../scripts/aws/connection';
import { RdsFault, RdsUnreachable } from '../../scripts/aws/faults';
import { patiently } from '../../scripts/aws/patience';
import { clientDefaults, Wire } from '../../scripts/aws/wire';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { clusterName, instanceNames, region } from '../support/created-cluster';
import { type Remains, scenario } from '../support/scenario';
import { type Effect, startWireProxy, type WireProxy } from '../support/wire-proxy';

const provider = { region, accessKey: 'test', secretKey: 'test' };
const [writer, reader] = instanceNames as [string, string];

/** A cluster with a deployment that may be switched over. */
let prepared: Remains;
let deployment: string;
let rds: EmbeddedRdsServer;
let proxy: WireProxy;
let connection: Connection;
let notes: string[];
const environment = { ...process.env };

beforeAll(async () => {
  const it = await scenario({ sdk: true });
  await it.upgrade({ steps: stepsUntil('green') });
  prepared = it.remains();
  deployment = (await (await it.sources()).rds.deployments())[0]!.identifier;
});

beforeEach(async () => {
  // What would turn on the SDK's own retries.
  process.env.AWS_MAX_ATTEMPTS = '6';
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  rds = await startEmbeddedRds({ speed: 0, world: structuredClone(prepared.world) });
  rds.clock.advanceTo(prepared.now);
  proxy = await startWireProxy(rds.endpoint);
  connection = await connect(provider, { endpoint: proxy.endpoint });
  notes = [];
});

afterEach(async () => {
  connection.close();
  await proxy.close();
  await rds.close();
  process.env = { ...environment };
});

/** As commands have it, on a clock that only its own pauses move. */
function patient(of: Connection = connection) {
  let now = 0;
  const clock = {
    now: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
    },
  };
  const { rds, autoscaling } = patiently(of, { clock, notify: (message) => void notes.push(message) });
  return { rds, autoscaling, elapsed: () => now };
}

const arrived = (operation: string) => rds.calls().filter((call) => call.operation === operation);
const sent = (operation: string) => proxy.seen.filter((call) => call.operation === operation);

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );

const reboot = () => patient().rds.rebootInstance(writer);

describe('a change of which nothing is known is sent once', () => {
  const target = { dimension: 'rds:cluster:ReadReplicaCount', minCapacity: 1, maxCapacity: 2, tags: {} };
  test.each<[string, () => Promise<void>]>([
    ['RebootDBInstance', reboot],
    ['SwitchoverBlueGreenDeployment', () => patient().rds.switchover(deployment, 300)],
    ['DeleteDBInstance', () => patient().rds.deleteInstance(reader)],
    ['RegisterScalableTarget', () => patient().autoscaling.registerTarget(clusterName, target)],
  ])('the answer to %s is lost', async (operation, send) => {
    const before = arrived(operation).length;
    proxy.strike(operation, 'lose-answer', { times: 9 });
    const failure = await failureOf(send());
    expect(failure).toBeInstanceOf(RdsUnreachable);
    expect(failure).toMatchObject({ operation, nothingDone: false, message: expect.stringContaining(operation) });
    expect(arrived(operation)).toHaveLength(before + 1);
    expect(sent(operation).map(({ attempt }) => attempt)).toEqual(['attempt=1; max=1']);
  });

  test.each<[string, Effect]>([
    ['cut', 'cut'],
    ['half an answer', 'break-answer'],
    ['half an answer that claims to be whole', 'truncate'],
    ['an empty answer', 'empty'],
    ['a page with status 200', 'html'],
    ['no HTTP at all', 'not-http'],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['429 of somebody else', { status: 429 }],
    [
      'one that says no rate',
      { status: 429, body: '<ErrorResponse><Error><Code>Blocked</Code></Error></ErrorResponse>' },
    ],
    ['a page with status 403', { status: 403 }],
    ['a page with status 404', { status: 404 }],
    ['a redirection', { status: 302, body: '' }],
  ])('%s', async (_, effect) => {
    proxy.strike('RebootDBInstance', effect, { times: 9 });
    const failure = await failureOf(reboot());
    expect(failure).toBeInstanceOf(RdsUnreachable);
    expect(failure).toMatchObject({ nothingDone: false });
    expect(sent('RebootDBInstance')).toHaveLength(1);
  });

  test.each(['internal-failure', 'service-unavailable'] as const)('%s of RDS', async (effect) => {
    rds.addFault({ kind: 'call', operation: 'RebootDBInstance', effect, times: 0 });
    expect(await failureOf(reboot())).toMatchObject({ name: 'RdsUnreachable', nothingDone: false });
    expect(sent('RebootDBInstance')).toHaveLength(1);
  });
});

describe('a change that was not done is sent again', () => {
  test('throttled', async () => {
    const before = arrived('RebootDBInstance').length;
    proxy.strike('RebootDBInstance', 'throttled', { times: 2 });
    await reboot();
    expect(sent('RebootDBInstance')).toHaveLength(3);
    expect(arrived('RebootDBInstance')).toHaveLength(before + 1);
    expect(notes).toEqual([]);
  });

  test('for a minute, and then whoever wants it must look again', async () => {
    proxy.strike('RebootDBInstance', 'throttled', { times: 1000 });
    const { rds, elapsed } = patient();
    expect(await failureOf(rds.rebootInstance(writer))).toMatchObject({ name: 'RdsUnreachable', nothingDone: true });
    expect(elapsed()).toBeGreaterThan(25_000);
    expect(elapsed()).toBeLessThanOrEqual(60_000);
    expect(notes.length).toBeGreaterThan(0);
  });

  test('throttled, whatever its status', async () => {
    const body = '<ErrorResponse><Error><Code>ThrottlingException</Code></Error></ErrorResponse>';
    for (const status of [400, 429]) proxy.strike('RebootDBInstance', { status, body });
    await reboot();
    expect(sent('RebootDBInstance').length).toBeGreaterThan(1);
  });

  test('a quota is no throttle', async () => {
    const text =
      '<ErrorResponse><Error><Code>LimitExceededException</Code><Message>Too many policies</Message></Error></ErrorResponse>';
    proxy.strike('RebootDBInstance', { status: 400, body: text });
    expect(await failureOf(reboot())).toMatchObject({ name: 'RdsFault', fault: 'LimitExceededException' });
  });
});

describe('connections', () => {
  test('reads share one, every change has its own', async () => {
    await connection.rds.cluster(clusterName);
    await connection.rds.cluster(clusterName);
    await connection.rds.rebootInstance(writer);
    await connection.rds.cluster(clusterName);
    const [first, second, change, last] = proxy.seen.map(({ port }) => port);
    expect(second).toBe(first);
    expect(last).toBe(first);
    expect(change).not.toBe(first);
  });

  test('one that is kept holds nothing of the calls before', async () => {
    const wire = new Wire();
    const own = await overWire(wire);
    const listeners = () => {
      const [socket] = Object.values(wire.kept.of('http:').freeSockets).flat() as [Socket];
      return socket.eventNames().map((name) => socket.listenerCount(name));
    };
    await own.rds.cluster(clusterName);
    await own.rds.cluster(clusterName);
    const before = listeners();
    await own.rds.cluster(clusterName);
    await own.rds.cluster(clusterName);
    expect(listeners()).toEqual(before);
    own.close();
    expect(new Set(proxy.seen.map(({ port }) => port)).size).toBe(1);
  });

  test('one that died while it was kept breaks no change', async () => {
    await connection.rds.cluster(clusterName);
    proxy.forgetConnections();
    await connection.rds.rebootInstance(writer);
    await connection.rds.deleteInstance(reader);
    expect(arrived('DeleteDBInstance')).toHaveLength(1);
    expect(await patient().rds.cluster(clusterName)).toMatchObject({ identifier: clusterName });
  });
});

describe('a read survives', () => {
  test.each<[string, Effect]>([
    ['a lost answer', 'lose-answer'],
    ['a cut', 'cut'],
    ['half an answer', 'break-answer'],
    ['half an answer that claims to be whole', 'truncate'],
    ['an empty answer', 'empty'],
    ['a page with status 200', 'html'],
    ['no HTTP at all', 'not-http'],
    ['a throttle', 'throttled'],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a page with status 404', { status: 404 }],
    ['a redirection', { status: 302, body: '' }],
    ['a delay', { delay: 50 }],
  ])('%s, without a word', async (_, effect) => {
    const { rds } = patient();
    await rds.cluster(clusterName);
    proxy.strike('DescribeDBClusters', effect, { times: 2 });
    expect(await rds.cluster(clusterName)).toMatchObject({ identifier: clusterName });
    expect(notes).toEqual([]);
    expect(new Set(proxy.seen.map(({ attempt }) => attempt))).toEqual(new Set(['attempt=1; max=1']));
  });

  test('what lasts is told', async () => {
    const { rds } = patient();
    await rds.cluster(clusterName);
    proxy.strike('DescribeDBClusters', 'html', { times: 5 });
    await rds.cluster(clusterName);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(
      /HTTP 200 with a body of \d+ bytes \(text\/html\) is not a complete answer of the service/,
    );
  });

  test('a page of somebody else says nothing about who answers, nor what time it is', async () => {
    await connection.rds.cluster(clusterName);
    await connection.rds.identity();
    const time = connection.clock.now();
    proxy.strike('DescribeDBClusters', { status: 502 });
    await failureOf(connection.rds.cluster(clusterName));
    expect(connection.target.embedded.rds).toBe(true);
    expect(Math.abs(connection.clock.now() - time)).toBeLessThan(60_000);
  });

  test('of a long list only the page that failed is asked for again', async () => {
    const list = (of: Connection) => patient(of).rds.familyParameters('cluster', 'aurora-postgresql15');
    const operation = 'DescribeEngineDefaultClusterParameters';
    const whole = await list(connection);
    const pages = sent(operation).length;
    expect(pages).toBeGreaterThan(2);
    for (let call = 1; call <= 4 * pages; call += 2) proxy.strike(operation, 'throttled', { call });
    expect(await list(connection)).toEqual(whole);
    expect(sent(operation)).toHaveLength(pages + 2 * pages);
  });
});

/** Over a handler of the test's own, without the other services. */
function overWire(requestHandler: Wire): Promise<Connection> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { ...clientDefaults, region, endpoint: proxy.endpoint, credentials, requestHandler };
  const none = (() => {
    throw new Error('It is not asked.');
  }) as never;
  return over(new RDSClient(options), new STSClient(options), { cloudWatch: none, autoscaling: none });
}

test('no answer is waited for without a limit', async () => {
  const hasty = await overWire(new Wire({ connect: 200, call: 200 }));
  for (const effect of ['stall', { delay: 500 }] as const) {
    proxy.strike('DescribeDBClusters', effect);
    await expect(hasty.rds.cluster(clusterName)).rejects.toThrow(/was not complete within 0.2 seconds/);
    proxy.strike('RebootDBInstance', effect);
    expect(await failureOf(hasty.rds.rebootInstance(writer))).toMatchObject({
      name: 'RdsUnreachable',
      nothingDone: false,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  hasty.close();
});

describe('a clock that is an hour wrong', () => {
  const hour = 3_600_000;
  const closing: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function farAway(...args: [ahead: number, code?: string, options?: { always: boolean }]) {
    const elsewhere = await startWireProxy(rds.endpoint, ...args);
    const far = await connect(provider, { endpoint: elsewhere.endpoint });
    closing.push(() => far.close(), elsewhere.close);
    return { ...patient(far), seen: elsewhere.seen };
  }

  test.each([
    ['SignatureDoesNotMatch', hour],
    ['SignatureDoesNotMatch', -hour],
    ['RequestTimeTooSkewed', hour],
    ['RequestExpired', -hour],
  ])('%s is corrected at once, of a change too: %d', async (code, ahead) => {
    const before = arrived('RebootDBInstance').length;
    const far = await farAway(ahead, code);
    await far.rds.rebootInstance(writer);
    expect(arrived('RebootDBInstance')).toHaveLength(before + 1);
    expect(far.seen).toHaveLength(2);
    // It holds from now on; STS learns it for itself.
    expect(await far.rds.cluster(clusterName)).toMatchObject({ identifier: clusterName });
    expect(await far.rds.identity()).toMatchObject({ account: '123456789012' });
    expect(far.seen).toHaveLength(5);
    expect(far.elapsed()).toBe(0);
    expect(notes).toEqual([]);
  });

  test('a service that speaks JSON says it otherwise, and is answered alike', async () => {
    const target = { dimension: 'rds:cluster:ReadReplicaCount', minCapacity: 1, maxCapacity: 2, tags: {} };
    const far = await farAway(hour);
    await far.autoscaling.registerTarget(clusterName, target);
    expect(arrived('RegisterScalableTarget')).toHaveLength(1);
    const hopeless = await farAway(hour, 'SignatureDoesNotMatch', { always: true });
    await expect(hopeless.autoscaling.registerTarget(clusterName, target)).rejects.toMatchObject({
      code: 'CLOCK_WRONG',
      exitCode: 3,
    });
    expect(arrived('RegisterScalableTarget')).toHaveLength(1);
  });

  test('is corrected once: what is refused again is said', async () => {
    const far = await farAway(hour, 'SignatureDoesNotMatch', { always: true });
    await expect(far.rds.rebootInstance(writer)).rejects.toMatchObject({ code: 'CLOCK_WRONG', exitCode: 3 });
    await expect(far.rds.cluster(clusterName)).rejects.toMatchObject({ code: 'CLOCK_WRONG', exitCode: 3 });
    expect(far.seen).toHaveLength(4);
  });

  test('proves nothing about a server error', async () => {
    const far = await farAway(hour);
    await far.rds.cluster(clusterName);
    const before = arrived('RebootDBInstance').length;
    rds.addFault({ kind: 'call', operation: 'RebootDBInstance', effect: 'internal-failure', when: 'after' });
    expect(await failureOf(far.rds.rebootInstance(writer))).toMatchObject({ nothingDone: false });
    expect(arrived('RebootDBInstance')).toHaveLength(before + 1);
  });
});

test('a fault of RDS is nobody’s outage', async () => {
  expect(await failureOf(patient().rds.rebootInstance('nobody'))).toBeInstanceOf(RdsFault);
  expect(sent('RebootDBInstance')).toHaveLength(1);
});
