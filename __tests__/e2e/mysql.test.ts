import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { type Moto, startMoto } from '../support/moto';
import { createApp, type ProjectCopy } from '../support/project-copy';
import type { CommandResult } from '../support/run-command';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

const noChanges = 'No changes. Your infrastructure matches the configuration.';
const speed = 1500;

const ledger = { from: '5.7.mysql_aurora.2.11.2', to: '8.0.mysql_aurora.3.04.3' };
const orders = { from: '8.0.mysql_aurora.3.04.4', to: '8.0.mysql_aurora.3.10.2', major: '8.4.mysql_aurora.8.4.7' };

describeWith(
  ['terraform', 'aws-provider', 'git', 'moto'],
  'Aurora MySQL with real Terraform: 2.11.2 to 3.04.3, 3.04.4 to 3.10.2 to 8.4.7',
  () => {
    let project: ProjectCopy;
    let rds: LocalRds;
    let moto: Moto;
    let stack: TerraformStack;

    const apply = async () => {
      await stack.synth();
      return stack.terraform(['apply', '-auto-approve', '-input=false', '-no-color']);
    };
    const expectEmptyPlan = async () => {
      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
    };
    const expectDone = (result: CommandResult, ...texts: string[]) => {
      for (const text of texts) expect(result.output).toContain(text);
      expect(result.exitCode).toBe(0);
    };
    const declare = (from: string, to: string) =>
      project.replace('main.ts', `engineVersion: '${from}',`, `engineVersion: '${from}',\n      upgradeTo: '${to}',`);
    const edited = (from: string, to: string) => [
      `-      engineVersion: '${from}',`,
      `-      upgradeTo: '${to}',`,
      `+      engineVersion: '${to}',`,
      `+      previousEngineVersion: '${from}',`,
    ];

    beforeAll(async () => {
      project = createApp();
      project.write('main.ts', readFileSync(join(__dirname, '../fixtures/apps/mysql/main.ts'), 'utf8'));
      project.commit('The app');
      [rds, moto] = await Promise.all([startLocalRds(project, { speed, empty: true }), startMoto(project.aside)]);
      // No source lists a target of version 3 in 8.4: this world assumes one.
      await rds.control('choices', { assumedTargets: [`${orders.to} > ${orders.major}`] });
      stack = await openStack(project, rds, {
        more: { AWS_ENDPOINT_URL_IAM: moto.endpoint, TF_VAR_master_password: 'correct-horse-battery' },
      });
    });
    afterAll(async () => {
      await rds?.stop();
      await moto?.stop();
      project?.remove();
    });

    it('the first deploy creates everything, and the plan is empty', async () => {
      const applied = await apply();
      expect(applied.output).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed\./);
      await expectEmptyPlan();
    });

    it('declared: a major version adds its two groups, a minor one nothing', async () => {
      declare(ledger.from, ledger.to);
      declare(orders.from, orders.to);
      const deploy = await apply();
      expect(deploy.stdout.match(/^ *# \S+ will be created/gm)).toEqual([
        expect.stringMatching(/aws_db_parameter_group\.ledger_params-mysql80_/),
        expect.stringMatching(/aws_rds_cluster_parameter_group\.ledger_cluster-params-mysql80_/),
      ]);
      expect(deploy.output).toContain('2 added, 0 changed, 0 destroyed');
      await expectEmptyPlan();
      project.commit('Declare the upgrades');
    });

    it('both upgrades leave an empty plan', async () => {
      const upgrade = await project.run('upgrade', ['--all', '--yes'], { env: stack.env });
      // Told by RDS once, and kept on the old clusters: on production the plan would show it.
      for (const name of ['ledger', 'orders']) {
        expect(upgrade.output).toContain(`Consumers of the binary log of ${name} go on at mysql-bin-changelog.000003:`);
      }
      expectDone(upgrade, `ledger: runs ${ledger.to}. ${noChanges}`, `orders: runs ${orders.to}. ${noChanges}`);
      expect(project.changedLines()).toEqual([...edited(ledger.from, ledger.to), ...edited(orders.from, orders.to)]);
      await expectEmptyPlan();
      project.commit('Upgraded');
    });

    it('cleanup leaves exactly the old groups to destroy; after that deploy the plan is empty', async () => {
      await rds.advance(25 * 60);
      // Orders first: the groups that ledger leaves are a change of the stack's plan.
      for (const name of ['orders', 'ledger']) {
        const cleanup = await project.run('cleanup', [name, '--yes'], { env: stack.env });
        expectDone(cleanup, `${name}-old1 and its instances are gone`);
      }
      expect(project.changedLines()).toEqual(
        [ledger, orders].map(({ from }) => `-      previousEngineVersion: '${from}',`),
      );
      const deploy = await apply();
      expect(deploy.stdout.match(/^ *# \S+ will be destroyed/gm)).toEqual([
        expect.stringMatching(/aws_db_parameter_group\.ledger_params-mysql57_/),
        expect.stringMatching(/aws_rds_cluster_parameter_group\.ledger_cluster-params-mysql57_/),
      ]);
      expect(deploy.output).toContain('0 added, 0 changed, 2 destroyed');
      await expectEmptyPlan();
      project.commit('Cleaned up');
    });

    it('3.10.2 to 8.4.7, as this world assumes: declared, upgraded, cleaned up, with an empty plan each time', async () => {
      declare(orders.to, orders.major);
      expectDone(await apply(), '2 added, 0 changed, 0 destroyed');
      await expectEmptyPlan();
      project.commit('Declare 8.4');
      const upgrade = await project.run('upgrade', ['orders', '--yes'], { env: stack.env });
      expectDone(upgrade, `orders: runs ${orders.major}. ${noChanges}`);
      expect(project.changedLines()).toEqual(edited(orders.to, orders.major));
      project.commit('Runs 8.4');
      await rds.advance(25 * 60);
      const cleanup = await project.run('cleanup', ['orders', '--yes'], { env: stack.env });
      expectDone(cleanup, 'orders-old1 and its instances are gone');
      expectDone(await apply(), '0 added, 0 changed, 2 destroyed');
      await expectEmptyPlan();
    });
  },
);
