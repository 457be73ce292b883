import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { aftermath, untouched, upgradedOnce } from '../support/aftermath';
import { addDependents, dependentsOf } from '../support/dependents';
import { around, Killed } from '../support/ports';
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

const deployments = 'DescribeBlueGreenDeployments';

describe.each([2, 3])('deployments, read as nothing %i times in a row', (times) => {
  test('do not end an abort while green stands', async () => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps: stepsUntil('green') });
    const abort = (copy: Scenario) => copy.upgrade({ steps: abortSteps });
    await emptyFromEachCall(deployments, times, copiesOf(it), abort, async ({ rds }, call) => {
      const { snapshots: _, ...left } = aftermath(rds);
      expect({ call, ...left }).toEqual({ call, ...untouched });
    });
  });

  test('neither end an upgrade nor leave it unfinished', async () => {
    const it = await scenario({ stretch: 3 });
    await addDependents(it);
    const before = await dependentsOf(it);
    await it.upgrade({ steps: stepsUntil('green') });
    const upgrade = (copy: Scenario) => copy.upgrade();
    await emptyFromEachCall(deployments, times, copiesOf(it), upgrade, async (copy, call) => {
      expect({ call, ...aftermath(copy.rds) }).toEqual({ call, ...upgradedOnce });
      expect({ call, ...(await dependentsOf(copy)) }).toEqual({ call, ...before });
    });
  });

  test('do not hide from a new run that production was switched over and not restored', async () => {
    const it = await scenario({ stretch: 3 });
    await addDependents(it);
    const before = await dependentsOf(it);
    const after = (method: string) => {
      if (method === 'switchover') throw new Killed();
    };
    await expect(it.upgrade({ wrap: (port) => around(port, { after }) })).rejects.toBeInstanceOf(Killed);
    it.pass(5);
    const upgrade = (copy: Scenario) => copy.upgrade();
    await emptyFromEachCall(deployments, times, copiesOf(it), upgrade, async (copy, call) => {
      expect({ call, ...aftermath(copy.rds) }).toEqual({ call, ...upgradedOnce });
      expect({ call, ...(await dependentsOf(copy)) }).toEqual({ call, ...before });
    });
  });
});
