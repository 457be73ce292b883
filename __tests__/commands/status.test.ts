import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  CreateBlueGreenDeploymentCommand,
  DescribeDBClustersCommand,
  RDSClient,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { over } from '../../scripts/aws/connection';
import { patiently } from '../../scripts/aws/patience';
import { clientDefaults } from '../../scripts/aws/wire';
import { statusOfAll } from '../../scripts/commands/status/status-command';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import type { SynthesizedStack } from '../../scripts/desired/read-stacks';
import { embeddedRequestHandler, openEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { seedFromCode } from '../../scripts/local/seed-from-code';
import type { RunEvent } from '../../scripts/report/event';
import { refusal } from '../../scripts/runtime/errors';
import { deploymentName, tagFormat } from '../../scripts/view/identity';
import { tagKey } from '../../scripts/view/tag-key';
import type { OpenConnection } from '../../scripts/workspace/connections';
import { cluster, stack } from '../desired/stacks';

const hour = 60 * 60_000;

const inRegion = (region: string, names: readonly string[]) =>
  stack(region, {
    provider: { aws: [{ region }] },
    resource: {
      aws_rds_cluster: Object.fromEntries(names.map((name) => [name, cluster(name)])),
      aws_rds_cluster_instance: Object.fromEntries(names.map((name) => [`${name}_1`, instanceOf(name)])),
    },
  });

const instanceOf = (name: string) => ({
  identifier: `${name}-1`,
  cluster_identifier: name,
  engine: 'aurora-postgresql',
  instance_class: 'db.r6g.large',
});

/** An account with what the stacks declare, and `status` of all or some of it. */
function account(stacks: SynthesizedStack[], deployed = stacks) {
  const rds = openEmbeddedRds({ speed: 0 });
  seedFromCode(rds.world, deployed, rds.clock.now());
  const connections = new Map<string, Promise<OpenConnection>>();
  async function connectTo(region: string): Promise<OpenConnection> {
    const options = {
      ...clientDefaults,
      region,
      requestHandler: embeddedRequestHandler(rds),
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const connection = await over(new RDSClient(options), new STSClient(options), {
      cloudWatch: () => new CloudWatchClient(options),
      autoscaling: () => new ApplicationAutoScalingClient(options),
    });
    const clock = { now: () => rds.clock.now(), sleep: async (time: number) => rds.clock.advance(time) };
    const patient = patiently(connection, { clock, notify: () => {} });
    return { ...patient, identity: { account: rds.world.account, arn: 'test' } };
  }
  const open = ({ provider }: { provider: { region?: string } }) => {
    const region = provider.region!;
    if (region === 'elsewhere') return Promise.reject(refusal('NO_CREDENTIALS', 'No credentials.', 'Log in.'));
    const connection = connections.get(region) ?? connectTo(region);
    connections.set(region, connection);
    return connection;
  };
  return {
    rds,
    async status(...names: string[]) {
      const events: RunEvent[] = [];
      const context = { report: (event: RunEvent) => void events.push(event), signal: new AbortController().signal };
      const exitCode = await statusOfAll({ clusters: desiredClusters(stacks), open }, names, {}, context);
      const statuses = events.flatMap((event) => (event.code === 'STATUS' ? [event] : []));
      return { exitCode, events, phases: Object.fromEntries(statuses.map((each) => [each.cluster, each.phase])) };
    },
    operations: () => rds.calls().map(({ operation }) => operation),
  };
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `orders-${i + 1}`);

test('what the account lists is listed once for all clusters', async () => {
  const it = account([inRegion('eu-west-1', names(12))]);
  const { exitCode, phases } = await it.status();
  expect(exitCode).toBe(0);
  expect(Object.values(phases)).toEqual(names(12).map(() => 'current'));
  expect(it.operations().sort()).toEqual(['DescribeBlueGreenDeployments', 'DescribeDBClusters', 'DescribeDBInstances']);
});

test('a cleanup that was stopped right before its last step, in the code, is still to be finished', async () => {
  const previous = { engineVersion: '14.10' };
  const left = stack('eu-west-1', {
    provider: { aws: [{ region: 'eu-west-1' }] },
    resource: {
      aws_rds_cluster: { orders: cluster('orders', {}, { previous }) },
      aws_rds_cluster_instance: { orders_1: instanceOf('orders') },
    },
  });
  const { events, exitCode } = await account([left]).status();
  expect(exitCode).toBe(0);
  expect(events).toContainEqual(
    expect.objectContaining({
      code: 'STATUS',
      phase: 'current',
      former: '14.10',
      cleanup: 'npm run cleanup -- orders',
    }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      code: 'RESULT',
      message:
        'the code still declares the parameter groups of 14.10, and cleanup takes them out: npm run cleanup -- orders',
    }),
  );
});

test('a cluster that is not there yet is asked for by name, and the others are told', async () => {
  const it = account([inRegion('eu-west-1', ['orders', 'bills'])], [inRegion('eu-west-1', ['orders'])]);
  const { exitCode, phases } = await it.status();
  expect(phases).toEqual({ orders: 'current', bills: 'absent' });
  expect(exitCode).toBe(2);
});

describe('where one region fails', () => {
  const two = [inRegion('eu-west-1', ['orders', 'bills']), inRegion('us-east-1', ['stock'])];

  it('every cluster of it says why, and the others are shown', async () => {
    const it = account(two);
    it.rds.addFault({ kind: 'call', operation: 'DescribeDBClusters', effect: 'access-denied' });
    const { exitCode, events, phases } = await it.status();
    expect(phases).toEqual({ orders: 'unread', bills: 'unread', stock: 'current' });
    expect(exitCode).toBe(1);
    for (const cluster of ['orders', 'bills']) {
      const problem = { error: 'ACCESS_DENIED', message: expect.stringMatching(/DescribeDBClusters/) };
      expect(events).toContainEqual(
        expect.objectContaining({ code: 'STATUS', cluster, problem: expect.objectContaining(problem) }),
      );
      const message = expect.stringMatching(/^AWS denied DescribeDBClusters.*scripts\/policies\/README\.md/);
      expect(events).toContainEqual({ code: 'RESULT', cluster, outcome: 'unread', message });
    }
    expect(it.operations()).toEqual([
      'DescribeDBClusters',
      'DescribeDBClusters',
      'DescribeDBInstances',
      'DescribeBlueGreenDeployments',
    ]);
  });

  it('that there is no way into it counts as well', async () => {
    const { exitCode, phases } = await account([...two, inRegion('elsewhere', ['far'])], two).status();
    expect(phases).toEqual({ orders: 'current', bills: 'current', stock: 'current', far: 'unread' });
    expect(exitCode).toBe(1);
  });

  it('and nothing else was asked for, the failure is all that is told', async () => {
    const it = account([...two, inRegion('elsewhere', ['far'])], two);
    await expect(it.status('far')).rejects.toMatchObject({ code: 'NO_CREDENTIALS' });
  });
});

test('an outage is waited for once, and not with every cluster of the region', async () => {
  const waited = async (...clusters: string[]) => {
    const it = account([inRegion('eu-west-1', clusters)]);
    it.rds.addFault({ kind: 'call', operation: '*', effect: 'service-unavailable', times: 0 });
    await expect(it.status()).rejects.toMatchObject({ code: 'RDS_UNREACHABLE' });
    return it.operations().length;
  };
  expect(await waited('orders', 'bills', 'stock')).toBe(await waited('orders'));
});

test('since when: the creation while green stands, the switchover from then on', async () => {
  const eu = inRegion('eu-west-1', ['orders']);
  Object.assign(eu.json.resource!.aws_rds_cluster!.orders as object, { db_cluster_parameter_group_name: 'orders-15' });
  eu.json.resource!.aws_rds_cluster_parameter_group = {
    orders: {
      name: 'orders-15',
      family: 'aurora-postgresql15',
      parameter: [{ name: 'rds.logical_replication', value: '1', apply_method: 'pending-reboot' }],
    },
  };
  const it = account([eu]);
  const rds = new RDSClient({
    region: 'eu-west-1',
    requestHandler: embeddedRequestHandler(it.rds),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const sinceWhen = async () => {
    const { events } = await it.status();
    return events.flatMap((event) => (event.code === 'STATUS' ? [event.deployment?.since] : []))[0];
  };
  const { DBClusters } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'orders' }));
  const resourceId = DBClusters![0]!.DbClusterResourceId!;
  const tags = {
    [tagKey.format]: tagFormat,
    [tagKey.sourceResourceId]: resourceId,
    [tagKey.fromVersion]: '15.6',
    [tagKey.toVersion]: '15.10',
    [tagKey.origin]: 'code',
  };
  const { BlueGreenDeployment } = await rds.send(
    new CreateBlueGreenDeploymentCommand({
      BlueGreenDeploymentName: deploymentName('orders', resourceId, '15.10'),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      Source: `arn:aws:rds:eu-west-1:${it.rds.world.account}:cluster:orders`,
      TargetEngineVersion: '15.10',
    }),
  );
  const created = BlueGreenDeployment!.CreateTime!;
  it.rds.clock.advance(3 * hour);
  expect(await sinceWhen()).toBe(created.toISOString());

  const { BlueGreenDeploymentIdentifier } = BlueGreenDeployment!;
  await rds.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
  it.rds.clock.advance(hour);
  const switched = Date.parse((await sinceWhen())!);
  expect(switched).toBeGreaterThanOrEqual(created.getTime() + 3 * hour);
  expect(switched).toBeLessThan(created.getTime() + 4 * hour);
});
