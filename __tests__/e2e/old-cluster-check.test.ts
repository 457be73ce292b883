import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  DeleteDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { clusterName } from '../support/created-cluster';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

const noChanges = 'No changes. Your infrastructure matches the configuration.';
const old = `${clusterName}-old1`;

describeWith(
  ['terraform', 'aws-provider', 'git'],
  'real Terraform, and a cluster that a switchover left behind',
  () => {
    let project: ProjectCopy;
    let rds: LocalRds;
    let stack: TerraformStack;
    let client: RDSClient;

    beforeAll(async () => {
      project = createApp();
      rds = await startLocalRds(project, { speed: 'instant' });
      stack = await openStack(project, rds);
      client = new RDSClient({
        endpoint: rds.endpoint,
        region: 'ap-northeast-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
    });
    afterAll(async () => {
      client?.destroy();
      await rds?.stop();
      project?.remove();
    });
    afterEach(() => project.restore());

    /** As a switchover leaves it, as far as the check reads it. */
    async function leaveBehind(version: string, group: string): Promise<void> {
      const DBParameterGroupFamily = `aurora-postgresql${version.split('.')[0]}`;
      await client.send(
        new CreateDBClusterParameterGroupCommand({
          DBClusterParameterGroupName: group,
          DBParameterGroupFamily,
          Description: 'Managed by Terraform',
        }),
      );
      await client.send(
        new CreateDBClusterCommand({
          DBClusterIdentifier: old,
          Engine: 'aurora-postgresql',
          EngineVersion: version,
          DBClusterParameterGroupName: group,
          MasterUsername: 'postgres',
          MasterUserPassword: 'correct-horse-battery',
        }),
      );
    }
    const remove = () => client.send(new DeleteDBClusterCommand({ DBClusterIdentifier: old, SkipFinalSnapshot: true }));

    it('is not in the way of an import, and costs a plan one call', async () => {
      await stack.importClusters();
      const before = await rds.calls();
      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
      const after = await rds.calls();
      // The cluster's refresh, that of each of its two instances, and the check.
      expect(after.DescribeDBClusters! - before.DescribeDBClusters!).toBe(4);
    });

    it('of the same major version changes nothing', async () => {
      await leaveBehind('15.5', 'aurora-bg-aurora-pg15-former-params');
      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
      await remove();
    });

    it('of another, with a group that this code never named, is a stranger', async () => {
      await leaveBehind('14.10', 'legacy-pg14');
      const plan = await stack.plan();
      expect(plan.output).toContain(noChanges);
      expect(plan.exitCode).toBe(0);
      await remove();
    });

    describe('of a former major version', () => {
      beforeAll(() => leaveBehind('14.10', 'aurora-bg-aurora-pg14-cluster-params'));

      it('stops the plan, with the reason and the way out', async () => {
        const plan = await stack.plan();
        expect(plan.exitCode).toBe(1);
        expect(plan.output).toContain('Error: Resource postcondition failed');
        const sentences = plan.output.replace(/\n[│ ]* ?(?=\S)/g, ' ');
        expect(sentences).toContain(
          `Cluster ${old} still exists: it runs 14.10 with the parameter group aurora-bg-aurora-pg14-cluster-params.`,
        );
        expect(plan.output).toContain(`    npx aurora-blue-green cleanup ${clusterName}\n`);
        expect(plan.output).toContain("    previousEngineVersion: '14.10',\n");
      });

      it('does not stop an apply of something else with -target', async () => {
        await stack.synth();
        const { address } = JSON.parse(project.read('cdktf.out/stacks/aurora-bg/cdk.tf.json')).resource.aws_rds_cluster
          .aurora['//'].aurora.instanceParameterGroup;
        const apply = await stack.terraform([
          'apply',
          '-auto-approve',
          '-input=false',
          '-no-color',
          `-target=${address}`,
        ]);
        expect(apply.output).toContain('Apply complete! Resources: 0 added, 0 changed, 0 destroyed.');
        expect(apply.exitCode).toBe(0);
      });

      it('is only warned of with -refresh-only', async () => {
        const plan = await stack.terraform(['plan', '-refresh-only', '-input=false', '-no-color']);
        expect(plan.output).toContain('Warning: Resource postcondition failed');
        expect(plan.exitCode).toBe(0);
      });

      it('has no say with -destroy', async () => {
        const plan = await stack.terraform(['plan', '-destroy', '-input=false', '-no-color']);
        expect(plan.output).not.toContain('Resource postcondition failed');
        expect(plan.output).toContain('Error: Instance cannot be destroyed');
      });

      it('lets the plan through with previousEngineVersion, which declares its groups', async () => {
        project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6', previousEngineVersion: '14.10',");
        const plan = await stack.plan();
        expect(plan.output).toContain('Plan: 2 to add, 0 to change, 0 to destroy.');
        expect(plan.output).toContain('"aurora-bg-aurora-pg14-cluster-params"');
        expect(plan.exitCode).toBe(2);
      });

      it('is not asked for where Terraform upgrades in place, or where the code says so', async () => {
        project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6', checkOldClusters: false,");
        const plan = await stack.plan();
        expect(plan.output).toContain(noChanges);
        expect(plan.exitCode).toBe(0);
      });
    });
  },
);
