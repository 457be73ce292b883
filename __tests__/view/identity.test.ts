import type { Cluster, Deployment } from '../../scripts/aws/rds/types';
import { deploymentName, deploymentsOf, snapshotName } from '../../scripts/view/identity';
import { tagKey } from '../../scripts/view/tag-key';

const blue = 'cluster-BLUE';
const arn = (name: string) => `arn:aws:rds:eu-west-1:123456789012:cluster:${name}`;
const production = (resourceId: string) => ({ identifier: 'orders', arn: arn('orders'), resourceId }) as Cluster;

function deployment(change: Partial<Deployment> = {}): Deployment {
  return {
    identifier: 'bgd-1',
    name: deploymentName('orders', blue, '15.10'),
    source: arn('orders'),
    target: arn('orders-green-abc123'),
    status: 'AVAILABLE',
    createdAt: 0,
    tasks: [],
    members: [],
    tags: {
      [tagKey.format]: '1',
      [tagKey.sourceResourceId]: blue,
      [tagKey.fromVersion]: '15.6',
      [tagKey.toVersion]: '15.10',
      [tagKey.origin]: 'code',
    },
    ...change,
  };
}

describe('the name of a deployment', () => {
  test.each([
    ['orders', '15.10'],
    ['a-cluster-with-a-name-that-takes-all-of-the-sixty-three-letters', '8.0.mysql_aurora.3.08.0'],
    ['x', '15.10'],
  ])('%s to %s is one that RDS takes', (cluster, version) => {
    const name = deploymentName(cluster, 'cluster-ABC', version);
    expect(name).toMatch(/^[a-zA-Z](?:-?[a-zA-Z0-9]+)*$/);
    expect(name.length).toBeLessThanOrEqual(60);
  });

  test('differs by source and by target, and by nothing else', () => {
    expect(deploymentName('orders', 'cluster-A', '15.10')).toBe(deploymentName('orders', 'cluster-A', '15.10'));
    expect(deploymentName('orders', 'cluster-A', '15.10')).not.toBe(deploymentName('orders', 'cluster-B', '15.10'));
    expect(deploymentName('orders', 'cluster-A', '15.10')).not.toBe(deploymentName('orders', 'cluster-A', '15.12'));
  });
});

describe('whose deployment it is', () => {
  const after = { source: arn('orders-old1'), target: arn('orders'), status: 'SWITCHOVER_COMPLETED' };
  test.each<[string, Partial<Deployment>, string, object]>([
    ['ours, before the switchover', {}, blue, { underway: { identifier: 'bgd-1' }, foreign: [] }],
    [
      'ours, after it: source and target have flipped',
      after,
      'cluster-GREEN',
      { finished: { identifier: 'bgd-1' }, foreign: [] },
    ],
    ['without tags', { tags: {} }, blue, { foreign: [{ identifier: 'bgd-1' }] }],
    ['with copied tags under another name', { name: 'by-hand' }, blue, { foreign: [{ identifier: 'bgd-1' }] }],
    ['made for a cluster that had this name before', {}, 'cluster-OTHER', { foreign: [{ identifier: 'bgd-1' }] }],
    ['of another cluster', { source: arn('payments'), target: undefined }, blue, { foreign: [] }],
  ])('%s', (_, change, resourceId, expected) => {
    expect(deploymentsOf(production(resourceId), [deployment(change)])).toMatchObject(expected);
  });

  test('a second one beside ours is foreign', () => {
    const both = [deployment(), deployment({ identifier: 'bgd-2', name: 'by-hand' })];
    expect(deploymentsOf(production(blue), both)).toMatchObject({
      underway: { identifier: 'bgd-1' },
      foreign: [{ identifier: 'bgd-2' }],
    });
  });
});

test.each([
  ['orders', 0, 'orders-before-bgd-abc'],
  ['orders', 1, 'orders-before-bgd-abc-2'],
  [`${'a'.repeat(62)}b`, 0, `${'a'.repeat(48)}-before-bgd-abc`],
])('the snapshot of %s, number %i', (cluster, count, name) => {
  expect(snapshotName(cluster, 'bgd-abc', count)).toBe(name);
  expect(name.length).toBeLessThanOrEqual(63);
});
