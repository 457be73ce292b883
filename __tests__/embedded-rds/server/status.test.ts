import {
  DeleteBlueGreenDeploymentCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import type { EmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { clusterId, instance1, instance2 } from '../clusters/cluster-world';
import { rdsClient, refusalOf } from '../support/clients';
import { deploy, deployed, greenOf, pass, seededRds } from '../support/seeded-rds';

let rds: EmbeddedRds;
beforeEach(() => {
  rds = seededRds();
});

const set = (body: object) => rds.control('POST status', { ...body });
const ofCluster = async (DBClusterIdentifier = clusterId) => {
  const { DBClusters } = await rdsClient(rds).send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
  return DBClusters?.[0]?.Status;
};
const ofInstances = async (cluster = clusterId) => {
  const Filters = [{ Name: 'db-cluster-id', Values: [cluster] }];
  const { DBInstances = [] } = await rdsClient(rds).send(new DescribeDBInstancesCommand({ Filters }));
  return DBInstances.map(({ DBInstanceStatus }) => DBInstanceStatus);
};

describe('a status that somebody sets', () => {
  it.each([
    'incompatible-parameters',
    'failed',
    'storage-full',
    'inaccessible-encryption-credentials',
    'inaccessible-encryption-credentials-recoverable',
    'of-tomorrow',
  ])('%s stays until it is set back', async (status) => {
    expect(set({ cluster: clusterId, status })).toEqual({ [clusterId]: status });
    expect(set({ instance: instance2, status })).toEqual({ [instance2]: status });
    pass(rds, 24 * 60);
    expect([await ofCluster(), await ofInstances()]).toEqual([status, ['available', status]]);
    set({ cluster: clusterId, status: 'available' });
    set({ instance: instance2, status: 'available' });
    expect([await ofCluster(), await ofInstances()]).toEqual(['available', ['available', 'available']]);
  });

  it('of green keeps a switchover back', async () => {
    const { green, id } = await deployed(rds);
    set({ cluster: green, status: 'storage-full' });
    const call = () =>
      rdsClient(rds).send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }));
    expect(await refusalOf(call())).toMatchObject({ code: 'InvalidBlueGreenDeploymentStateFault' });
    set({ cluster: green, status: 'available' });
    await call();
    pass(rds, 2);
    expect(await ofCluster()).toBe('available');
  });

  it('of blue during the creation is not that of green', async () => {
    const id = await deploy(rds);
    set({ instance: instance2, status: 'storage-full' });
    pass(rds, 60);
    expect([await ofInstances(), await ofInstances(await greenOf(rds, id))]).toEqual([
      ['available', 'storage-full'],
      ['available', 'available'],
    ]);
  });

  it('of a half-built green outlives its upgrade, and the end of its deployment', async () => {
    const id = await deploy(rds);
    pass(rds, 20);
    const green = await greenOf(rds, id);
    set({ cluster: green, status: 'failed' });
    for (const minutes of [5, 10, 2]) {
      pass(rds, minutes);
      expect(await ofCluster(green)).toBe('failed');
    }
    const input = { BlueGreenDeploymentIdentifier: id, DeleteTarget: false };
    await rdsClient(rds).send(new DeleteBlueGreenDeploymentCommand(input));
    expect(await ofCluster(green)).toBe('failed');
    pass(rds, 5);
    expect(await ofCluster(green)).toBe('failed');
  });

  it('ends with its record', async () => {
    set({ instance: instance2, status: 'incompatible-parameters' });
    await rdsClient(rds).send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: instance2 }));
    pass(rds, 1);
    expect(await ofInstances()).toEqual(['available', 'deleting']);
    expect(() => set({ instance: instance2, status: 'failed' })).toThrow(`${instance2} is being deleted.`);
    pass(rds, 10);
    expect(await ofInstances()).toEqual(['available']);
  });

  it('is a change that a stale read does not see yet', async () => {
    rds.control('POST faults', { operation: 'DescribeDBClusters', effect: 'stale', times: 0 });
    set({ cluster: clusterId, status: 'storage-full' });
    expect(await ofCluster()).toBe('available');
    rds.control('POST clock', { advanceSeconds: 30 });
    expect(await ofCluster()).toBe('storage-full');
  });

  it.each([
    [{ status: 'failed' }, /name one of them/],
    [{ cluster: clusterId, instance: instance1, status: 'failed' }, /name one of them/],
    [{ cluster: clusterId }, /A status is a word in lower case/],
    [{ cluster: clusterId, status: 'Failed' }, /A status is a word in lower case/],
    [{ cluster: clusterId, status: 'deleting' }, /with a call to RDS/],
    [{ cluster: 'orders', status: 'failed' }, /There is no cluster orders/],
  ])('%j is refused', (body, message) => {
    expect(() => set(body)).toThrow(message);
  });
});
