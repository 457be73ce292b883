import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { selectClusters } from '../../scripts/desired/select-clusters';
import { cluster, stack } from './stacks';

const twins = cluster('orders', { provider: 'aws.us' }, { path: 'us/orders' });
const all = desiredClusters([
  stack('eu', { resource: { aws_rds_cluster: { a: cluster('orders'), b: cluster('billing-eu') } } }),
  stack('us', { provider: { aws: [{ alias: 'us' }] }, resource: { aws_rds_cluster: { a: twins } } }),
]);
const paths = (clusters: DesiredCluster[]) => clusters.map(({ path }) => path);
const failure = (attempt: () => unknown) => {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
};

describe('selectClusters', () => {
  it('takes identifiers, paths, all, or the only one', () => {
    expect(paths(selectClusters(all, ['billing-eu', 'us/orders']))).toEqual(['app/billing-eu', 'us/orders']);
    expect(paths(selectClusters(all, ['BILLING-EU', 'billing-eu']))).toEqual(['app/billing-eu']);
    expect(paths(selectClusters(all, [], { all: true }))).toHaveLength(3);
    expect(paths(selectClusters(all.slice(1, 2), []))).toEqual(['app/billing-eu']);
  });

  it.each<[string[], object]>([
    [['biling-eu'], { code: 'CLUSTER_UNKNOWN', remedy: 'Did you mean "billing-eu"?' }],
    [['billing'], { code: 'CLUSTER_UNKNOWN', remedy: 'Did you mean "billing-eu"?' }],
    [['zebra'], { code: 'CLUSTER_UNKNOWN', remedy: 'It declares orders, billing-eu, orders.' }],
    [['orders'], { code: 'CLUSTER_AMBIGUOUS', remedy: expect.stringContaining('app/orders, us/orders') }],
    [[], { code: 'SEVERAL_CLUSTERS', message: expect.stringContaining('Which cluster is to upgrade? There are 3') }],
  ])('refuses %j', (names, expected) => {
    expect(failure(() => selectClusters(all, names, { purpose: 'to upgrade' }))).toMatchObject({
      exitCode: 3,
      ...expected,
    });
  });

  it('says that there is none', () => {
    expect(failure(() => selectClusters([], ['orders']))).toMatchObject({ code: 'NO_CLUSTERS' });
  });
});
