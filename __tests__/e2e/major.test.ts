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

/** What a plan or an apply says that it does, `aws_db_parameter_group.x (create)`, from Terraform's own words. */
function planned({ stdout }: CommandResult): string[] {
  const actions: Record<string, string> = {
    'will be created': 'create',
    'will be destroyed': 'destroy',
    'will be updated in-place': 'update',
    'must be replaced': 'replace',
  };
  const lines = [
    ...stdout.matchAll(/^ *# (\S+) (will be created|will be destroyed|will be updated in-place|must be replaced)/gm),
  ];
  return lines.map(([, address, words]) => `${address} (${actions[words!]})`).sort();
}

const groupsOf = (major: string, action: string) =>
  [
    `aws_db_parameter_group.orders_params-pg${major}_`,
    `aws_rds_cluster_parameter_group.orders_cluster-params-pg${major}_`,
  ].map((address) => expect.stringMatching(new RegExp(`^${address}\\w+ \\(${action}\\)$`)));

describeWith(
  ['terraform', 'aws-provider', 'git', 'moto'],
  'a major upgrade, 14.10 to 15.5, with real Terraform',
  () => {
    let project: ProjectCopy;
    let rds: LocalRds;
    let moto: Moto;
    let stack: TerraformStack;
    let applied: CommandResult;

    const apply = async () => {
      await stack.synth();
      return stack.terraform(['apply', '-auto-approve', '-input=false', '-no-color']);
    };
    const expectEmptyPlan = async () => {
      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
    };

    beforeAll(async () => {
      project = createApp();
      project.write('main.ts', readFileSync(join(__dirname, '../fixtures/apps/major/main.ts'), 'utf8'));
      project.commit('The app');
      [rds, moto] = await Promise.all([startLocalRds(project, { speed, empty: true }), startMoto(project.aside)]);
      stack = await openStack(project, rds, {
        more: { AWS_ENDPOINT_URL_IAM: moto.endpoint, TF_VAR_master_password: 'correct-horse-battery' },
      });
      applied = await apply();
    });
    afterAll(async () => {
      await rds?.stop();
      await moto?.stop();
      project?.remove();
    });

    it('the first deploy creates everything, and the plan is empty', async () => {
      expect(applied.output).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed\./);
      await expectEmptyPlan();
    });

    it('a bumped engineVersion: the groups are created by a targeted apply, and the plan is empty after the upgrade', async () => {
      const kept = await stack.keep();
      project.replace('main.ts', "engineVersion: '14.10',", "engineVersion: '15.5',");
      const upgrade = await project.run('upgrade', ['--yes'], { env: stack.env });
      expect(upgrade.output).toContain(`orders: runs 15.5. ${noChanges}`);
      expect(upgrade.exitCode).toBe(0);
      expect(project.changedLines()).toEqual([
        "-      engineVersion: '14.10',",
        "+      engineVersion: '15.5',",
        "+      previousEngineVersion: '14.10',",
      ]);

      // The old cluster still uses the groups of 14: too early.
      project.replace('main.ts', "      previousEngineVersion: '14.10',\n", '');
      const tooEarly = await stack.plan();
      expect(tooEarly.exitCode).toBe(1);
      expect(tooEarly.output).toContain('Cluster orders-old1 still exists');
      expect(tooEarly.output).toContain('npx aurora-blue-green cleanup orders');
      project.restore();
      await kept.putBack();
    });

    it('upgradeTo adds exactly the two groups of the target; after that deploy the plan is empty', async () => {
      project.replace('main.ts', "engineVersion: '14.10',", "engineVersion: '14.10',\n      upgradeTo: '15.5',");
      const deploy = await apply();
      expect(planned(deploy)).toEqual(groupsOf('15', 'create'));
      expect(deploy.output).toContain('2 added, 0 changed, 0 destroyed');
      await expectEmptyPlan();
      project.commit('Declare the upgrade');
    });

    it('the upgrade leaves an empty plan, and a code that says both versions', async () => {
      const upgrade = await project.run('upgrade', ['--yes', '--refresh-state'], { env: stack.env });
      expect(upgrade.output).toContain(`orders: runs 15.5. ${noChanges}`);
      expect(upgrade.exitCode).toBe(0);
      expect(project.changedLines()).toEqual([
        "-      engineVersion: '14.10',",
        "-      upgradeTo: '15.5',",
        "+      engineVersion: '15.5',",
        "+      previousEngineVersion: '14.10',",
      ]);
      await stack.synth();
      const unrefreshed = await stack.terraform([
        'plan',
        '-refresh=false',
        '-detailed-exitcode',
        '-input=false',
        '-no-color',
      ]);
      expect(unrefreshed.output).toContain(noChanges);
    });

    it('cleanup leaves exactly the old groups to destroy; after that deploy the plan is empty', async () => {
      project.commit('Upgraded');
      await rds.advance(25 * 60);
      const cleanup = await project.run('cleanup', ['--yes'], { env: stack.env });
      expect(cleanup.output).toContain('orders-old1 and its instances are gone');
      expect(cleanup.output).toContain('git diff && git commit -am');
      expect(cleanup.exitCode).toBe(0);
      expect(project.changedLines()).toEqual(["-      previousEngineVersion: '14.10',"]);
      const deploy = await apply();
      expect(planned(deploy)).toEqual(groupsOf('14', 'destroy'));
      expect(deploy.output).toContain('0 added, 0 changed, 2 destroyed');
      await expectEmptyPlan();
    });
  },
);
