import { proofOf } from '../../../scripts/plans/proof/proof-of';
import type { ResourceChange } from '../../../scripts/terraform/resource-change';
import { CodeInMemory } from '../../support/code-in-memory';
import { declaredDependents } from '../../support/dependents';
import { resourceChange } from '../../support/resource-change';

const code = new CodeInMemory({ engineVersion: '15.10' });
code.json = { resource: declaredDependents };
const cluster = code.cluster();
const planned = (changes: Partial<ResourceChange>[], outputChanges: string[] = [], complete = true) => ({
  kind: 'planned' as const,
  changes: changes.map(resourceChange),
  outputChanges,
  complete,
});

test.each([
  ['nothing', planned([]), false, { kind: 'no-changes' }],
  ['the cluster', planned([{}]), false, { kind: 'changes', addresses: ['aws_rds_cluster.aurora (update)'] }],
  [
    'an instance',
    planned([{ address: 'aws_rds_cluster_instance.i2', actions: ['delete', 'create'] }]),
    false,
    { kind: 'changes', addresses: ['aws_rds_cluster_instance.i2 (delete and create)'] },
  ],
  [
    'what hangs on the cluster',
    planned([
      { address: 'aws_rds_cluster_role_association.s3', actions: ['create'] },
      { address: 'aws_appautoscaling_policy.cpu', actions: ['create'] },
    ]),
    false,
    {
      kind: 'changes',
      addresses: ['aws_rds_cluster_role_association.s3 (create)', 'aws_appautoscaling_policy.cpu (create)'],
    },
  ],
  [
    'something else and an output',
    planned([{ address: 'aws_sns_topic.x' }], ['endpoint']),
    false,
    { kind: 'changes-elsewhere', addresses: ['aws_sns_topic.x (update)', 'output endpoint'] },
  ],
  ['a deferred part', planned([], [], false), false, { kind: 'not-proven', terraformMissing: false }],
  [
    'what an import cannot read',
    planned([{ imported: true, changedAttributes: ['skip_final_snapshot'] }]),
    true,
    { kind: 'no-changes' },
  ],
  [
    'the same without an import',
    planned([{ imported: true, changedAttributes: ['skip_final_snapshot'] }]),
    false,
    { kind: 'changes' },
  ],
  [
    'a real difference after an import',
    planned([{ imported: true, changedAttributes: ['engine_version', 'skip_final_snapshot'] }]),
    true,
    { kind: 'changes' },
  ],
])('a plan that changes %s', (_, result, imported, expected) => {
  expect(proofOf(result, cluster, { imported })).toMatchObject(expected);
});

describe('what a cleanup is to destroy', () => {
  const groups = ['aws_rds_cluster_parameter_group.cluster-params-pg14', 'aws_db_parameter_group.params-pg14'];
  const destroyed = groups.map((address) => ({ address, actions: ['delete'] }));

  test.each([
    ['exactly that', destroyed, { kind: 'only-expected', addresses: groups }],
    [
      'a part, where the rest is gone already',
      destroyed.slice(1),
      { kind: 'only-expected', addresses: groups.slice(1) },
    ],
    ['nothing, where all is gone already', [], { kind: 'no-changes' }],
    ['another thing as well', [...destroyed, { address: 'aws_sns_topic.x' }], { kind: 'changes-elsewhere' }],
    ['the cluster as well', [...destroyed, {}], { kind: 'changes', addresses: ['aws_rds_cluster.aurora (update)'] }],
    [
      'a group that is replaced instead',
      [{ address: groups[0], actions: ['delete', 'create'] }],
      { kind: 'changes-elsewhere', addresses: [`${groups[0]} (delete and create)`] },
    ],
    [
      'a group of another version',
      [...destroyed, { address: 'aws_db_parameter_group.params-pg13', actions: ['delete'] }],
      { kind: 'changes-elsewhere', addresses: ['aws_db_parameter_group.params-pg13 (delete)'] },
    ],
  ])('%s', (_, changes, expected) => {
    expect(proofOf(planned(changes), cluster, { expected: (address) => groups.includes(address) })).toMatchObject(
      expected,
    );
  });

  test('without a word of it, it is a change like any other', () => {
    expect(proofOf(planned(destroyed), cluster)).toMatchObject({ kind: 'changes-elsewhere' });
  });
});

test('without terraform the remedy says how to prove it by hand', () => {
  const proof = proofOf(
    { kind: 'no-terraform', binary: 'terraform', message: 'Not found.', remedy: 'Install it.' },
    cluster,
  );
  expect(proof).toMatchObject({
    kind: 'not-proven',
    terraformMissing: true,
    remedy: expect.stringContaining('-detailed-exitcode'),
  });
});

test('with --local it does not: that would ask the stack’s own backend', () => {
  const partial = planned([], [], false);
  const missing = { kind: 'no-terraform' as const, binary: 'terraform', message: 'Not found.', remedy: 'Install it.' };
  for (const result of [partial, missing]) {
    expect(proofOf(result, cluster, { local: true })).toMatchObject({
      kind: 'not-proven',
      remedy: expect.not.stringMatching(/terraform|cdktf/),
    });
  }
});

describe('a plan that guards have stopped', () => {
  const other = {
    ...cluster,
    annotation: { ...cluster.annotation, address: 'aws_rds_cluster.orders', clusterIdentifier: 'orders' },
  };
  const stopped = (...addresses: (string | undefined)[]) => ({
    kind: 'plan-failed' as const,
    failedConditions: addresses.map((address) => ({ address, message: 'guard' })),
    message: 'Stopped.',
    remedy: 'See.',
  });

  test.each([
    ['of another cluster of the stack', ['aws_rds_cluster.orders'], { kind: 'waits-for-others', clusters: ['orders'] }],
    ['of this one', ['aws_rds_cluster.aurora'], { kind: 'not-proven' }],
    ['of both', ['aws_rds_cluster.orders', 'aws_rds_cluster.aurora'], { kind: 'not-proven' }],
    ['of something unknown', [undefined], { kind: 'not-proven' }],
    ['without a condition', [], { kind: 'not-proven' }],
  ])('%s', (_, addresses, expected) => {
    expect(proofOf(stopped(...addresses), cluster, { others: [other] })).toMatchObject(expected);
  });
});
