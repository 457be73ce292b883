import { stepsUntil } from '../../scripts/runbook/upgrade';
import { addDependents, dependentsOf } from '../support/dependents';
import { type Scenario, scenario } from '../support/scenario';

/** The same run again and again, with so many empty answers from each call of the operation on, until it makes no more of them. */
async function emptyFromEachCall(
  operation: string,
  times: number,
  begin: () => Promise<Scenario>,
  run: (it: Scenario) => Promise<unknown>,
  check: (it: Scenario, call: number) => Promise<void>,
) {
  for (let call = 1; ; call += 1) {
    const it = await begin();
    it.rds.world.calls = {};
    it.rds.addFault({ kind: 'call', operation, call, times, effect: 'empty-once' });
    await run(it);
    const calls = it.rds.world.calls[operation] ?? 0;
    it.rds.world.faults = [];
    await check(it, call);
    if (calls < call) break;
  }
}

/** Begins from the same each time. */
const copiesOf = (it: Scenario) => {
  const remains = it.remains();
  return async () => {
    const copy = await scenario({ remains, stretch: 3 });
    copy.code.json = it.code.json;
    return copy;
  };
};

describe('what production has, read as nothing several times in a row, is not lost', () => {
  let green: () => Promise<Scenario>;
  let before: Awaited<ReturnType<typeof dependentsOf>>;

  beforeAll(async () => {
    const it = await scenario({ stretch: 3 });
    await addDependents(it);
    before = await dependentsOf(it);
    await it.upgrade({ steps: stepsUntil('green') });
    green = copiesOf(it);
  });

  test.each([
    ['DescribeScalableTargets', 2],
    ['DescribeScalableTargets', 3],
    ['DescribeScalingPolicies', 2],
  ])('%s, %i times', async (operation, times) => {
    const upgrade = (it: Scenario) => it.upgrade();
    await emptyFromEachCall(operation, times, green, upgrade, async (it, call) => {
      expect({ call, ...(await dependentsOf(it)) }).toEqual({ call, ...before });
    });
  });
});
