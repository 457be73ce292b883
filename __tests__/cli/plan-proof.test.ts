import { proofOf } from '../../scripts/cli/plan-port';
import type { ResourceChange } from '../../scripts/terraform/plan-json';
import { CodeInMemory } from '../support/scenario';

const cluster = new CodeInMemory({ engineVersion: '15.10' }).cluster();
const planned = (changes: Partial<ResourceChange>[], outputChanges: string[] = [], complete = true) => ({
  kind: 'planned' as const,
  changes: changes.map((change) => ({
    address: 'aws_rds_cluster.aurora',
    type: 'aws_rds_cluster',
    actions: ['update'],
    changedAttributes: [],
    imported: false,
    ...change,
  })),
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
    { kind: 'changes', addresses: ['aws_rds_cluster_instance.i2 (delete, create)'] },
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
