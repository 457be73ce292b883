import { abortSteps } from '../../../scripts/runbook/abort';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import { UpgradeError } from '../../../scripts/runtime/errors';
import { aftermath } from '../../support/aftermath';
import { clusterName, createGroups } from '../../support/created-cluster';
import { distinctRemains } from '../../support/distinct-remains';
import { around } from '../../support/ports';
import { type Remains, type Scenario, scenario } from '../../support/scenario';

const minor = { from: '8.0.mysql_aurora.3.04.4', to: '8.0.mysql_aurora.3.10.2' };
const major = { from: '5.7.mysql_aurora.2.11.2', to: '8.0.mysql_aurora.3.04.3' };
const to84 = { from: '8.0.mysql_aurora.3.10.2', to: '8.4.mysql_aurora.8.4.7' };

async function declared({ from, to }: typeof minor): Promise<Scenario> {
  const it = await scenario({ version: from, running: from, upgradeTo: to, stretch: 3 });
  it.rds.control('POST choices', { assumedTargets: [`${to84.from} > ${to84.to}`] });
  if (from.slice(0, 3) !== to.slice(0, 3)) await createGroups(it.client, to);
  return it;
}

/** What kills leave, after every call and after the code was written. */
async function everyRemains(it: Scenario, steps?: Parameters<Scenario['upgrade']>[0]): Promise<Remains[]> {
  const all = [it.remains()];
  const keep = () => void all.push(it.remains());
  await it.upgrade({ ...steps, wrap: (port) => around(port, { after: keep }), onCode: keep });
  return all;
}

async function again(it: Scenario): Promise<void> {
  try {
    await it.upgrade();
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'SWITCHOVER_CANCELLED')) throw error;
    await it.upgrade({ request: { retrySwitchover: true } });
  }
}

test.each([
  ['3.04.4 to 3.10.2', minor],
  ['2.11.2 to 3.04.3', major],
  ['3.10.2 to 8.4.7, assumed', to84],
])('killed after any call, the same command completes: %s', async (_, versions) => {
  const first = await declared(versions);
  const remains = await everyRemains(first);
  const end = aftermath(first.rds);
  expect(end).toMatchObject({
    clusters: [`${clusterName} ${versions.to} available`, `${clusterName}-old1 ${versions.from} available`],
    deployments: ['SWITCHOVER_COMPLETED'],
    snapshots: ['available'],
    switchovers: 1,
  });
  expect(remains.length).toBeGreaterThan(80);
  for (const [calls, left] of distinctRemains(remains).entries()) {
    const second = await scenario({ remains: left, stretch: 10 });
    await again(second);
    const code = { engineVersion: versions.to, previousEngineVersion: versions.from };
    expect({ calls, ...aftermath(second.rds), code: second.code.versions }).toEqual({ calls, ...end, code });
    const { CreateBlueGreenDeployment, SwitchoverBlueGreenDeployment } = second.rds.world.calls;
    expect([calls, CreateBlueGreenDeployment, SwitchoverBlueGreenDeployment]).toEqual([calls, 1, 1]);
  }
});

test('an abort, killed after any call, leaves production as it was', async () => {
  const before = await declared(major);
  await before.upgrade({ steps: stepsUntil('green') });
  const first = await scenario({ remains: before.remains(), stretch: 3 });
  const remains = await everyRemains(first, { steps: abortSteps });
  const untouched = {
    clusters: [`${clusterName} ${major.from} available`],
    deployments: [],
    switchovers: 0,
  };
  expect(aftermath(first.rds)).toMatchObject(untouched);
  for (const left of distinctRemains(remains)) {
    const second = await scenario({ remains: left, stretch: 5 });
    await second.upgrade({ steps: abortSteps });
    expect(aftermath(second.rds)).toMatchObject(untouched);
  }
});
