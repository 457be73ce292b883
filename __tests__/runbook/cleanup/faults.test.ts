import type { RdsPort } from '../../../scripts/aws/rds/rds-port';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import { tagKey } from '../../../scripts/view/tag-key';
import {
  clean,
  cleaned,
  oldName,
  productionOf,
  refusedBy,
  remnants,
  upgraded,
  upgradedToNextMajor,
} from '../../support/cleaning';
import { clusterName, createGroups, region } from '../../support/created-cluster';
import { around, Killed } from '../../support/ports';
import { type Scenario, scenario } from '../../support/scenario';

test.each(['throttling', 'internal-failure', 'bad-gateway', 'connection-reset'] as const)(
  '%s, three calls in every ten, before and after the commit',
  async (effect) => {
    const it = await upgradedToNextMajor();
    const production = productionOf(it.rds);
    let count = 0;
    await clean(it, {
      wrap: (port) =>
        around(port, {
          before() {
            count += 1;
            if (count % 10 < 3)
              it.rds.addFault({ kind: 'call', operation: '*', effect, when: count % 2 === 0 ? 'after' : 'before' });
          },
        }),
    });
    expect(remnants(it.rds)).toEqual(cleaned);
    expect(productionOf(it.rds)).toEqual(production);
  },
);

test('CloudWatch that does not answer is waited for, and ends the run after 15 minutes with nothing changed', async () => {
  const it = await upgraded();
  const before = structuredClone(remnants(it.rds));
  it.rds.addFault({ kind: 'call', operation: 'GetMetricData', effect: 'service-unavailable', times: 0 });
  expect(await refusedBy(it)).toMatchObject({
    code: 'RDS_UNREACHABLE',
    exitCode: 1,
    message: expect.stringMatching(/^CloudWatch has not answered for 15 minutes/),
  });
  expect(remnants(it.rds)).toEqual(before);
  it.rds.control('DELETE faults');
  await clean(it);
  expect(remnants(it.rds)).toEqual(cleaned);
});

test('what RDS refuses for good ends the run, and names the command that continues it', async () => {
  const it = await upgraded();
  it.rds.addFault({ kind: 'call', operation: 'DeleteBlueGreenDeployment', effect: 'access-denied', times: 0 });
  const error = await refusedBy(it, { request: { soakHours: 20 } });
  expect(error).toMatchObject({ code: 'ACCESS_DENIED', message: expect.stringContaining('DeleteBlueGreenDeployment') });
  expect(remnants(it.rds)).toMatchObject({ deployments: 1, clusters: [clusterName, `${clusterName}-old1`] });
});

test('two cleanups at once do no harm and both end well', async () => {
  for (const shift of [0, 1, 2, 5]) {
    const it = await upgradedToNextMajor();
    let turn = 0;
    const yieldAfter = (port: RdsPort) =>
      around(port, {
        async before() {
          for (let i = 0; i < (turn + shift) % 4; i += 1) await new Promise(setImmediate);
          turn += 1;
        },
      });
    await Promise.all([clean(it, { wrap: yieldAfter }), clean(it, { wrap: yieldAfter })]);
    expect(remnants(it.rds)).toEqual(cleaned);
  }
});

test('a list that lacks the final snapshot does not take its name from the tags', async () => {
  const it = await upgraded();
  const killed = (when: 'before' | 'after', call: string) => {
    const die = (method: string) => {
      if (method === call) throw new Killed();
    };
    return expect(clean(it, { wrap: (port) => around(port, { [when]: die }) })).rejects.toBeInstanceOf(Killed);
  };
  const tagged = () =>
    Object.values(it.rds.world.regions[region]!.clusters)
      .find(({ identifier }) => identifier === oldName)!
      .tags.find(({ Key }) => Key === tagKey.finalSnapshot)?.Value;
  // The record reads as DELETING.
  await killed('after', 'deleteDeployment');
  const name = tagged();
  expect(name).toMatch(/-final-/);
  it.rds.addFault({ kind: 'call', operation: 'DescribeDBClusterSnapshots', effect: 'empty-once', times: 2 });
  await killed('before', 'deleteInstance');
  expect(tagged()).toBe(name);
});

describe('a second upgrade right after the first', () => {
  const next = async (it: Scenario) => {
    it.code.versions = { engineVersion: '15.10', upgradeTo: '16.6' };
    await createGroups(it.client, '16');
  };

  test('is refused with the command, and possible after the cleanup; then that is cleaned up as well', async () => {
    const it = await upgraded();
    await next(it);
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'API_BGD_FINISHED',
      remedy: expect.stringContaining('npm run cleanup -- aurora-bg-aurora-cluster'),
    });
    await clean(it);
    await it.upgrade();
    expect(it.code.versions).toEqual({ engineVersion: '16.6', previousEngineVersion: '15.10' });
    expect(remnants(it.rds).clusters).toEqual([clusterName, `${clusterName}-old1`]);
    it.pass(25 * 60);
    await clean(it);
    expect(remnants(it.rds)).toEqual({ ...cleaned, finalSnapshots: Array(4).fill('available') });
  });

  test('a cleanup that was left half done is ended first, then what the second upgrade left: -old1 and -old2', async () => {
    const it = await upgraded();
    // The record is gone, everything else stands.
    await expect(
      clean(it, {
        wrap: (port) =>
          around(port, {
            before(method) {
              if (method === 'deleteInstance') throw new Error('stopped here');
            },
          }),
      }),
    ).rejects.toThrow('stopped here');
    await next(it);
    await it.upgrade();
    expect(remnants(it.rds).clusters).toEqual([clusterName, `${clusterName}-old1`, `${clusterName}-old2`]);
    it.pass(25 * 60);
    const production = productionOf(it.rds);
    const questions: string[] = [];
    await clean(it, {
      ask: async ({ question }) => {
        questions.push(question);
        return true;
      },
    });
    expect(questions.map((question) => /-old\d/.exec(question)?.[0])).toEqual(['-old1', '-old2']);
    expect(remnants(it.rds)).toMatchObject({ ...cleaned, finalSnapshots: expect.any(Array) });
    expect(productionOf(it.rds)).toEqual(production);
    expect(it.code.versions.previousEngineVersion).toBeUndefined();
  });

  test('where the first record was deleted by hand, -old2 is removed and -old1 is named and stays', async () => {
    const it = await upgraded();
    const { rds } = await it.sources();
    const [deployment] = await rds.deployments();
    await rds.deleteDeployment(deployment!.identifier, { deleteTarget: false });
    it.pass(10);
    await next(it);
    await it.upgrade();
    it.pass(25 * 60);
    // It uses the groups of the former version, which therefore stay in the code.
    expect(await refusedBy(it)).toMatchObject({ code: 'GROUPS_IN_USE', message: expect.stringContaining('-old1') });
    expect(it.events).toContainEqual(
      expect.objectContaining({ id: 'OLD_LEFT', message: expect.stringMatching(/-old1 is kept: nothing proves/) }),
    );
    expect(remnants(it.rds).clusters).toEqual([clusterName, `${clusterName}-old1`]);
    expect(await refusedBy(it)).toMatchObject({
      code: 'GROUPS_IN_USE',
      remedy: expect.stringMatching(
        /^Remove that cluster, .*by hand: aws rds delete-db-instance .*delete-db-cluster .*-old1 /,
      ),
    });
  });
});

test('an upgrade that is in progress is not disturbed: nothing is removed beside it', async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  const before = structuredClone(it.rds.world.regions);
  expect(await refusedBy(it)).toMatchObject({ code: 'NOT_SWITCHED_OVER' });
  expect(it.rds.world.regions).toEqual(before);
});
