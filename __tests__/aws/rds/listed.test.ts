import { listed } from '../../../scripts/aws/rds/listed';
import type { RdsReads } from '../../../scripts/aws/rds/rds-port';
import { readOnce } from '../../../scripts/aws/rds/read-once';

/** Answers by name more than its lists tell: they lag behind. */
function region(clusters: Record<string, number>) {
  const calls: string[] = [];
  const members = (identifier: string) =>
    Array.from({ length: clusters[identifier] ?? 0 }, (_, i) => ({ identifier: `${identifier}-${i + 1}` }));
  const cluster = (identifier: string) => ({ identifier, members: members(identifier) });
  const answers: Record<string, (name: string) => unknown> = {
    clusters: () => Object.keys(clusters).map(cluster),
    allInstances: () =>
      Object.keys(clusters).flatMap((name) => members(name).map((each) => ({ ...each, clusterIdentifier: name }))),
    cluster: (name) => (name === 'late' ? cluster(name) : undefined),
    instances: (name) => [...members(name), { identifier: `${name}-by-name` }],
  };
  const rds = new Proxy({} as RdsReads, {
    get: (_, name: string) => async (argument: string) => {
      calls.push([name, argument].filter((each) => each !== undefined).join(' '));
      if (answers[name] === undefined) throw new Error(`${name} fails.`);
      return answers[name](argument);
    },
  });
  return { rds: readOnce(rds), calls };
}

describe('listed', () => {
  it('reads clusters and instances of many out of one list each', async () => {
    const { rds, calls } = region({ orders: 2, bills: 1 });
    const lists = listed(rds, 2);
    expect(await lists.cluster('bills')).toMatchObject({ identifier: 'bills' });
    expect(await lists.instances('bills')).toMatchObject([{ identifier: 'bills-1' }]);
    expect(await lists.cluster('orders')).toMatchObject({ identifier: 'orders' });
    expect(await lists.instances('orders')).toMatchObject([{ identifier: 'orders-1' }, { identifier: 'orders-2' }]);
    expect(calls).toEqual(['clusters', 'allInstances']);
  });

  it('asks by name for what the lists lack', async () => {
    const { rds, calls } = region({ orders: 2 });
    const lists = listed(rds, 2);
    expect(await lists.cluster('late')).toMatchObject({ identifier: 'late' });
    expect(await lists.instances('late')).toEqual([{ identifier: 'late-by-name' }]);
    expect(await lists.cluster('absent')).toBeUndefined();
    expect(calls).toEqual(['clusters', 'cluster late', 'allInstances', 'instances late', 'cluster absent']);
  });

  it('asks for instances by name where their list has more pages than clusters are looked at', async () => {
    const { rds, calls } = region({ orders: 150, bills: 151 });
    expect(await listed(rds, 3).instances('bills')).toHaveLength(152);
    expect(calls).toEqual(['clusters', 'instances bills']);
  });
});

describe('readOnce', () => {
  it('sends the same read once, also while the first has no answer yet', async () => {
    const { rds, calls } = region({ orders: 1 });
    await Promise.all([rds.clusters(), rds.clusters(), rds.instances('orders'), rds.instances('bills')]);
    await rds.instances('orders');
    expect(calls).toEqual(['clusters', 'instances orders', 'instances bills']);
  });

  it('tells everybody of a failure, and asks no more', async () => {
    const { rds, calls } = region({});
    await expect(rds.deployments()).rejects.toThrow('deployments fails.');
    await expect(rds.deployments()).rejects.toThrow('deployments fails.');
    expect(calls).toEqual(['deployments']);
  });

  it('has no changes', () => {
    expect('createDeployment' in region({}).rds).toBe(false);
  });
});
