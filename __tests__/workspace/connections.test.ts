import { startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import type { RunEvent } from '../../scripts/report/event';
import { briefly, Connections } from '../../scripts/workspace/connections';

async function opened() {
  const rds = await startEmbeddedRds();
  const events: RunEvent[] = [];
  const connections = new Connections({ report: (event) => void events.push(event), patience: briefly });
  const endpoints = { rds: rds.endpoint, sts: rds.endpoint };
  const block = (region: string) => ({ region, accessKey: 'a', secretKey: 'b', endpoints });
  return {
    rds,
    connections,
    block,
    told: () => events.map((event) => ('region' in event ? `${event.code} ${event.region}` : event.code)),
    async close() {
      await connections.close();
      await rds.close();
    },
  };
}

test('stacks with the same provider block share a connection, which is told once', async () => {
  const it = await opened();
  const orders = await it.connections.open({ stack: 'orders', provider: it.block('eu-west-1') });
  expect(await it.connections.open({ stack: 'bills', provider: it.block('eu-west-1') })).toBe(orders);
  expect(await it.connections.open({ stack: 'stock', provider: it.block('us-east-1') })).not.toBe(orders);
  expect(it.told()).toEqual(['TARGET eu-west-1', 'TARGET us-east-1']);
  expect(orders.identity.account).toBe('123456789012');
  await it.close();
});

test('another account than the provider allows is refused, to all that share the block, and nothing is told', async () => {
  const it = await opened();
  const provider = { ...it.block('eu-west-1'), allowedAccountIds: ['999999999999'] };
  for (const stack of ['orders', 'bills']) {
    await expect(it.connections.open({ stack, provider })).rejects.toMatchObject({ code: 'WRONG_ACCOUNT' });
  }
  expect(it.rds.calls().map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
  expect(it.told()).toEqual([]);
  await it.close();
});

test('a look passes over a blip', async () => {
  const it = await opened();
  it.rds.addFault({ kind: 'call', operation: 'GetCallerIdentity', effect: 'bad-gateway' });
  it.rds.addFault({ kind: 'call', operation: 'DescribeBlueGreenDeployments', effect: 'throttling', times: 2 });
  const connection = await it.connections.open({ stack: 'orders', provider: it.block('eu-west-1') });
  expect(await connection.rds.deployments()).toEqual([]);
  await it.close();
});
