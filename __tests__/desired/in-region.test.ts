import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { inRegion, type Placed } from '../../scripts/desired/in-region';
import { selectClusters } from '../../scripts/desired/select-clusters';
import { UpgradeError } from '../../scripts/runtime/errors';
import { cluster, stack } from './stacks';

const all = desiredClusters([
  stack('eu', { resource: { aws_rds_cluster: { a: cluster('orders'), b: cluster('billing') } } }),
  stack('us', {
    provider: { aws: [{ alias: 'us', region: 'us-west-2' }] },
    resource: { aws_rds_cluster: { a: cluster('orders', { provider: 'aws.us' }, { path: 'us/orders' }) } },
  }),
]);
const placed: Placed[] = all.map((each) => ({ cluster: each, region: each.provider.region ?? 'eu-west-1' }));
const paths = (region: string, names: string[] = []) =>
  selectClusters(inRegion(placed, region), names, { all: true, region }).map(({ path }) => path);
const failure = (attempt: () => unknown) => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof UpgradeError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the clusters of a region', () => {
  test.each<[string, string[], string[]]>([
    ['eu-west-1', [], ['app/orders', 'app/billing']],
    ['us-west-2', [], ['us/orders']],
    ['US-West-2 ', [], ['us/orders']],
    // What is ambiguous in the whole app is not so in a region.
    ['us-west-2', ['orders'], ['us/orders']],
    ['eu-west-1', ['orders'], ['app/orders']],
    ['eu-west-1', ['billing'], ['app/billing']],
  ])('%s %j', (region, names, expected) => {
    expect(paths(region, names)).toEqual(expected);
  });

  test('one without clusters is refused, and never means none or all', () => {
    expect(failure(() => paths('us-west-1'))).toMatchObject({
      code: 'REGION_UNKNOWN',
      exitCode: 3,
      message: 'The app declares no cluster in the region "us-west-1".',
      remedy: 'It declares orders, billing in eu-west-1; orders in us-west-2.',
    });
    expect(failure(() => paths(''))).toMatchObject({ code: 'REGION_UNKNOWN' });
  });

  test('a name of another region is refused, though the app declares it', () => {
    expect(failure(() => paths('us-west-2', ['billing']))).toMatchObject({
      code: 'CLUSTER_UNKNOWN',
      message: 'The app declares no cluster called "billing" in us-west-2.',
      remedy: 'It declares orders there.',
    });
  });

  test('where one cluster is, is not known: then nothing is known of the region', () => {
    const [first, ...others] = placed;
    expect(failure(() => inRegion([...others, { cluster: first!.cluster }], 'us-west-2'))).toMatchObject({
      code: 'NO_REGION',
      message: expect.stringContaining('names the region of app/orders.'),
    });
  });

  test('an app without clusters is told as anywhere else', () => {
    expect(failure(() => selectClusters(inRegion([], 'eu-west-1'), [], { all: true }))).toMatchObject({
      code: 'NO_CLUSTERS',
    });
  });
});
