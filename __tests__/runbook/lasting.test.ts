import { upTo } from '../../scripts/runbook/upgrade';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { clean } from '../support/cleaning';
import { clusterName, region } from '../support/created-cluster';
import { addDependents, dependentsOf } from '../support/dependents';
import { around, Killed } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const deployments = (it: Scenario) => Object.values(it.rds.world.regions[region]!.deployments);

/** The past is kept while a rule asks for it; this one never strikes. */
const keepHistory = (it: Scenario) =>
  it.rds.addFault({ kind: 'call', operation: 'DescribeDBEngineVersions', effect: 'stale', seconds: 600, call: 1e6 });

async function readyToSwitch(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await addDependents(it);
  await it.upgrade({ steps: upTo(gateSwitchover) });
  keepHistory(it);
  return it;
}

test.each(['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'])(
  'one empty answer of %s right before the switchover does not empty what is restored from',
  async (operation) => {
    const it = await readyToSwitch();
    const before = await dependentsOf(it);
    it.rds.addFault({ kind: 'call', operation: `application-autoscaling:${operation}`, effect: 'empty-once' });
    await it.upgrade();
    expect((await dependentsOf(it)).scaling).toEqual(before.scaling);
    expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBe(1);
  },
);

test('one look that still sees auto scaling as before the switchover does not end the restoring', async () => {
  const it = await readyToSwitch();
  const before = await dependentsOf(it);
  let lied = false;
  await it.upgrade({
    wrap: (port) =>
      around(port, {
        before() {
          if (lied || deployments(it)[0]?.status !== 'SWITCHOVER_COMPLETED') return;
          lied = true;
          // Two clusters, three lists and the tags of each.
          const operation = 'application-autoscaling:*';
          it.rds.addFault({ kind: 'call', operation, effect: 'stale', seconds: 120, times: 7 });
        },
      }),
  });
  expect(lied).toBe(true);
  expect((await dependentsOf(it)).scaling).toEqual(before.scaling);
});

test('production that RDS has taken further since the switchover gets back what it had, whatever the code says', async () => {
  const it = await readyToSwitch();
  const before = await dependentsOf(it);
  const after = (method: string) => {
    if (method === 'switchover') throw new Killed();
  };
  await expect(it.upgrade({ wrap: (port) => around(port, { after }) })).rejects.toBeInstanceOf(Killed);
  it.pass(3);
  const here = it.rds.world.regions[region]!;
  const production = Object.values(here.clusters).find(({ identifier }) => identifier === clusterName)!;
  const members = Object.values(here.instances).filter(({ cluster }) => cluster === production.resourceId);
  for (const each of [production, ...members]) each.engineVersion = '15.12';
  it.pass(25 * 60);

  const left = it.remains();
  await expect(clean(it)).rejects.toMatchObject({
    code: 'UPGRADE_UNFINISHED',
    remedy: expect.stringMatching(/npm run upgrade -- aurora-bg-aurora-cluster --to 15\.12$/),
  });
  await it.upgrade({ request: { to: '15.12' } });
  expect((await dependentsOf(it)).scaling).toEqual(before.scaling);

  const other = await scenario({ remains: left, stretch: 3 });
  other.code.json = {};
  await other.upgrade();
  expect((await dependentsOf(other)).scaling).toEqual(before.scaling);
  expect(other.code.version).toBe('15.12');
  await clean(other);
});
