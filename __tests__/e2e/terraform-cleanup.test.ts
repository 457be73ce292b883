import { type LocalRds, startLocalRds } from '../support/local-rds';
import { copyProject, type ProjectCopy } from '../support/project-copy';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

jest.setTimeout(400_000);

const oldGroups = /^ {2}# (aws_(?:rds_cluster|db)_parameter_group\.aurora_\S*params-pg15_\w+) will be destroyed$/gm;

describeWith(['terraform', 'aws-provider', 'git'], 'a cleanup after a major upgrade, with real Terraform', () => {
  let project: ProjectCopy;
  let rds: LocalRds;
  let stack: TerraformStack;
  const apply = () => stack.terraform(['apply', '-auto-approve', '-input=false', '-no-color']);

  /** Upgraded from 15.6 to 16.4 by upgradeTo, 25 hours ago. */
  beforeAll(async () => {
    project = copyProject('terraform-cleanup');
    rds = await startLocalRds(project);
    stack = await openStack(project, rds);
    await stack.importClusters();
    project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '16.4',");
    await stack.synth();
    expectExit(0, await apply());
    expectExit(0, await project.run('upgrade', ['--yes'], { env: stack.env, limit: 180_000 }));
    await rds.control('clock', { speed: 600 });
    await rds.advance(25 * 60);
  });

  afterAll(async () => {
    await rds?.stop();
    project?.remove();
  });

  test('the plan destroys exactly the old family’s groups, as the run says, and is empty after that deploy', async () => {
    const cleanup = await project.run('cleanup', ['--yes'], { env: stack.env, limit: 180_000 });
    expectExit(0, cleanup);
    expect(project.read('main.ts')).toContain("engineVersion: '16.4',");
    expect(project.read('main.ts')).not.toContain('previousEngineVersion');

    const plan = await stack.plan();
    expect(plan.stdout).toContain('Plan: 0 to add, 0 to change, 2 to destroy.');
    const destroyed = [...plan.stdout.matchAll(oldGroups)].map(([, address]) => address);
    expect(destroyed).toHaveLength(2);
    expect(cleanup.stderr).toContain(`The next deploy destroys ${destroyed.join(', ')}, and changes nothing else`);

    expect((await apply()).stdout).toContain('Resources: 0 added, 0 changed, 2 destroyed.');
    expectExit(0, await stack.plan());
  });
});
