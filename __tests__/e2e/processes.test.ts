import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  AddRoleToDBClusterCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import type { World } from '../../scripts/embedded-rds/world/world';
import { untouched, upgradedOnce } from '../support/aftermath';
import { describeWith } from '../support/tools';
import { until } from '../support/until';
import { expectExit, openPlayground, type Playground } from './processes/playground';

const bumped = ["engineVersion: '15.6'", "engineVersion: '15.10'"] as const;
const rewritten = ["-      engineVersion: '15.6',", "+      engineVersion: '15.10',"];
const upgrade = ['--to', '15.10', '--yes'];

/** What may happen only once, however often the command is run. */
const once = { CreateBlueGreenDeployment: 1, CreateDBClusterSnapshot: 1, SwitchoverBlueGreenDeployment: 1 };

describeWith(['git'], 'upgrade and abort as processes', () => {
  let play: Playground;
  /** Green stands at 15.10, rebooted; production runs 15.6. */
  let green: World;

  beforeAll(async () => {
    play = await openPlayground();
    await play.begin(play.before, 3000);
    expectExit(0, await play.run('upgrade', ['--to', '15.10', '--until', 'green']));
    green = await play.world();
  });

  afterAll(() => play?.close());

  test('an upgrade that is killed again and again, and run again, is one upgrade', async () => {
    // The world stands nearly still while a run is on its way to a moment, and moves on when it is dead.
    await play.begin(play.before, 1);
    const killAt = (moment: RegExp) => play.killAt(moment, 'upgrade', upgrade);
    await killAt(/▶ 3\.1\S* +create-deployment/);
    await killAt(/… 3\.3\S* +await-green .*0 of 3 tasks/);
    await play.rds.advance(15);
    await killAt(/… 3\.3\S* +await-green .*CREATING_READ_REPLICA_OF_SOURCE/);
    await play.rds.advance(60);
    await killAt(/▶ 4 +reboot-green .*instance-1/);
    await killAt(/… 4 +reboot-green/);
    await play.rds.advance(5);
    await killAt(/▶ 6\.1 +snapshot-source/);
    await killAt(/… 6\.1 +snapshot-source/);
    await play.rds.advance(10);
    await killAt(/▶ 6\.3 +switchover/);
    // RDS may have got the call or not. If not, what was announced takes a consent of its own, once RDS has told nothing of it for a while.
    const asked = (await play.accepted()).SwitchoverBlueGreenDeployment === 1;
    if (!asked) await play.rds.advance(2);
    const consent = asked ? upgrade : [...upgrade, '--retry-switchover'];
    await play.killAt(/… 6\.3 +switchover .*SWITCHOVER_IN_PROGRESS/, 'upgrade', consent);
    await play.rds.advance(5);
    await killAt(/▶ 8\.1 +reconcile-code/);
    expect(play.project.changedLines()).toEqual([]);

    expectExit(0, await play.run('upgrade', upgrade));
    expect(await play.accepted()).toMatchObject(once);
    expect(await play.aftermath()).toEqual(upgradedOnce);
    expect(play.project.changedLines()).toEqual(rewritten);

    expectExit(0, await play.run('upgrade', ['--yes']));
    expect(await play.accepted()).toMatchObject(once);
  });

  test('an abort that is killed again and again, and run again, leaves production as it was', async () => {
    await play.begin(green, 1);
    const killAt = (moment: RegExp) => play.killAt(moment, 'abort', ['--yes']);
    await killAt(/▶ +lift-green-protection/);
    await killAt(/▶ +delete-deployment/);
    await killAt(/… +(delete-deployment|await-green-gone)/);
    await play.rds.advance(8);
    await killAt(/… +await-green-gone/);
    await play.rds.advance(60);
    expectExit(0, await play.run('abort', ['--yes']));
    expect((await play.accepted()).DeleteBlueGreenDeployment).toBe(1);
    expect(await play.aftermath()).toMatchObject(untouched);
  });

  test('two upgrades at once both end well, and are one upgrade', async () => {
    // Each gives way to the other's announcement and asks again, which takes milliseconds here: ten minutes must be enough of them.
    await play.begin(play.before, 400);
    play.project.replace('main.ts', ...bumped);
    const both = await Promise.all([play.run('upgrade', ['--yes']), play.run('upgrade', ['--yes'])]);
    for (const each of both) expectExit(0, each);
    expect(await play.accepted()).toMatchObject(once);
    expect(await play.aftermath()).toEqual(upgradedOnce);
  });

  describe('an abort beside an upgrade', () => {
    /** All of one or all of the other. */
    const settled = async () => {
      await play.rds.advance(120);
      const left = await play.aftermath();
      if (left.switchovers > 0) {
        expect(left).toEqual(upgradedOnce);
        return 'upgraded';
      }
      expect(left).toMatchObject(untouched);
      return 'aborted';
    };

    test('from the first moment: one of the two, and both say so', async () => {
      await play.begin(green, 300);
      play.project.replace('main.ts', ...bumped);
      const [up, down] = await Promise.all([play.run('upgrade', ['--yes']), play.run('abort', ['--yes'])]);
      const outcome = { exitCodes: [up.exitCode, down.exitCode], production: await settled() };
      const said = `${up.stderr}\n${down.stderr}`;
      expect([
        { exitCodes: [0, 3], production: 'upgraded', said },
        { exitCodes: [1, 0], production: 'aborted', said },
        { exitCodes: [3, 0], production: 'aborted', said },
      ]).toContainEqual({ ...outcome, said });
      // The abort lifts green's deletion protection before it deletes it, which the upgrade may see first.
      if (outcome.production === 'aborted')
        expect(up.stderr).toMatch(/was deleted by somebody else|Somebody has changed green: deletion_protection/);
      else
        expect(down.stderr).toMatch(
          /it cannot be aborted now|has already been switched over|another upgrade has begun/,
        );
    });

    test('while green is built: the upgrade ends, and does not begin anew', async () => {
      await play.begin(play.before, 30);
      play.project.replace('main.ts', ...bumped);
      const up = play.start('upgrade', ['--yes']);
      await up.until(/… 3\.3/);
      const down = play.start('abort', ['--yes']);
      await down.until(/… +delete-deployment/);
      await play.rds.control('clock', { speed: 600 });
      expectExit(0, await down.ended);
      const ended = await up.ended;
      expectExit(1, ended);
      expect(ended.stderr).toContain('was deleted by somebody else during this run');
      expect(await settled()).toBe('aborted');
    });

    test('while it switches over: too late', async () => {
      await play.begin(green, 300);
      play.project.replace('main.ts', ...bumped);
      const up = play.start('upgrade', ['--yes']);
      await up.until(/✔ 6\.1/);
      await play.rds.control('clock', { speed: 20 });
      await up.until(/▶ 6\.3/);
      const down = await play.run('abort', ['--yes']);
      expectExit(3, down);
      expect(down.stderr).toMatch(/is SWITCHOVER_IN_PROGRESS: it cannot be aborted|has already been switched over/);
      expectExit(0, await up.ended);
      expect(await settled()).toBe('upgraded');
    });
  });

  test('killed while green is built, which somebody then switches over in the console: the next run restores production', async () => {
    await play.begin(play.before, 60);
    const DBClusterIdentifier = Object.values(play.before.regions['ap-northeast-1']!.clusters)[0]!.identifier;
    const RoleArn = 'arn:aws:iam::123456789012:role/s3-import';
    const protect = { DBClusterIdentifier, DeletionProtection: true, ApplyImmediately: true };
    await play.client.send(new ModifyDBClusterCommand(protect));
    await play.client.send(new AddRoleToDBClusterCommand({ DBClusterIdentifier, RoleArn, FeatureName: 's3Import' }));
    await play.rds.advance(5);
    await play.killAt(/… 3\.3/, 'upgrade', upgrade);
    await play.rds.advance(120);
    const { BlueGreenDeployments = [] } = await play.client.send(new DescribeBlueGreenDeploymentsCommand({}));
    const { BlueGreenDeploymentIdentifier } = BlueGreenDeployments[0]!;
    await play.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
    await play.rds.advance(10);
    const production = async () => {
      const { DBClusters } = await play.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
      const { EngineVersion, DeletionProtection, AssociatedRoles = [] } = DBClusters![0]!;
      return [EngineVersion, DeletionProtection, ...AssociatedRoles.map((role) => role.RoleArn)];
    };
    expect(await production()).toEqual(['15.10', false]);
    const ended = await play.run('upgrade', upgrade);
    expectExit(0, ended);
    expect(await production()).toEqual(['15.10', true, RoleArn]);
    expect(ended.output).toContain('somebody switched over before green was prepared');
  });

  test('Ctrl-C: exit code 130, and how to continue', async () => {
    await play.begin(play.before, 1);
    const running = play.start('upgrade', upgrade);
    await running.until(/… 3\.3/);
    running.kill('SIGINT');
    const ended = await running.ended;
    expectExit(130, ended);
    expect(ended.stderr).toMatch(
      /Interrupted.*\n.*To continue, run the same command again: npx aurora-blue-green upgrade --to 15.10 --yes/,
    );
  });

  test('Ctrl-C while the code is being read: the same', async () => {
    await play.begin(play.before, 1);
    const mark = join(play.project.aside, 'code-is-read');
    const code = play.project.read('main.ts');
    play.project.write('main.ts', `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');\n${code}`);
    const running = play.start('upgrade', upgrade);
    await until(() => existsSync(mark) || running.child.exitCode !== null);
    running.kill('SIGINT');
    expectExit(130, await running.ended);
  });
});
