import type { Cluster, Deployment, Tags } from '../../scripts/aws/rds/types';
import type { DeclaredIdentifier } from '../../scripts/desired/declared-identifiers';
import { deploymentName, deploymentsOf, finalSnapshotName } from '../../scripts/view/identity';
import { leftovers } from '../../scripts/view/old-environment';
import { tagKey } from '../../scripts/view/tag-key';

const arn = (identifier: string) => `arn:aws:rds:eu-west-1:123456789012:cluster:${identifier}`;

function cluster(identifier: string, resourceId: string, more: Partial<Cluster> = {}): Cluster {
  return {
    identifier,
    arn: arn(identifier),
    resourceId,
    status: 'available',
    engine: 'aurora-postgresql',
    engineVersion: '15.6',
    engineMode: 'provisioned',
    parameterGroup: 'orders-pg15',
    members: [],
    deletionProtection: true,
    managedPassword: false,
    readReplicas: [],
    backupRetentionDays: 7,
    roles: [],
    customEndpoints: [],
    settings: {},
    tags: {},
    ...more,
  };
}

const production = cluster('orders', 'cluster-GREEN', { engineVersion: '15.10' });
const blue = (identifier = 'orders-old1', more: Partial<Cluster> = {}) => cluster(identifier, 'cluster-BLUE', more);
const another = cluster('invoices', 'cluster-OTHER');

function record(more: Partial<Deployment> = {}): Deployment {
  return {
    identifier: 'bgd-1',
    name: deploymentName('orders', 'cluster-BLUE', '15.10'),
    source: arn('orders-old1'),
    target: production.arn,
    status: 'SWITCHOVER_COMPLETED',
    createdAt: 0,
    tasks: [],
    members: [],
    tags: {
      [tagKey.format]: '1',
      [tagKey.sourceResourceId]: 'cluster-BLUE',
      [tagKey.fromVersion]: '15.6',
      [tagKey.toVersion]: '15.10',
      [tagKey.origin]: 'code',
    },
    ...more,
  };
}

const oldTags = (own: string, replacedBy: string): Tags => ({
  [tagKey.format]: '1',
  [tagKey.oldResourceId]: own,
  [tagKey.replacedBy]: replacedBy,
  [tagKey.deployment]: 'bgd-1',
  [tagKey.fromVersion]: '15.6',
  [tagKey.toVersion]: '15.10',
});
const tagged = oldTags('cluster-BLUE', 'cluster-GREEN');

const named = (...names: string[]): DeclaredIdentifier[] =>
  names.map((name) => ({ stack: 'app', address: `aws_rds_cluster.${name}`, kind: 'cluster', name: [name] }));

function look(clusters: Cluster[], deployments: Deployment[] = [], declared = named('orders', 'invoices')) {
  return leftovers({
    production,
    deployments: deploymentsOf(production, deployments),
    allClusters: [production, another, ...clusters],
    declared,
  });
}

describe('what proves that a cluster is the old environment', () => {
  test.each([
    ['its record', [blue()], [record()], 'record'],
    ['its record, whatever its number', [blue('orders-old7')], [record({ source: arn('orders-old7') })], 'record'],
    ['its record and its tags', [blue('orders-old1', { tags: tagged })], [record()], 'record'],
    ['its tags, when the record is gone', [blue('orders-old1', { tags: tagged })], [], 'tags'],
  ])('%s', (_, clusters, deployments, provenBy) => {
    expect(look(clusters, deployments)).toMatchObject({
      complete: true,
      old: {
        cluster: { resourceId: 'cluster-BLUE' },
        provenBy,
        deployment: 'bgd-1',
        fromVersion: '15.6',
        toVersion: '15.10',
        replacedBy: 'cluster-GREEN',
      },
      others: [],
    });
  });

  test.each<[string, Cluster[], Deployment[], RegExp]>([
    ['its name alone', [blue()], [], /nothing proves that it is the former production/],
    ['the name of another cluster’s record', [cluster('orders-old1', 'cluster-LATER')], [record()], /nothing proves/],
    [
      'tags that were copied from another cluster',
      [cluster('orders-old1', 'cluster-RESTORED', { tags: tagged })],
      [],
      /set on another cluster \(cluster-BLUE\) and were copied/,
    ],
    [
      'tags that name another production',
      [blue('orders-old1', { tags: oldTags('cluster-BLUE', 'cluster-ELSE') })],
      [],
      /nothing proves/,
    ],
    [
      'tags of another format',
      [blue('orders-old1', { tags: { ...tagged, [tagKey.format]: '2' } })],
      [],
      /nothing proves/,
    ],
    [
      'tags that are not all there',
      [blue('orders-old1', { tags: { ...tagged, [tagKey.deployment]: '' } })],
      [],
      /nothing/,
    ],
  ])('not %s', (_, clusters, deployments, because) => {
    const found = look(clusters, deployments);
    expect(found.old).toBeUndefined();
    expect(found.others).toMatchObject([{ because: expect.stringMatching(because) }]);
  });
});

describe('what is proven and stands all the same', () => {
  test.each<[string, Cluster, Deployment[], RegExp, DeclaredIdentifier[]?]>([
    ['renamed', blue('orders-legacy'), [record({ source: arn('orders-legacy') })], /it was renamed/],
    ['renamed after its record was gone', blue('orders-legacy', { tags: tagged }), [], /it was renamed/],
    ['named otherwise by its record', blue('orders-old2'), [record()], /the record of bgd-1 names .*orders-old1/],
    [
      'declared by the code',
      blue(),
      [record()],
      /^the stack app declares it \(aws_rds_cluster.orders-old1\)$/,
      named('orders', 'orders-old1'),
    ],
    [
      'declared by the code, perhaps',
      blue('orders-old1', { tags: tagged }),
      [],
      /^the stack app declares aws_rds_cluster.x, whose name \(orders-old…\) only Terraform knows: it may be this one$/,
      [{ stack: 'app', address: 'aws_rds_cluster.x', kind: 'cluster', name: ['orders-old', ''] }],
    ],
    [
      'with an instance that the code declares',
      blue('orders-old1', {
        members: [{ instanceIdentifier: 'reports', writer: false, clusterParameterGroupStatus: 'in-sync' }],
      }),
      [record()],
      /^as for its instance reports, the stack app declares it \(aws_rds_cluster_instance.r\)$/,
      [{ stack: 'app', address: 'aws_rds_cluster_instance.r', kind: 'instance', name: ['reports'] }],
    ],
    [
      'source of another deployment',
      blue(),
      [record(), record({ identifier: 'bgd-2', name: 'mine', target: arn('x'), tags: {} })],
      /part of another deployment \(bgd-2, mine\)/,
    ],
    [
      'in a global database',
      blue('orders-old1', { globalClusterIdentifier: 'world' }),
      [record()],
      /global database world/,
    ],
    ['a source of replicas', blue('orders-old1', { readReplicas: ['arn:x'] }), [record()], /replicates with arn:x/],
    ['a replica', blue('orders-old1', { replicationSource: 'arn:y' }), [record()], /replicates with arn:y/],
  ])('%s', (_, old, deployments, because, declared = undefined) => {
    const found = look([old], deployments, declared);
    expect(found.old).toBeUndefined();
    expect(found.others).toMatchObject([{ cluster: old, because: expect.stringMatching(because) }]);
  });
});

test('production is never among them, whatever it is called and tagged', () => {
  const strange = { ...production, identifier: 'orders-old1', tags: oldTags('cluster-GREEN', 'cluster-GREEN') };
  const found = leftovers({
    production: strange,
    deployments: deploymentsOf(strange, []),
    allClusters: [strange],
    declared: [],
  });
  expect(found).toEqual({ complete: true, old: undefined, others: [] });
});

test('a list without production proves nothing', () => {
  const surroundings = { production, deployments: deploymentsOf(production, []), declared: [] };
  expect(leftovers({ ...surroundings, allClusters: [] })).toEqual({ complete: false, old: undefined, others: [] });
});

test('other clusters of the region are not its business', () => {
  expect(look([cluster('orders-2', 'cluster-A'), cluster('invoices-old1', 'cluster-B')])).toMatchObject({ others: [] });
});

test('two upgrades: what was begun is ended first, then what the second one left', () => {
  // orders-old1 was tagged and its record deleted; then the cluster that had replaced it was replaced in its turn.
  const first = cluster('orders-old1', 'cluster-FIRST', { tags: oldTags('cluster-FIRST', 'cluster-BLUE') });
  const second = blue('orders-old2');
  const found = look([first, second], [record({ source: second.arn })]);
  expect(found.old).toMatchObject({ cluster: first, provenBy: 'tags', replacedBy: 'cluster-BLUE' });
  expect(look([second], [record({ source: second.arn })]).old).toMatchObject({ cluster: second, provenBy: 'record' });
});

test('two upgrades: an old environment that nobody can prove is named beside the one that is', () => {
  const found = look(
    [cluster('orders-old1', 'cluster-FIRST'), blue('orders-old2')],
    [record({ source: arn('orders-old2') })],
  );
  expect(found.old?.cluster.identifier).toBe('orders-old2');
  expect(found.others.map((each) => each.cluster.identifier)).toEqual(['orders-old1']);
});

test.each([
  ['orders', '15.6', 0, /^orders-15-6-final-[0-9a-f]{10}$/],
  ['orders', '15.6', 1, /^orders-15-6-final-[0-9a-f]{10}-2$/],
  ['orders', '8.0.mysql_aurora.3.08.0', 0, /^orders-8-0-mysql-aurora-3-final-/],
  [`${'o'.repeat(62)}x`, '15.6', 0, /^o{41}-15-6-final-[0-9a-f]{10}$/],
])('the final snapshot of %s at %s, number %i', (name, version, count, expected) => {
  const identifier = finalSnapshotName(name, version, 'cluster-BLUE', count);
  expect(identifier).toMatch(expected);
  expect(identifier.length).toBeLessThanOrEqual(63);
  expect(identifier).not.toMatch(/--|-$/);
});
