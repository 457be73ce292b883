import { join } from 'node:path';
import { ModifyDBClusterParameterGroupCommand } from '@aws-sdk/client-rds';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { worldClock } from '../../scripts/embedded-rds/server/clock';
import { upTo } from '../../scripts/runbook/upgrade';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { aftermath, untouched } from '../support/aftermath';
import { cleaned, productionOf, remnants, upgraded } from '../support/cleaning';
import { instanceNames } from '../support/created-cluster';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { type Scenario, scenario } from '../support/scenario';
import { describeWith } from '../support/tools';
import { startWireProxy, type WireProxy } from '../support/wire-proxy';
import { expectExit } from './processes/playground';

describeWith(['git'], 'the answer to a change is lost on its way to a command', () => {
  let project: ProjectCopy;
  let rds: EmbeddedRdsServer;
  let proxy: WireProxy;

  beforeAll(() => {
    project = createApp();
    project.replace('main.ts', "engineVersion: '15.6'", "engineVersion: '15.10'");
  });

  afterAll(() => project.remove());

  afterEach(async () => {
    await proxy.close();
    await rds.close();
  });

  /** What a scenario has made, behind a proxy. */
  const begin = async (it: Scenario, speed: number) => {
    const { world, now } = it.remains();
    world.calls = {};
    rds = await startEmbeddedRds({ world, clock: worldClock(speed, now) });
    proxy = await startWireProxy(rds.endpoint);
  };

  const start = (command: string, args: string[]) =>
    project.start(command, args, {
      env: {
        AWS_ENDPOINT_URL: proxy.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        // What would turn on the SDK's own retries.
        AWS_MAX_ATTEMPTS: '6',
        TERRAFORM_BINARY_NAME: join(project.aside, 'no-terraform'),
      },
    });

  const arrived = (operation: string) => rds.calls().filter((call) => call.operation === operation).length;

  test('a switchover that RDS then cancels is asked for once, and the cancellation is told', async () => {
    const it = await scenario({ stretch: 3 });
    await it.upgrade({ steps: upTo(gateSwitchover) });
    await begin(it, 60);
    rds.addFault({ kind: 'course', effect: 'switchover-cancelled' });
    proxy.strike('SwitchoverBlueGreenDeployment', 'lose-answer');
    const result = await start('upgrade', ['--yes']).ended;
    expectExit(1, result);
    expect(result.stderr).toContain('did not answer SwitchoverBlueGreenDeployment');
    expect(result.stderr).toMatch(/✘ The switchover of \S+ was cancelled by RDS: .+\n.*--retry-switchover/);
    expect(arrived('SwitchoverBlueGreenDeployment')).toBe(1);
  });

  test('each instance of production is rebooted once, one after the other', async () => {
    const it = await scenario();
    const Parameters = [
      { ParameterName: 'max_replication_slots', ParameterValue: '40', ApplyMethod: 'pending-reboot' as const },
    ];
    const DBClusterParameterGroupName = 'aurora-bg-aurora-pg15-cluster-params';
    await it.client.send(new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName, Parameters }));
    await begin(it, 120);
    proxy.strike('RebootDBInstance', 'lose-answer');
    const running = start('upgrade', ['--yes', '--reboot-source']);
    await running.until(/✔ 2 +enable-replication/);
    running.kill();
    await running.ended;
    const told = running.output().match(/reboot \S+(?= \(production is interrupted)/g);
    expect(told).toEqual(instanceNames.map((name) => `reboot ${name}`));
    expect(arrived('RebootDBInstance')).toBe(instanceNames.length);
    expect(aftermath(rds).instances).toEqual(untouched.instances);
  });

  test('an old instance is deleted once, and production stays as it is', async () => {
    await begin(await upgraded(), 600);
    const before = productionOf(rds);
    proxy.strike('DeleteDBInstance', 'lose-answer');
    expectExit(0, await start('cleanup', ['--yes']).ended);
    expect(arrived('DeleteDBInstance')).toBe(2);
    expect(arrived('DeleteDBCluster')).toBe(1);
    expect(arrived('DeleteBlueGreenDeployment')).toBe(1);
    expect(remnants(rds)).toEqual(cleaned);
    expect(productionOf(rds)).toEqual(before);
  });
});
