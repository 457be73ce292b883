import { join } from 'node:path';
import { clusterName } from '../support/created-cluster';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { type CommandResult, runCommand } from '../support/run-command';
import { openStack, type TerraformStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

type Environment = Record<string, string | undefined>;

/** Terraform starts the provider itself, as for a user: eight seconds of processor time, so only where something is changed or proven. */
const ownProvider: Environment = { TF_REATTACH_PROVIDERS: undefined };

const noChanges = 'No changes. Your infrastructure matches the configuration.';
const guard = (inCode: string, running: string) =>
  `Cluster ${clusterName}: the code says ${inCode}, AWS runs ${running}. Terraform must not change the engine version in place.`;

describeWith(['terraform', 'aws-provider', 'git'], 'cdktf diff and cdktf deploy, around an upgrade', () => {
  let project: ProjectCopy;
  let rds: LocalRds;
  let stack: TerraformStack;

  beforeAll(async () => {
    project = createApp();
    rds = await startLocalRds(project, { speed: 1500 });
    stack = await openStack(project, rds);
    await stack.importClusters();
  });

  afterAll(async () => {
    await rds?.stop();
    project?.remove();
  });

  /**
   * As a user runs it, but for two things: cdktf would ask the registry for checksums of other platforms (`--skip-provider-lock`),
   * and would keep a plugin cache in the home folder.
   */
  const cdktf = async (args: string[], more: Environment = {}): Promise<CommandResult & { text: string }> => {
    const binary = join(__dirname, '../../node_modules/.bin/cdktf');
    // CI: lines instead of an animation.
    const env = { ...stack.env, CI: '1', CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1', ...more };
    const call = { cwd: project.directory, env };
    const result = await runCommand(binary, [...args, '--skip-provider-lock'], call);
    return { ...result, text: flowing(result.output) };
  };

  it('a bump is refused by diff and by deploy, with the message of the guard', async () => {
    project.replace('main.ts', "'15.6'", "'15.10'");
    const diff = await cdktf(['diff']);
    expect(diff.exitCode).toBe(1);
    expect(diff.text).toContain(guard('15.10', '15.6'));
    expect(diff.text).toContain(`upgrade by a blue/green deployment: npx aurora-blue-green upgrade ${clusterName}`);

    const deploy = await cdktf(['deploy', '--auto-approve']);
    expect(deploy.exitCode).toBe(1);
    expect(deploy.text).toContain(guard('15.10', '15.6'));
    expect(await rds.calls()).not.toHaveProperty('CreateBlueGreenDeployment');
    project.restore();
  });

  it('upgrade --to, with unbumped code, rewrites main.ts and leaves deploy with nothing to do', async () => {
    const upgrade = await project.run('upgrade', ['--to', '15.10', '--yes'], { env: stack.env });
    expect(upgrade.exitCode).toBe(0);
    expect(upgrade.stdout).toContain(`${clusterName}: runs 15.10. ${noChanges}`);
    expect(project.changedLines()).toEqual(["-      engineVersion: '15.6',", "+      engineVersion: '15.10',"]);

    const { ModifyDBCluster: modifications } = await rds.calls();
    const deploy = await cdktf(['deploy', '--auto-approve'], ownProvider);
    expect(deploy.exitCode).toBe(0);
    expect(deploy.text).toContain('Resources: 0 added, 0 changed, 0 destroyed.');
    expect((await rds.calls()).ModifyDBCluster).toBe(modifications);
  });
});

/** cdktf prints colours whatever the environment says, the stack's name before a message, and frames around errors. */
function flowing(output: string): string {
  return output
    .replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')
    .replace(/^(aurora-bg)? *(│ ?)?/gm, '')
    .replace(/\s+/g, ' ');
}
