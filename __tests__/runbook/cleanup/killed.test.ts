import {
  again,
  clean,
  cleaned,
  productionOf,
  remnants,
  upgraded,
  upgradedMysql,
  upgradedToNextMajor,
} from '../../support/cleaning';
import { distinctRemains } from '../../support/distinct-remains';
import { around, Killed, killAfter } from '../../support/ports';
import type { Remains, Scenario } from '../../support/scenario';

/** What a kill would leave after every single call and after the code was written. */
async function everyRemains(it: Scenario, request: Parameters<typeof clean>[1] = {}): Promise<Remains[]> {
  const all = [it.remains()];
  const keep = () => void all.push(it.remains());
  await clean(it, { ...request, wrap: (port) => around(port, { after: keep }), onCode: keep });
  return all;
}

test.each([
  ['after a major upgrade, every call', 1, upgradedToNextMajor, {}],
  ['after a minor upgrade, every fourth', 4, upgraded, {}],
  ['of Aurora MySQL after a major upgrade, every fourth', 4, upgradedMysql, {}],
  ['without a final snapshot, every fourth', 4, upgraded, { request: { skipFinalSnapshot: true } }],
])('killed after any API call, the same command completes: %s', async (_, every, begin, options) => {
  const first = await again((await begin()).remains());
  const production = productionOf(first.rds);
  const remains = await everyRemains(first, options);
  const end = 'request' in options ? { ...cleaned, finalSnapshots: [] } : cleaned;
  expect(remnants(first.rds)).toEqual(end);
  expect(remains.length).toBeGreaterThan(60);
  for (const [calls, left] of distinctRemains(remains).entries()) {
    if (calls % every !== 0) continue;
    const second = await again(left);
    await clean(second, options);
    expect({ calls, ...remnants(second.rds) }).toEqual({ calls, ...end });
    expect(productionOf(second.rds)).toEqual(production);
    expect(second.code.versions.previousEngineVersion).toBeUndefined();
    const { DeleteBlueGreenDeployment, DeleteDBInstance, DeleteDBCluster } = second.rds.world.calls;
    expect({ calls, DeleteBlueGreenDeployment, DeleteDBInstance, DeleteDBCluster }).toEqual({
      calls,
      DeleteBlueGreenDeployment: 1,
      DeleteDBInstance: 2,
      DeleteDBCluster: 1,
    });
  }
});

test.each([3, 7])('killed again and again, after %i calls and more', async (seed) => {
  const first = await upgradedToNextMajor();
  const production = productionOf(first.rds);
  let left = first.remains();
  for (let round = 0; round < 60; round += 1) {
    const it = await again(left, 4);
    const calls = 19 + ((seed * (round + 3)) % 13);
    try {
      await clean(it, { wrap: (port) => killAfter(port, calls) });
      expect(remnants(it.rds)).toEqual(cleaned);
      expect(productionOf(it.rds)).toEqual(production);
      expect(round).toBeGreaterThan(2);
      return;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      left = it.remains();
    }
  }
  throw new Error('It did not complete in 60 rounds.');
});
