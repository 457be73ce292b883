import type { PlanResult } from '../../scripts/terraform/plan-result';
import type { ResourceChange } from '../../scripts/terraform/resource-change';
import { readTargetedPlan, readUnheld } from '../../scripts/terraform/targeted-plan';
import { resourceChange } from '../support/resource-change';

const change = (address: string, ...actions: string[]): ResourceChange =>
  resourceChange({ address, type: address.split('.')[0]!, actions });
const planned = (changes: ResourceChange[], outputChanges: string[] = []): PlanResult => ({
  kind: 'planned',
  changes,
  outputChanges,
  complete: true,
});
const wanted = ['aws_db_parameter_group.a', 'aws_db_parameter_group.b'];
const creates = wanted.map((address) => change(address, 'create'));

test('creates what is wanted and nothing else', () => {
  expect(readTargetedPlan(planned(creates), wanted)).toEqual({ kind: 'creates', addresses: wanted });
});

test.each([
  [
    'another resource changes along',
    planned([...creates, change('aws_rds_cluster.x', 'update')]),
    /aws_rds_cluster\.x \(update\)/,
  ],
  [
    'a wanted one is replaced',
    planned([creates[0]!, change(wanted[1]!, 'delete', 'create')]),
    /\.b \(delete and create\)/,
  ],
  ['an output changes', planned(creates, ['version']), /output version/],
  ['one of them is in the state already', planned([creates[0]!]), /would not create aws_db_parameter_group\.b/],
])('%s: not from here', (_, result, message) => {
  const reading = readTargetedPlan(result, wanted);
  expect(reading).toMatchObject({ kind: 'impossible', terraformMissing: false });
  expect(reading).toMatchObject({ message: expect.stringMatching(message) });
});

test('no terraform is told apart from a terraform that fails', () => {
  const missing: PlanResult = { kind: 'no-terraform', binary: 'terraform', message: 'none', remedy: 'install' };
  const failed: PlanResult = { kind: 'init-failed', message: 'no', remedy: 'mend' };
  expect(readTargetedPlan(missing, wanted)).toMatchObject({ terraformMissing: true });
  expect(readTargetedPlan(failed, wanted)).toMatchObject({ terraformMissing: false });
});

test('what exists and would be created is not in the state; what would be replaced is, but not so', () => {
  const plan = planned([change(wanted[0]!, 'create'), change(wanted[1]!, 'delete', 'create'), change('x.y', 'create')]);
  expect(readUnheld(plan, wanted)).toEqual({ kind: 'known', created: [wanted[0]], replaced: [wanted[1]] });
  const held = planned([change(wanted[1]!, 'update')]);
  expect(readUnheld(held, wanted)).toEqual({ kind: 'known', created: [], replaced: [] });
});

test('where Terraform does not plan, nothing is known', () => {
  const failed: PlanResult = { kind: 'init-failed', message: 'no', remedy: 'mend' };
  expect(readUnheld(failed, wanted)).toEqual({ kind: 'unknown', message: 'no' });
});
