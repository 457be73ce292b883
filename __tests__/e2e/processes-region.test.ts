import { packageExecutable } from '../support/installed-package';
import { type RunningCommand, startCommand } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit, openPlayground, type Playground } from './processes/playground';

/** The example that the package ships, with the stack of two clusters in a region of its own. */
describeWith(['git', 'script'], 'the clusters of a region, as processes', () => {
  let play: Playground;
  let bumped: string;
  const region = 'us-west-2';

  beforeAll(async () => {
    play = await openPlayground((project) => {
      project.write('versions.ts', project.read('versions.ts').replaceAll('15.7', '15.6'));
      project.replace(
        'stacks/database-stack.ts',
        "region: 'ap-northeast-1'",
        `region: id === 'shop' ? '${region}' : 'ap-northeast-1'`,
      );
    }, 'three-clusters');
    bumped = play.project
      .read('versions.ts')
      .replaceAll(/(users|billing|orders): { engineVersion: '15.6' }/g, "$1: { engineVersion: '15.10' }");
  });

  beforeEach(() => play.begin(play.before, 3000));

  afterAll(() => play?.close());

  /** The same command at a terminal. */
  const atTerminal = (command: string, args: readonly string[], env: Record<string, string> = {}): RunningCommand => {
    const words = [process.execPath, packageExecutable(), command, ...args].map((word) => `'${word}'`).join(' ');
    return startCommand('script', ['-qefc', `stty cols 400; ${words}`, '/dev/null'], {
      cwd: play.project.directory,
      env: { ...play.rds.env, TERRAFORM_BINARY_NAME: '/no-terraform', TERM: 'dumb', ...env },
      stdin: 'open',
    });
  };
  const answer = ({ child }: RunningCommand, text: string) => child.stdin?.write(`${text}\n`);
  const versions = async (where: string) => {
    const { clusters } = (await play.world()).regions[where]!;
    return Object.fromEntries(
      Object.values(clusters).map(({ identifier, engineVersion }) => [identifier, engineVersion]),
    );
  };
  const changes = async () =>
    Object.keys(await play.accepted()).filter((operation) => !/^(Describe|List|Get)/.test(operation));

  test('status and a plan show those alone; a yes in advance takes names, and an unknown region is refused', async () => {
    play.project.write('versions.ts', bumped);
    const status = await play.run('status', ['--region', region]);
    expectExit(2, status);
    expect(status.output).toMatch(/^billing .*15\.10 +15\.6.*\norders /m);
    expect(status.output).not.toContain('users');

    const refused = await play.run('upgrade', ['--region', region, '--yes']);
    expectExit(3, refused);
    expect(refused.output).toContain(`In ${region} the code has 2: billing, orders.`);
    expect(refused.output).toContain(`upgrade billing orders --region ${region} --yes`);
    for (const command of ['abort', 'cleanup']) {
      expectExit(3, await play.run(command, ['--region', region, '--yes']));
    }
    const unknown = await play.run('upgrade', ['--region', 'us-west-1', '--plan']);
    expectExit(3, unknown);
    expect(unknown.output).toContain(`It declares users in ap-northeast-1; billing, orders in ${region}.`);

    const planned = await play.run('upgrade', ['--region', region, '--plan']);
    expectExit(2, planned);
    expect(planned.output).toMatch(/us-west-2 has 2 clusters \(billing, orders\) in the code/);
    expect(planned.output).toMatch(/billing: this is what a run would do[\s\S]*orders: this is what a run would do/);
    expect(planned.output).not.toContain('users:');
    expect(await changes()).toEqual([]);
  });

  test('at a terminal, region, cluster and version are chosen from lists; in CI nobody is asked', async () => {
    const byVersion = atTerminal('upgrade', ['users', '--plan']);
    await byVersion.until(
      /To which version is it to be upgraded\?[\s\S]*\n +\d+ +15\.10 +parameter groups users-[\s\S]*\): /,
    );
    answer(byVersion, '99');
    await byVersion.until(/That is not in the list\.[\s\S]*\): /);
    answer(byVersion, '15.10');
    const planned = await byVersion.ended;
    expectExit(2, planned);
    expect(planned.output).toContain('The upgrade to 15.10 was chosen, as with --to 15.10.');
    expect(planned.output).toMatch(/next +npx aurora-blue-green upgrade users --to 15\.10/);

    play.project.write('versions.ts', bumped);
    const byCluster = atTerminal('upgrade', ['--plan']);
    await byCluster.until(
      /In which region[\s\S]*1 +ap-northeast-1 +users[\s\S]*2 +us-west-2 +billing, orders[\s\S]*\): /,
    );
    answer(byCluster, '2');
    await byCluster.until(
      /Which cluster of us-west-2[\s\S]*2 +orders +aurora-postgresql 15\.10, stack shop[\s\S]*\): /,
    );
    answer(byCluster, 'orders');
    const one = await byCluster.ended;
    expectExit(2, one);
    expect(one.output).toContain('orders: this is what a run would do');
    expect(one.output).not.toContain('billing: this');

    const inCi = await atTerminal('upgrade', ['--plan'], { CI: '1' }).ended;
    expectExit(3, inCi);
    expect(inCi.output).toContain('3 clusters are pending');
    expect(inCi.output).not.toContain('In which region');
    expect(await changes()).toEqual([]);
  });

  test('each cluster of a region has a confirmation of its own, in the upgrade and in the removal of old', async () => {
    play.project.write('versions.ts', bumped);
    const upgrade = atTerminal('upgrade', ['--region', region, '--accept-unchecked']);
    await upgrade.until(/Type 123456789012\/billing to confirm: /);
    answer(upgrade, 'no');
    await upgrade.until(/Go on with orders\? It is confirmed separately\. \[y\/N\] /);
    answer(upgrade, 'y');
    await upgrade.until(/Type 123456789012\/orders to confirm: /);
    answer(upgrade, '123456789012/orders');
    const upgraded = await upgrade.ended;
    expectExit(3, upgraded);
    expect(await play.accepted()).toMatchObject({ CreateBlueGreenDeployment: 2, SwitchoverBlueGreenDeployment: 1 });
    expect(await versions(region)).toMatchObject({ billing: '15.6', orders: '15.10', 'orders-old1': '15.6' });
    expect(await versions('ap-northeast-1')).toEqual({ users: '15.6' });

    expectExit(0, await play.run('abort', ['--region', region, 'billing', '--yes']));
    await play.rds.advance(25 * 60);
    const cleanup = atTerminal('cleanup', ['--region', region]);
    await cleanup.until(/Type 123456789012\/orders to confirm: /);
    expect(cleanup.output()).toMatch(/needs these permissions of \S+.*DeleteDBCluster[\s\S]*Type/);
    expect(cleanup.output()).toContain('billing: nothing to remove');
    answer(cleanup, '123456789012/orders');
    expectExit(0, await cleanup.ended);
    expect(await versions(region)).toEqual({ billing: '15.6', orders: '15.10' });
  });
});
