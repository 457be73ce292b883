import type { World } from '../../scripts/embedded-rds/world/world';
import { cleaned, oldName, productionOf, remnants } from '../support/cleaning';
import { clusterName, createGroups } from '../support/created-cluster';
import { allowedBy as actionsOfStatements } from '../support/policy';
import { describeWith } from '../support/tools';
import { expectExit, openPlayground, type Playground } from './processes/playground';

/** Each of these may be accepted only so often, however often the command is run. */
const once = {
  CreateDBClusterSnapshot: 1,
  DeleteBlueGreenDeployment: 1,
  DeleteDBInstance: 2,
  DeleteDBCluster: 1,
};

/** The operations of these statements. */
const allowedBy = (...names: string[]) => actionsOfStatements(...names).map((action) => action.replace(/^\w+:/, ''));

describeWith(['git'], 'cleanup as processes', () => {
  let play: Playground;
  /** Upgraded from 15.6 to 16.4 by upgradeTo, 25 hours ago. */
  let upgraded: World;
  let code: string;

  /** The upgraded world, with the code as the upgrade has left it. */
  const begin = async (speed: number) => {
    await play.begin(upgraded, speed);
    play.project.write('main.ts', code);
  };
  const left = async () => remnants({ world: await play.world() });
  const production = async () => productionOf({ world: await play.world() });

  beforeAll(async () => {
    play = await openPlayground();
    await play.begin(play.before, 3000);
    await createGroups(play.client, '16');
    play.project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '16.4',");
    expectExit(0, await play.run('upgrade', ['--yes']));
    code = play.project.read('main.ts');
    expect(code).toContain("previousEngineVersion: '15.6'");
    await play.rds.control('clock', { speed: 1 });
    await play.rds.advance(25 * 60);
    upgraded = await play.world();
  });

  afterAll(() => play?.close());

  test('killed again and again, and run again, it is one cleanup', async () => {
    // The world stands nearly still while a run is on its way to a moment, and moves on when it is dead.
    await begin(1);
    const before = await production();
    const killAt = (moment: RegExp) => play.killAt(moment, 'cleanup', ['--yes']);
    await killAt(/▶ 9 +final-snapshot/);
    await killAt(/… 9 +final-snapshot/);
    await play.rds.advance(5);
    await killAt(/▶ 9 +tag-old/);
    await killAt(/▶ 9\.1 +delete-record/);
    await killAt(/… 9\.1 +delete-record/);
    await play.rds.advance(5);
    await killAt(/▶ 9\.2 +delete-instances/);
    await killAt(/… 9\.2 +delete-instances/);
    await play.rds.advance(15);
    await killAt(/… 9\.3 +delete-cluster/);
    await play.rds.advance(10);
    await killAt(/▶ 9 +forget-previous/);
    expect(play.project.read('main.ts')).toBe(code);
    await play.rds.control('clock', { speed: 600 });

    const last = await play.run('cleanup', ['--yes']);
    expectExit(0, last);
    // Proven or not: there may be no Terraform here.
    expect(last.stdout).toMatch(
      /the next deploy of the stack aurora-bg destroys the parameter groups of the previous version: aws_rds_cluster_parameter_group\.|If the previous version's parameter groups are still in Terraform's state, the next deploy destroys them/,
    );
    expect(await play.accepted()).toMatchObject(once);
    expect(await left()).toEqual(cleaned);
    expect(await production()).toEqual(before);
    expect(play.project.read('main.ts')).toBe(code.replace(/ *previousEngineVersion: '15\.6',\n/, ''));

    const called = Object.keys(await play.accepted()).filter((operation) => operation !== 'GetCallerIdentity');
    const allowed = allowedBy('Read', 'Cleanup');
    expect(called.filter((operation) => !allowed.includes(operation))).toEqual([]);
    expect(allowedBy('Cleanup').filter((operation) => !called.includes(operation))).toEqual([]);

    const again = await play.run('cleanup', ['--yes']);
    expectExit(0, again);
    expect(again.stdout).toContain('nothing to remove');
  });

  test('two at once both end well, and are one cleanup', async () => {
    await begin(600);
    const before = await production();
    const both = await Promise.all([play.run('cleanup', ['--yes']), play.run('cleanup', ['--yes'])]);
    for (const each of both) expectExit(0, each);
    expect(await play.accepted()).toMatchObject(once);
    expect(await left()).toEqual(cleaned);
    expect(await production()).toEqual(before);
  });

  test('what it says before it does anything: --plan, --json, --local, and without a terminal', async () => {
    await begin(1);
    const plan = await play.run('cleanup', ['--plan', '--local', '--json']);
    expectExit(2, plan);
    const events = plan.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events[0]).toMatchObject({ code: 'TARGET', format: 1, embedded: true, account: '123456789012' });
    expect(events.filter(({ code: is }) => is === 'STEP_DONE').map(({ step }) => step)).toEqual([
      'check-old',
      'soak',
      'prove-unused',
    ]);
    expect(events.filter(({ code: is }) => is === 'STEP_WILL').map(({ step }) => step)).toEqual([
      'final-snapshot',
      'tag-old',
      'lift-old-protection',
      'delete-record',
      'delete-instances',
      'delete-cluster',
      'forget-previous',
      'prove-plan',
      'verify-removal',
    ]);
    expect(events.at(-1)).toMatchObject({ code: 'RESULT', cluster: clusterName, outcome: 'work' });

    const unasked = await play.run('cleanup');
    expectExit(3, unasked);
    expect(unasked.stderr).toMatch(/must be confirmed, and there is no terminal to ask/);

    await play.rds.control('connections', { cluster: oldName, count: 2 });
    await play.rds.advance(10);
    const used = await play.run('cleanup', ['--yes']);
    expectExit(3, used);
    expect(used.stderr).toMatch(
      /Somebody is or was connected to the old environment .*-old1 had up to 2, in the last minutes/,
    );
    const soaked = await play.run('cleanup', ['--yes', '--soak', '336', '--max-connections', '2']);
    expectExit(3, soaked);
    expect(soaked.stderr).toMatch(/its old environment is kept for 336 h/);
    expectExit(64, await play.run('cleanup', ['--soak', '0']));
    expect(await play.accepted()).not.toHaveProperty('CreateDBClusterSnapshot');
    expect((await left()).clusters).toEqual([clusterName, oldName]);
    expect(play.project.read('main.ts')).toBe(code);
  });
});
