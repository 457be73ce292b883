import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { aftermath, untouched, upgradedOnce } from '../support/aftermath';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

/** What one read may answer that is not so. */
const lies = [
  { effect: 'empty-once' },
  { effect: 'stale', seconds: 120 },
  { effect: 'torn', seconds: 120, newer: 'deployments' },
  { effect: 'torn', seconds: 120, newer: 'clusters' },
] as const;

/** A rule that never strikes: the embedded RDS remembers how things were only while a rule may ask for it. */
const keepHistory = (it: Scenario) =>
  it.rds.addFault({
    kind: 'call',
    operation: 'DescribeDBEngineVersions',
    effect: 'stale',
    seconds: 600,
    call: 1e6,
  } as never);

const lie = (it: Scenario, operation: string, which: (typeof lies)[number]) =>
  it.rds.addFault({ kind: 'call', operation, ...which } as never);

/** Production switched over, and nothing restored, reconciled or proven yet. */
async function justSwitched(): Promise<Scenario> {
  const it = await scenario({ version: '15.6', stretch: 3 });
  keepHistory(it);
  class Killed extends Error {}
  const after = (method: string) => {
    if (method === 'switchover') throw new Killed();
  };
  await it.upgrade({ request: { to: '15.10' }, wrap: (port) => around(port, { after }) }).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  it.pass(3);
  return it;
}

describe.each(lies)('one answer that is $effect $newer', (which) => {
  test('does not make a finished switchover "nothing to do"', async () => {
    const it = await justSwitched();
    let proofs = 0;
    lie(it, 'DescribeBlueGreenDeployments', which);
    await it.upgrade({
      request: { to: '15.10' },
      plan: {
        async prove() {
          proofs += 1;
          return { kind: 'no-changes' };
        },
      },
    });
    expect(it.code.versions.engineVersion).toBe('15.10');
    expect(proofs).toBeGreaterThan(0);
    const [deployment] = Object.values(it.rds.world.regions['ap-northeast-1']!.deployments);
    expect(JSON.stringify(deployment?.tags)).toContain('aurora-upgrade:restored');
  });

  test('does not end an abort before green is gone', async () => {
    const it = await scenario({ stretch: 3 });
    keepHistory(it);
    await it.upgrade({ steps: stepsUntil('green') });
    lie(it, 'DescribeBlueGreenDeployments', which);
    await it.upgrade({ steps: abortSteps });
    const { snapshots: _, ...left } = aftermath(it.rds);
    expect(left).toEqual(untouched);
  });

  test('of production is no missing cluster, and of any other read no wrong end', async () => {
    for (const operation of [
      'DescribeDBClusters',
      'DescribeDBInstances',
      'DescribeEvents',
      'DescribeDBClusterSnapshots',
    ]) {
      const it = await scenario({ stretch: 3 });
      keepHistory(it);
      lie(it, operation, which);
      await it.upgrade({ steps: stepsUntil('green') });
      lie(it, operation, which);
      await it.upgrade();
      expect({ operation, ...aftermath(it.rds) }).toEqual({ operation, ...upgradedOnce });
    }
  });
});

test('a deployment that reads as before while production is its green already is still ours', async () => {
  const it = await justSwitched();
  // A list that is minutes old for a while: production has the new resource id, the record names it as its source.
  it.rds.addFault({
    kind: 'call',
    operation: 'DescribeBlueGreenDeployments',
    effect: 'stale',
    seconds: 400,
    times: 4,
  } as never);
  await it.upgrade({ request: { to: '15.10' } });
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
  expect(it.code.versions.engineVersion).toBe('15.10');
});
