import { readPlan } from '../../scripts/terraform/plan-json';
import { openBase, type PlannedBase } from '../plans/table/planned-base';
import { recordedPlans } from '../plans/table/recorded';
import { planTable } from '../plans/table/table';
import { describeWith } from '../support/tools';

const sample = ['minor version raised', 'tainted cluster', '-refresh-only'];

describeWith(['terraform', 'aws-provider'], 'plans of the table, written anew by the real Terraform', () => {
  let base: PlannedBase;

  beforeAll(async () => {
    base = await openBase('orders');
  });
  afterAll(() => base?.close());

  it.each(sample)('%s: reads as the recorded one', async (name) => {
    const row = planTable.find((each) => each.name === name)!;
    expect(readPlan(await base.plan(row))).toEqual(readPlan(recordedPlans().get(name)));
  });
});
