import { describeChange } from '../../scripts/terraform/describe-change';
import type { ResourceChange } from '../../scripts/terraform/resource-change';
import { resourceChange } from '../support/resource-change';

it.each<[Partial<ResourceChange>, string]>([
  [{}, 'update'],
  [{ changedAttributes: ['master_password', 'port'] }, 'update: master_password, port'],
  [{ changedAttributes: [...'abcdefghij'] }, 'update: a, b, c, d, e, f, g, h and 2 more'],
  [{ actions: ['delete', 'create'], changedAttributes: ['id'] }, 'delete and create'],
  [
    { actions: ['delete', 'create'], replacedBecauseOf: ['storage_encrypted'] },
    'delete and create; because of storage_encrypted',
  ],
  [{ actions: ['no-op'], previousAddress: 'aws_x.a' }, 'no-op; moved from aws_x.a'],
  [{ imported: true }, 'update; imported'],
  [{ actions: ['delete'], deposed: true }, 'delete; a deposed object'],
])('%j', (change, words) => {
  expect(describeChange(resourceChange(change))).toBe(`aws_rds_cluster.aurora (${words})`);
});
