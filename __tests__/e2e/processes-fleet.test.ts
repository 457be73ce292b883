import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../scripts/embedded-rds/world/world';
import { runCommand } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit, openPlayground, type Playground } from './processes/playground';

/** In the order in which a run takes them. */
const names = ['users', 'billing', 'orders'];

/** The example that the package ships, with one version for its three clusters in a JSON file. */
const shared = `import all from './versions.json';

export const versions = { users: all, billing: all, orders: all };
`;
const before = '{\n  "engineVersion": "15.6",\n  "upgradeTo": "16.4"\n}\n';
const after = '{\n  "engineVersion": "16.4",\n  "previousEngineVersion": "15.6"\n}\n';

const once = { CreateBlueGreenDeployment: 3, CreateDBClusterSnapshot: 3, SwitchoverBlueGreenDeployment: 3 };
const together =
  'Or upgrade them together; the edit is written once the last one has been switched over: npx aurora-blue-green upgrade --all (only these: npx aurora-blue-green upgrade users billing orders).';

describeWith(['git'], 'a version that three clusters share, as processes', () => {
  let play: Playground;
  /** What says the versions there: a literal for each cluster. */
  let example: string;
  let upgraded: World;
  /** Users is upgraded, RDS has cancelled the next one's switchover, and the code says what it said: a green stands. */
  let cancelled: World;

  beforeAll(async () => {
    play = await openPlayground((project) => {
      // It has another version than main.ts: equal literals of one repository are all tried when an edit is searched.
      example = project.read('versions.ts').replaceAll('15.7', '15.6');
      project.write('versions.ts', shared);
      project.write('versions.json', before);
    }, 'three-clusters');
  });

  beforeEach(() => play.begin(play.before, 3000));

  afterAll(() => play?.close());

  const versions = () => play.project.read('versions.json');
  const running = async () => {
    const { clusters } = (await play.world()).regions['ap-northeast-1']!;
    const current = Object.values(clusters).filter(({ identifier }) => names.includes(identifier));
    return Object.fromEntries(current.map(({ identifier, engineVersion }) => [identifier, engineVersion]));
  };
  const changes = async () =>
    Object.keys(await play.accepted()).filter((operation) => !/^(Describe|List|Get)/.test(operation));
  /** Makes the patch that a refusal ends with. */
  const patch = async (output: string) => {
    const file = join(play.project.aside, 'advised.patch');
    writeFileSync(file, `${output.slice(output.indexOf('--- a/')).trimEnd()}\n`);
    const { exitCode, output: said } = await runCommand('git', ['apply', file], { cwd: play.project.directory });
    if (exitCode !== 0) throw new Error(`${said}\n${output}`);
  };

  test('one run upgrades them all, and writes one edit with the last', async () => {
    const planned = await play.run('upgrade', ['--all', '--plan']);
    expectExit(2, planned);
    expect(planned.output).toMatch(/One edit changes users, billing, orders and .* versions\.json:2:/);
    expect(await changes()).toEqual([]);
    expect(versions()).toBe(before);

    const run = await play.run('upgrade', ['--all', '--yes']);
    expectExit(0, run);
    expect(run.output).toMatch(/! 8\.1 +reconcile-code +written once billing, orders have reached this step: one edit/);
    expect(run.output).toMatch(/! 8\.1 +reconcile-code +written once orders has reached this step: one edit/);
    expect(run.output.match(/▶ +check-code +try on a copy/g)).toHaveLength(3);
    expect(versions()).toBe(after);
    expect(await running()).toEqual({ orders: '16.4', billing: '16.4', users: '16.4' });
    expect(await play.accepted()).toMatchObject(once);

    expectExit(0, await play.run('upgrade', ['--all', '--yes']));
    expect(await play.accepted()).toMatchObject(once);
    upgraded = await play.world();
  });

  test('one alone is refused before anything is created, and goes alone with a version of its own', async () => {
    const refused = await play.run('upgrade', ['users', '--yes']);
    expectExit(3, refused);
    expect(refused.output).toContain('billing (stack shop), orders (stack shop) would change with it');
    expect(refused.output).toContain(together);
    expect(await changes()).toEqual([]);
    await patch(refused.output);
    const alone = await play.run('upgrade', ['users', '--plan']);
    expectExit(2, alone);
    expect(alone.output).not.toContain('One edit changes');
    expect(versions()).toBe(before);
  });

  test('killed in the middle, one alone is refused, and the same command goes on', async () => {
    await play.begin(play.before, 1500);
    await play.killAt(/users: runs 16\.4\. The code is written once/, 'upgrade', ['--all', '--yes']);
    expect(versions()).toBe(before);
    expect(await running()).toEqual({ users: '16.4', billing: '15.6', orders: '15.6' });
    expectExit(3, await play.run('upgrade', ['users', '--yes']));

    await play.rds.control('faults', { kind: 'course', effect: 'switchover-cancelled' });
    const failed = await play.run('upgrade', ['--all', '--yes']);
    expectExit(1, failed);
    expect(failed.output).toContain('The code does not yet say what users runs');
    expect(failed.output).toContain(
      'Continue: npx aurora-blue-green upgrade --all; or if that is not possible: npx aurora-blue-green abort billing orders',
    );
    expect(versions()).toBe(before);
    cancelled = await play.world();

    expectExit(0, await play.run('upgrade', ['--all', '--yes', '--retry-switchover']));
    expect(versions()).toBe(after);
    expect(await running()).toEqual({ users: '16.4', billing: '16.4', orders: '16.4' });
    expect(await play.accepted()).toMatchObject({
      ...once,
      SwitchoverBlueGreenDeployment: 4,
      CreateDBClusterSnapshot: 3,
    });
  });

  test('where the others cannot follow, abort removes green, and reconcile names the patch for the one that runs', async () => {
    await play.begin(cancelled, 3000);
    expectExit(0, await play.run('abort', ['billing', 'orders', '--yes']));
    expect(await play.accepted()).toMatchObject({ DeleteBlueGreenDeployment: 1 });
    expect(await running()).toEqual({ users: '16.4', billing: '15.6', orders: '15.6' });
    const refused = await play.run('reconcile', ['users']);
    expectExit(3, refused);
    expect(refused.output).toContain(together);
    await patch(refused.output);
    expectExit(0, await play.run('reconcile', ['--check', 'users']));
    expect(versions()).toBe(before);
  });

  test('when AWS has them all there, reconcile writes the one edit', async () => {
    await play.begin(upgraded, 3000);
    expect(versions()).toBe(before);
    expectExit(0, await play.run('reconcile'));
    expect(versions()).toBe(after);
  });

  test('a cleanup of all of them writes one edit with the last', async () => {
    await play.begin(upgraded, 3000);
    play.project.write('versions.json', after);
    await play.rds.advance(25 * 60);
    expectExit(0, await play.run('cleanup', [...names, '--yes']));
    expect(versions()).toBe('{\n  "engineVersion": "16.4"\n}\n');
    expect(await running()).toEqual({ orders: '16.4', billing: '16.4', users: '16.4' });
  });

  test('with a version each, as the example has them, one run brings them all to a minor version', async () => {
    const bumped = example.replaceAll(/(users|billing): { engineVersion: '15.6' }/g, "$1: { engineVersion: '15.10' }");
    const declared = "orders: { engineVersion: '15.6', upgradeTo: '15.10' },\n};";
    play.project.write('versions.ts', bumped.replace("orders: { engineVersion: '15.6' },\n};", declared));
    expectExit(0, await play.run('upgrade', ['--all', '--yes']));
    const done = "orders: { engineVersion: '15.10', previousEngineVersion: '15.6' },\n};";
    expect(play.project.read('versions.ts')).toBe(bumped.replace("orders: { engineVersion: '15.6' },\n};", done));
    expect(await running()).toEqual({ users: '15.10', billing: '15.10', orders: '15.10' });
    const { scalableTargets } = (await play.world()).regions['ap-northeast-1']!;
    expect(Object.keys(scalableTargets)).toEqual([expect.stringContaining('cluster:orders')]);
  });
});
