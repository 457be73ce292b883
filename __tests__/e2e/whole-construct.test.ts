import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { type Moto, startMoto } from '../support/moto';
import { createApp, type ProjectCopy } from '../support/project-copy';
import type { CommandResult } from '../support/run-command';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

/** Of the embedded RDS: RDS, Application Auto Scaling and CloudWatch. All else is moto's. */
const elsewhere = ['IAM', 'EC2', 'CLOUDWATCH_LOGS', 'LOGS'];

describeWith(
  ['terraform', 'aws-provider', 'git', 'moto'],
  'real Terraform, and a cluster with every option that declares something',
  () => {
    let project: ProjectCopy;
    let rds: LocalRds;
    let moto: Moto;
    let stack: TerraformStack;
    let applied: CommandResult;

    beforeAll(async () => {
      project = createApp();
      project.write('main.ts', readFileSync(join(__dirname, '../fixtures/apps/whole/main.ts'), 'utf8'));
      [rds, moto] = await Promise.all([startLocalRds(project, { speed: 1500, empty: true }), startMoto(project.aside)]);
      stack = await openStack(project, rds, {
        more: {
          ...Object.fromEntries(elsewhere.map((service) => [`AWS_ENDPOINT_URL_${service}`, moto.endpoint])),
          TF_VAR_master_password: 'correct-horse-battery',
        },
      });
      applied = await stack.terraform(['apply', '-auto-approve', '-input=false', '-no-color']);
    });
    afterAll(async () => {
      await rds?.stop();
      await moto?.stop();
      project?.remove();
    });

    it('creates it all', () => {
      expect(applied.output).toMatch(/Apply complete! Resources: 24 added, 0 changed, 0 destroyed\./);
    });

    it('and the plan is empty', async () => {
      const plan = await stack.plan();
      expect(plan.output).toContain('No changes. Your infrastructure matches the configuration.');
      expect(plan.exitCode).toBe(0);
    });

    it('after an upgrade the plan is empty', async () => {
      const args = ['orders', '--to', '15.10', '--yes'];
      const upgrade = await project.run('upgrade', args, { env: stack.env });
      expect(upgrade.output).toContain('orders: runs 15.10. No changes.');
      expect(upgrade.exitCode).toBe(0);
    });
  },
);
