import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { clusterName, instanceNames, region } from '../support/created-cluster';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const noChanges = 'No changes. Your infrastructure matches the configuration.';

/** The block of the README that imports a cluster, for the one of main.ts. */
const [, block] = /```ts\n(orders\.cluster\.importFrom[\s\S]*?)```/.exec(readme)!;
const lines = block!.replace("'orders'", `'${clusterName}'`).split('\n');

describeWith(['terraform', 'aws-provider', 'git'], 'an existing cluster, imported as the README says', () => {
  let project: ProjectCopy;
  let rds: LocalRds;
  let stack: TerraformStack;

  beforeEach(() => {
    project = createApp();
  });
  afterEach(async () => {
    await rds?.stop();
    project?.remove();
  });

  const importBy = async (code: string[]) => {
    project.replace('main.ts', 'new AuroraCluster(', 'const orders = new AuroraCluster(');
    project.replace('main.ts', '    });\n  }\n}', `    });\n${code.join('\n')}\n  }\n}`);
    project.commit('Import the cluster');
    stack = await openStack(project, rds);
  };
  const deploy = async () => {
    const { exitCode } = await stack.terraform(['apply', '-auto-approve', '-input=false', '-no-color']);
    expect(exitCode).toBe(0);
  };

  it('with groups of its own: nothing changes in RDS, the plan is empty, and stays so after an upgrade', async () => {
    rds = await startLocalRds(project, { speed: 1500 });
    await importBy(lines);
    expect((await stack.plan()).output).toMatch(/Plan: 5 to import, 0 to add, \d to change, 0 to destroy\./);

    const before = await rds.calls();
    await deploy();
    const after = await rds.calls();
    const sent = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(sent.filter((name) => !/^(Describe|List|Get)/.test(name))).toEqual([]);
    expect((await stack.plan()).output).toContain(noChanges);

    const upgrade = await project.run('upgrade', ['--to', '15.10', '--yes'], { env: stack.env });
    expect(upgrade.stdout).toContain(`${clusterName}: runs 15.10. ${noChanges}`);
    expect(upgrade.exitCode).toBe(0);
  });

  it("on AWS's default groups: the deploy adds groups, and an upgrade names the reboot that it needs", async () => {
    rds = await startLocalRds(project, { speed: 1500, empty: true });
    await createByHand(rds);
    await importBy(lines.filter((line) => !line.includes('declared') && !line.includes('parameterGroups')));
    expect((await stack.plan()).output).toContain('Plan: 3 to import, 2 to add, 3 to change, 0 to destroy.');

    await deploy();
    expect((await stack.plan()).output).toContain(noChanges);

    const upgrade = await project.run('upgrade', ['--to', '15.10', '--yes'], { env: stack.env });
    expect(upgrade.output).toContain(`must be rebooted before aurora-bg-aurora-pg15-cluster-params takes effect`);
    expect(upgrade.output).toContain('--reboot-source');
    expect(upgrade.exitCode).toBe(3);
  });
});

/** As the console makes it: everything by default. */
async function createByHand(rds: LocalRds): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new RDSClient({ endpoint: rds.endpoint, region, credentials });
  const common = { DBClusterIdentifier: clusterName, Engine: 'aurora-postgresql' };
  const master = { MasterUsername: 'postgres', MasterUserPassword: 'not-a-secret' };
  await client.send(
    new CreateDBClusterCommand({ ...common, ...master, EngineVersion: '15.6', StorageEncrypted: true }),
  );
  for (const DBInstanceIdentifier of instanceNames) {
    await client.send(
      new CreateDBInstanceCommand({ ...common, DBInstanceIdentifier, DBInstanceClass: 'db.r6g.large' }),
    );
  }
  client.destroy();
  await rds.advance(60);
}
