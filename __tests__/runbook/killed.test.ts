import { uncopiedMembers } from '../../scripts/embedded-rds/world/deployments/uncopied';
import { abortSteps } from '../../scripts/runbook/abort';
import { UpgradeError } from '../../scripts/runtime/errors';
import { aftermath, untouched, upgradedOnce } from '../support/aftermath';
import { createGroups, region } from '../support/created-cluster';
import { addDependents, dependentsOf } from '../support/dependents';
import { distinctRemains } from '../support/distinct-remains';
import { around, Killed, killAfter } from '../support/ports';
import { type Remains, type Scenario, scenario } from '../support/scenario';

/** Runs once and keeps what a kill would leave after every single call and after the code was written. */
async function everyRemains(
  it: Scenario,
  go: (it: Scenario, keep: () => void) => Promise<unknown>,
): Promise<Remains[]> {
  const all = [it.remains()];
  await go(it, () => all.push(it.remains()));
  return all;
}

/**
 * The same command again. Where the kill came between the announcement of a switchover and its answer, nobody can know whether
 * it began: that takes `--retry-switchover`.
 */
async function again(it: Scenario, to?: string): Promise<'went on' | 'needed consent'> {
  try {
    await it.upgrade({ request: { to } });
    return 'went on';
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'SWITCHOVER_CANCELLED')) throw error;
    await it.upgrade({ request: { to, retrySwitchover: true } });
    return 'needed consent';
  }
}

describe('killed after any API call, the same command completes', () => {
  test.each([
    ['the code was bumped', '15.10', undefined],
    ['--to, the code is written afterwards', '15.6', '15.10'],
  ])('an upgrade: %s', async (_, version, to) => {
    const first = await scenario({ version, stretch: 3 });
    const remains = await everyRemains(first, (it, keep) =>
      it.upgrade({ request: { to }, wrap: (port) => around(port, { after: keep }), onCode: keep }),
    );
    expect(aftermath(first.rds)).toEqual(upgradedOnce);
    expect(remains.length).toBeGreaterThan(80);
    let consents = 0;
    for (const [calls, left] of distinctRemains(remains).entries()) {
      const second = await scenario({ remains: left, stretch: 10 });
      consents += Number((await again(second, to)) === 'needed consent');
      expect({ calls, ...aftermath(second.rds), code: second.code.versions }).toEqual({
        calls,
        ...upgradedOnce,
        code: { engineVersion: '15.10' },
      });
      const created = second.rds.world.calls;
      expect({
        calls,
        created: created.CreateBlueGreenDeployment,
        switched: created.SwitchoverBlueGreenDeployment,
      }).toEqual({ calls, created: 1, switched: 1 });
    }
    // The announcement, and the look at the deployment right after it.
    expect(consents).toBeLessThanOrEqual(2);
    expect(consents).toBeGreaterThan(0);
  });

  test('an upgrade to a declared major version', async () => {
    const setting = { version: '14.10', running: '14.10', upgradeTo: '15.5' };
    const first = await scenario({ ...setting, stretch: 3 });
    await createGroups(first.client, '15');
    const remains = await everyRemains(first, (it, keep) =>
      it.upgrade({ wrap: (port) => around(port, { after: keep }), onCode: keep }),
    );
    const end = aftermath(first.rds);
    expect(end).toMatchObject({ deployments: ['SWITCHOVER_COMPLETED'], snapshots: ['available'], switchovers: 1 });
    for (const [calls, left] of distinctRemains(remains).entries()) {
      const second = await scenario({ remains: left, stretch: 10 });
      await again(second);
      const code = { engineVersion: '15.5', previousEngineVersion: '14.10' };
      expect({ calls, ...aftermath(second.rds), code: second.code.versions }).toEqual({ calls, ...end, code });
    }
  });

  test('an upgrade of a cluster with all that a switchover may lose, from the moment that green stands', async () => {
    const first = await scenario({ stretch: 3 });
    await addDependents(first);
    first.rds.control('POST choices', { notCopiedToGreen: uncopiedMembers, endpointMembersOnGreen: 'none' });
    const before = await dependentsOf(first);
    const remains: Remains[] = [];
    const keep = () => {
      const [deployment] = Object.values(first.rds.world.regions[region]!.deployments);
      if (deployment !== undefined && deployment.status !== 'PROVISIONING') remains.push(first.remains());
    };
    await first.upgrade({
      wrap: (port) => around(port, { after: keep }),
      wrapAutoscaling: (port) => around(port, { after: keep }),
    });
    expect(await dependentsOf(first)).toEqual(before);
    expect(remains.length).toBeGreaterThan(60);
    for (const [calls, left] of distinctRemains(remains).entries()) {
      const second = await scenario({ remains: left, stretch: 10 });
      second.code.json = {};
      await again(second);
      expect({ calls, ...(await dependentsOf(second)) }).toEqual({ calls, ...before });
      expect({ calls, ...aftermath(second.rds) }).toEqual({ calls, ...upgradedOnce });
    }
  });

  test('an abort', async () => {
    const before = await scenario({ stretch: 3 });
    await before.upgrade({ steps: (await import('../../scripts/runbook/upgrade')).stepsUntil('green') });
    const first = await scenario({ remains: before.remains(), stretch: 3 });
    const remains = await everyRemains(first, (it, keep) =>
      it.upgrade({ steps: abortSteps, wrap: (port) => around(port, { after: keep }) }),
    );
    const { snapshots: _, ...end } = aftermath(first.rds);
    expect(end).toEqual(untouched);
    for (const [calls, left] of distinctRemains(remains).entries()) {
      const second = await scenario({ remains: left, stretch: 5 });
      await second.upgrade({ steps: abortSteps });
      const { snapshots: __, ...again } = aftermath(second.rds);
      expect({ calls, ...again }).toEqual({ calls, ...untouched });
      expect(second.rds.world.regions['ap-northeast-1']?.clusters).toMatchObject(
        Object.fromEntries(
          Object.values(second.rds.world.regions['ap-northeast-1']!.clusters).map((cluster) => [
            cluster.resourceId,
            { deletionProtection: true },
          ]),
        ),
      );
    }
  });
});

test.each([7, 11])('killed again and again, after %i calls and more', async (seed) => {
  let left: Remains | undefined;
  for (let round = 0; round < 60; round += 1) {
    const it: Scenario = await scenario({ ...(left === undefined ? {} : { remains: left }), stretch: 4 });
    // At least as many calls as it takes to see where one stands, or nothing would ever move.
    const calls = 14 + ((seed * (round + 3)) % 13);
    try {
      await it.upgrade({ wrap: (port) => killAfter(port, calls) });
      expect(aftermath(it.rds)).toEqual(upgradedOnce);
      expect(round).toBeGreaterThan(2);
      return;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      left = it.remains();
    }
  }
  throw new Error('It did not complete in 60 rounds.');
});
