import { requireNamed } from '../../scripts/commands/yes-needs-names';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { UpgradeError } from '../../scripts/runtime/errors';
import { cluster, stack } from '../desired/stacks';

const inPlace = cluster('users', {}, { upgradePolicy: 'in-place' });
const clusters = desiredClusters([
  stack('eu', { resource: { aws_rds_cluster: { a: cluster('orders'), b: cluster('billing'), c: inPlace } } }),
]);
const asked = { command: 'upgrade', names: [] as string[], region: 'eu-west-1', yes: true };
const refused = (change: Partial<Parameters<typeof requireNamed>[1]>) => {
  try {
    requireNamed(clusters, { ...asked, ...change });
    return undefined;
  } catch (error) {
    return error instanceof UpgradeError ? error : Promise.reject(error);
  }
};

test('a yes in advance to a region is refused, with the clusters to name', () => {
  expect(refused({})).toMatchObject({
    code: 'REGION_NEEDS_NAMES',
    exitCode: 3,
    message:
      '--yes consents in advance, and no cluster is named. In eu-west-1 the code has 2: orders, billing. Nothing was changed.',
    remedy:
      'Look first: npm run upgrade -- --region eu-west-1 --plan. Then name those that you mean: npm run upgrade -- orders billing --region eu-west-1 --yes. Without --yes, each cluster is asked for.',
  });
  expect(refused({ command: 'abort', local: true })).toMatchObject({
    remedy: expect.stringMatching(
      /status -- --region eu-west-1 --local\. .* abort -- orders billing --region eu-west-1 --yes --local\./,
    ),
  });
});

test.each<[string, Partial<Parameters<typeof requireNamed>[1]>]>([
  ['clusters are named', { names: ['orders'] }],
  ['each is asked for', { yes: false }],
  ['nothing is done', { plan: true }],
])('not where %s', (_, change) => {
  expect(refused(change)).toBeUndefined();
});
