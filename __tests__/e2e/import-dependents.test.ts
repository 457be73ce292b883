import { clusterName } from '../support/created-cluster';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { openStack } from '../support/terraform-stack';
import { describeWith, terraformEnvironment } from '../support/tools';

/** Nothing but RDS and Application Auto Scaling, in literals. */
const dependents = `
      autoscaling: { minCapacity: 1, maxCapacity: 4, targetCpuUtilization: 60 },
      customEndpoints: { 'aurora-bg-reports': { type: 'READER', staticMembers: ['aurora-bg-aurora-instance-2'] } },
      associatedRoles: [{ featureName: 's3Import', roleArn: 'arn:aws:iam::123456789012:role/s3' }],
      subnetGroup: { subnetIds: ['subnet-a', 'subnet-b'] },
      engineVersion: '15.6',`;

describeWith(
  ['terraform', 'aws-provider', 'git'],
  'real Terraform, and what hangs on a cluster of npm run local',
  () => {
    let project: ProjectCopy;
    let rds: LocalRds;

    beforeAll(async () => {
      project = createApp();
      project.replace('main.ts', "engineVersion: '15.6',", dependents);
      rds = await startLocalRds(project, { speed: 1500 });
    });
    afterAll(async () => {
      await rds?.stop();
      project?.remove();
    });

    it('is imported with it, and the plan is empty', async () => {
      const stack = await openStack(project, rds);
      await stack.importClusters();
      const plan = await stack.plan();
      expect(plan.output).toContain('No changes. Your infrastructure matches the configuration.');
      expect(plan.exitCode).toBe(0);
      const addresses = (await stack.terraform(['state', 'list'])).stdout;
      for (const type of ['endpoint', 'role_association']) expect(addresses).toContain(`aws_rds_cluster_${type}.`);
      for (const type of ['target', 'policy']) expect(addresses).toContain(`aws_appautoscaling_${type}.`);
    });

    it('is there after an upgrade with --local, which proves its plan on what it imports', async () => {
      const args = ['--local', '--to', '15.10', '--yes'];
      const env = { ...terraformEnvironment(project.aside), AWS_ENDPOINT_URL: rds.endpoint };
      const upgrade = await project.run('upgrade', args, { env });
      expect(upgrade.output).toMatch(new RegExp(`${clusterName}: runs 15\\.10\\. No changes`));
      expect(upgrade.exitCode).toBe(0);
    });
  },
);
