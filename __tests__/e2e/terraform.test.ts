import { clusterName } from '../support/created-cluster';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

const noChanges = 'No changes. Your infrastructure matches the configuration.';
const speed = 1500;

interface Setting {
  project: ProjectCopy;
  rds: LocalRds;
  stack: TerraformStack;
}

async function close({ project, rds }: Partial<Setting>): Promise<void> {
  await rds?.stop();
  project?.remove();
}

describeWith(['terraform', 'aws-provider', 'git'], 'real Terraform, main.ts synthesized and not touched', () => {
  // A create takes the provider over a minute of fixed delays: it runs beside the tests that do without it.
  let creation: Promise<Setting & { output: string }>;

  beforeAll(() => {
    creation = create();
    creation.catch(() => {});
  });
  afterAll(async () => close(await creation.catch(() => ({}))));

  describe('a cluster that was imported', () => {
    let project: ProjectCopy;
    let rds: LocalRds;
    let stack: TerraformStack;
    let kept: { putBack(): Promise<void> };

    const bump = () => project.replace('main.ts', "'15.6'", "'15.10'");

    beforeAll(async () => {
      project = createApp();
      rds = await startLocalRds(project, { speed });
      stack = await openStack(project, rds);
      await stack.importClusters();
      kept = await stack.keep();
    });
    afterAll(() => close({ project, rds }));

    it.each([
      ['masterUsername', "masterUsername: 'postgres'", "masterUsername: 'admin2'"],
      ['storageEncrypted', "masterUsername: 'postgres'", "masterUsername: 'postgres', storageEncrypted: false"],
    ])(
      'a bump together with a changed %s, which would replace the database, is stopped at plan',
      async (_name, from, to) => {
        bump();
        project.replace('main.ts', from, to);
        const plan = await stack.plan();
        expect(plan.exitCode).toBe(1);
        expect(plan.output).toContain('# forces replacement');
        expect(plan.output).toContain('Resource aws_rds_cluster.aurora has lifecycle.prevent_destroy set');
        project.restore();
      },
    );

    describe('AWS went ahead by itself', () => {
      beforeAll(async () => {
        project.restore();
        await rds.control('auto-minor-upgrade', { cluster: clusterName, version: '15.7' });
        await rds.advance(60);
        const { agenda } = await rds.control<{ agenda: unknown[] }>('clock');
        expect(agenda).toEqual([]);
      });
      afterAll(async () => {
        project.restore();
        await kept.putBack();
      });

      it('the plan fails and names reconcile', async () => {
        const plan = await stack.plan();
        expect(plan.exitCode).toBe(1);
        expect(plan.output).toContain(`Cluster ${clusterName}: the code says 15.6, AWS runs 15.7.`);
        expect(plan.output).toContain(
          `AWS is ahead: write the running version into the code:\n    npx aurora-blue-green reconcile ${clusterName}\n`,
        );
        expect(plan.output).not.toContain('npx aurora-blue-green upgrade');
      });

      it('reconcile --check finds it, reconcile mends it, and the plan is empty', async () => {
        const before = await project.run('reconcile', ['--check'], { env: stack.env });
        expect(before.exitCode).toBe(2);
        expect(before.stdout).toMatch(/aurora-bg-aurora-cluster +aurora-bg +15\.6 +15\.7 +AWS/);
        expect(before.stdout).toContain(` into the code: npx aurora-blue-green reconcile ${clusterName}\n`);
        expect(project.changedLines()).toEqual([]);

        const reconcile = await project.run('reconcile', [], { env: stack.env });
        expect(reconcile.exitCode).toBe(0);
        expect(reconcile.stdout).toContain(`${clusterName}: runs 15.7. ${noChanges}`);
        expect(project.changedLines()).toEqual(["-      engineVersion: '15.6',", "+      engineVersion: '15.7',"]);

        const after = await project.run('reconcile', ['--check'], { env: stack.env });
        expect(after.exitCode).toBe(0);
      });
    });

    describe('an upgrade whose plan cannot be proven at once', () => {
      const upgrade = (env: Record<string, string> = {}) =>
        project.run('upgrade', ['--to', '15.10', '--yes'], { env: { ...stack.env, ...env } });

      it('without terraform it succeeds, and says that the plan was not proven and how to prove it', async () => {
        const result = await upgrade({ TERRAFORM_BINARY_NAME: '/nonexistent/terraform' });
        expect(result.exitCode).toBe(0);
        expect(result.stdout).toMatch(/runs 15\.10\. Could not verify that the plan is empty/);
        expect(result.output).toContain('there is no executable "/nonexistent/terraform" on this machine');
        expect(result.output).toContain('terraform -chdir=cdktf.out/stacks/aurora-bg plan');
        expect(project.changedLines()).toEqual(["-      engineVersion: '15.6',", "+      engineVersion: '15.10',"]);
      });

      it('with a locked state it says who holds the lock, and ends with 1', async () => {
        await stack.synth();
        // Waits at its prompt, because the upgrade is not in the state yet; until then it holds the lock.
        const holder = stack.startTerraform(['apply', '-refresh-only', '-no-color']);
        try {
          await holder.until(/Enter a value:/);
          const result = await upgrade({ TF_CLI_ARGS_plan: '-lock-timeout=1s' });
          expect(result.exitCode).toBe(1);
          expect(result.stdout).toMatch(/runs 15\.10\. Could not verify that the plan is empty/);
          expect(result.output).toMatch(
            /The Terraform state is locked by \S+@\S+ \(Apply, since [^)]+, lock [-0-9a-f]+\)\. +\n? *Wait until that run has finished, then run the command again\./,
          );
          expect(result.output).not.toContain('nothing was changed');
        } finally {
          holder.kill();
        }
      });

      it('the same command, when nothing is in its way any more, proves it', async () => {
        const result = await upgrade();
        expect(result.exitCode).toBe(0);
        expect(result.stdout).toContain(`${clusterName}: runs 15.10. ${noChanges}`);
        expect(await rds.calls()).toMatchObject({ CreateBlueGreenDeployment: 1, SwitchoverBlueGreenDeployment: 1 });
      });
    });
  });

  describe('a cluster that terraform created', () => {
    it('apply creates what main.ts describes in an empty account, and the plan is empty', async () => {
      const { output, stack } = await creation;
      expect(output).toContain('Apply complete! Resources: 5 added, 0 changed, 0 destroyed.');
      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
    });

    it('a bump fails the plan with the message that names upgrade, which makes it empty again', async () => {
      const { project, stack } = await creation;
      project.replace('main.ts', "'15.6'", "'15.10'");
      const refused = await stack.plan();
      expect(refused.exitCode).toBe(1);
      expect(refused.output).toContain(`Cluster ${clusterName}: the code says 15.10, AWS runs 15.6.`);
      expect(refused.output).toContain(
        `The code is ahead: upgrade by a blue/green deployment:\n    npx aurora-blue-green upgrade ${clusterName}\n`,
      );
      expect(refused.output).not.toContain('blue-green reconcile');

      const upgrade = await project.run('upgrade', ['--yes'], { env: stack.env });
      expect(upgrade.exitCode).toBe(0);
      expect(upgrade.stdout).toContain(`${clusterName}: runs 15.10. ${noChanges}`);
      expect(project.changedLines()).toEqual(["-      engineVersion: '15.6',", "+      engineVersion: '15.10',"]);

      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
    });
  });
});

/** `terraform apply` of the whole stack into an account with nothing in it. */
async function create(): Promise<Setting & { output: string }> {
  const project = createApp();
  let rds: LocalRds | undefined;
  try {
    rds = await startLocalRds(project, { speed, empty: true });
    const stack = await openStack(project, rds, { more: { TF_VAR_master_password: 'correct-horse-battery' } });
    const { output } = await stack.terraform(['apply', '-auto-approve', '-input=false', '-no-color']);
    return { project, rds, stack, output };
  } catch (error) {
    await close({ project, rds });
    throw error;
  }
}
