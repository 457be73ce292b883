import type { RdsPort } from '../../scripts/aws/rds/rds-port';
import { rebuildGreen } from '../../scripts/commands/rebuild-green';
import type { FaultRule } from '../../scripts/embedded-rds/world/on-demand/faults';
import type { HookRunner } from '../../scripts/hooks/hook-runner';
import { observe } from '../../scripts/observed/observe';
import { abortSteps } from '../../scripts/runbook/abort';
import { type RunEnvironment, run } from '../../scripts/runbook/run';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { clean, oldName, upgraded } from '../support/cleaning';
import { region } from '../support/created-cluster';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

/** Before the first call that matches and that `due` lets through, something else happens, as a whole. */
const rival = (call: RegExp, due: () => boolean, other: () => Promise<unknown>) => {
  let happened = false;
  return (port: RdsPort) =>
    around(port, {
      async before(method: string) {
        if (happened || !call.test(method) || !due()) return;
        happened = true;
        await other();
      },
    });
};

const deployments = (it: Scenario) => Object.values(it.rds.world.regions[region]!.deployments);
const clusters = (it: Scenario) =>
  Object.values(it.rds.world.regions[region]!.clusters).map(({ identifier }) => identifier);
const deletions = (it: Scenario) => it.rds.world.calls.DeleteBlueGreenDeployment ?? 0;
const statuses = (it: Scenario) => deployments(it).map(({ status }) => status);
const build = (it: Scenario, request = {}) => it.upgrade({ steps: stepsUntil('green'), request });
const abort = (it: Scenario) => it.upgrade({ steps: abortSteps, request: { command: 'abort' } });
const protection = (it: Scenario) =>
  Object.values(it.rds.world.regions[region]!.clusters)
    .filter(({ identifier }) => identifier.includes('-green-'))
    .map(({ deletionProtection }) => deletionProtection);

/** At the next look, somebody has aborted the upgrade and begun another one. */
const replaced = (it: Scenario, request = {}) =>
  rival(
    /^deployments$/,
    () => true,
    async () => {
      await abort(it);
      await build(it, request);
    },
  );

const begunAnew = { code: 'BEGUN_ANEW', exitCode: 3 };

describe('another upgrade begins while a run works on its own deployment', () => {
  test('an abort that waits for the deletion leaves the other one alone', async () => {
    const it = await scenario();
    await build(it);
    const wrap = rival(
      /^deployments$/,
      () => deployments(it).length === 0,
      () => build(it),
    );
    await expect(it.upgrade({ steps: abortSteps, request: { command: 'abort' }, wrap })).rejects.toMatchObject(
      begunAnew,
    );
    expect([deletions(it), statuses(it)]).toEqual([1, ['AVAILABLE']]);
  });

  test('an abort that found none leaves alone what is created after it was typed', async () => {
    const it = await scenario();
    await build(it);
    await abort(it);
    const askedAt = it.clock.now();
    const wrap = rival(
      /^deployments$/,
      () => true,
      async () => {
        it.pass(1);
        await build(it);
      },
    );
    const steps = it.upgrade({ steps: abortSteps, request: { command: 'abort' }, askedAt, wrap });
    await expect(steps).rejects.toMatchObject(begunAnew);
    expect([deletions(it), statuses(it)]).toEqual([1, ['AVAILABLE']]);
  });

  test.each(['abort', 'upgrade'] as const)(
    'before it has deleted anything, steps of %s change nothing',
    async (command) => {
      const it = await scenario();
      await build(it);
      const seen = deployments(it)[0]!.identifier;
      // Between the look that asked and the next.
      const wrap = replaced(it);
      const steps = it.upgrade({
        steps: abortSteps,
        request: command === 'abort' ? { command } : { rebuild: seen },
        deployment: seen,
        wrap,
      });
      await expect(steps).rejects.toMatchObject(begunAnew);
      expect([deletions(it), statuses(it), protection(it)]).toEqual([1, ['AVAILABLE'], [true]]);
    },
  );

  test('a rebuild goes on with the green that the same command has built beside it', async () => {
    const it = await scenario();
    await build(it);
    const seen = deployments(it)[0]!.identifier;
    const wrap = replaced(it, { rebuild: seen });
    let given: { env: RunEnvironment; runner: HookRunner } | undefined;
    await it.upgrade({
      wrap,
      steps: (runner, env) => {
        given = { env, runner };
        return [];
      },
    });
    const view = it.view({ rebuild: seen });
    await observe(view, ['production', 'deployments'], await it.sources());
    const { env, runner } = given!;
    await rebuildGreen(view, env, { yes: true, interactive: false, runner, requireAbility() {} });
    expect([deletions(it), statuses(it)]).toEqual([1, ['AVAILABLE']]);
    expect(it.events).toContainEqual(
      expect.objectContaining({ code: 'NOTE', message: expect.stringContaining(`${seen} is gone`) }),
    );
    // As the same command does that was killed, and is run again.
    await it.upgrade({ request: { rebuild: seen } });
    expect([deletions(it), statuses(it)]).toEqual([1, ['SWITCHOVER_COMPLETED']]);
  });

  test('a cluster made anew under the name, between deletion and creation, is not what --rebuild was confirmed for', async () => {
    const it = await scenario();
    await build(it);
    let given: { env: RunEnvironment; runner: HookRunner } | undefined;
    await it.upgrade({
      steps: (runner, env) => {
        given = { env, runner };
        return [];
      },
    });
    const view = it.view({ rebuild: deployments(it)[0]!.identifier });
    await observe(view, ['production', 'deployments'], await it.sources());
    const { env, runner } = given!;
    await rebuildGreen(view, env, { yes: true, interactive: false, runner, requireAbility() {} });
    const here = it.rds.world.regions[region]!;
    const [production] = Object.values(here.clusters);
    delete here.clusters[production!.resourceId];
    here.clusters['cluster-RESTORED'] = { ...production!, resourceId: 'cluster-RESTORED' };
    for (const each of Object.values(here.instances)) each.cluster = 'cluster-RESTORED';
    await expect(run(view, stepsUntil('green'), env)).rejects.toMatchObject(begunAnew);
    expect(deployments(it)).toEqual([]);
  });

  test.each([
    ['with a typing error', async () => 'bgd-typo'],
    [
      'in whose place somebody else has built another',
      async (it: Scenario) => {
        const { identifier } = deployments(it)[0]!;
        await abort(it);
        await build(it);
        return identifier;
      },
    ],
  ])('a name %s switches over to no green that was to be deleted', async (_, nameOf) => {
    const it = await scenario();
    await build(it);
    const rebuild = await nameOf(it);
    const before = deletions(it);
    await expect(it.upgrade({ request: { rebuild } })).rejects.toMatchObject({
      code: 'REBUILD_ANOTHER',
      exitCode: 3,
      remedy: expect.stringContaining(`--rebuild ${deployments(it)[0]!.identifier}`),
    });
    expect([deletions(it) - before, statuses(it)]).toEqual([0, ['AVAILABLE']]);
  });

  test('an upgrade goes no further with it', async () => {
    const it = await scenario();
    await build(it);
    let looks = 0;
    const wrap = rival(
      /^deployments$/,
      () => {
        looks += 1;
        return looks === 3;
      },
      async () => {
        await abort(it);
        await build(it);
      },
    );
    await expect(it.upgrade({ wrap })).rejects.toMatchObject(begunAnew);
    expect(statuses(it)).toEqual(['AVAILABLE']);
  });

  test('a cleanup does not remove what another switchover has left meanwhile', async () => {
    const it = await upgraded();
    const wrap = (port: RdsPort) =>
      Object.assign(Object.create(port) as RdsPort, {
        async deleteCluster(...args: Parameters<RdsPort['deleteCluster']>) {
          const answer = await port.deleteCluster(...args);
          it.pass(60);
          it.code.versions = { engineVersion: '15.12' };
          await it.upgrade();
          it.pass(120);
          return answer;
        },
      });
    await expect(clean(it, { request: { soakHours: 1 }, wrap })).rejects.toMatchObject(begunAnew);
    expect(clusters(it)).toContain(oldName);
  });

  test.each([1, 2])('%d old answers after a switchover are none to a cleanup', async (times) => {
    const it = await scenario({ stretch: 3 });
    // The embedded RDS remembers how things were only while a rule may ask for it.
    const rule = { kind: 'call', operation: 'DescribeDBClusters', effect: 'stale' } as const;
    it.rds.addFault({ ...rule, seconds: 600, call: 1e6 } as FaultRule);
    await it.upgrade();
    it.rds.addFault({ ...rule, seconds: 60, times } as FaultRule);
    await expect(clean(it)).rejects.toMatchObject({ code: 'SOAK_NOT_OVER' });
  });
});
