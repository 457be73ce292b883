import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { planFile } from '../plans/check/plan-file';
import { clusterName } from '../support/created-cluster';
import { type PlanScenario, password, planScenarios } from '../support/plan-scenarios';
import { openPlannedProject, type PlannedProject } from '../support/planned-project';
import { type CommandResult, cleanEnvironment } from '../support/run-command';
import { describeWith } from '../support/tools';

const scenario = (name: string): PlanScenario => planScenarios.find((each) => each.name === name)!;

interface Verdict {
  class: string;
  refused: boolean;
  findings: { kind: string; refused: boolean; message: string }[];
}

describeWith(['terraform', 'aws-provider', 'git'], 'plan-check runs Terraform', () => {
  let planned: PlannedProject;

  beforeAll(async () => {
    planned = await openPlannedProject('plan-check');
  });
  afterEach(() => planned.putBack());
  afterAll(() => planned?.close());

  const check = (args: string[] = [], env: Record<string, string | undefined> = {}): Promise<CommandResult> =>
    planned.project.run('plan-check', args, { env: { ...planned.stack.env, ...env } });

  const events = ({ stdout }: CommandResult) =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  const verdictOf = (result: CommandResult) =>
    events(result).find(({ code }) => code === 'PLAN_VERDICT') as unknown as Verdict;

  const kinds = ({ findings }: Verdict) => findings.map(({ kind, refused }) => `${kind}${refused ? '!' : ''}`);

  it('with nothing to do: the account first, no changes, 0, and nothing written', async () => {
    const { directory } = planned.project;
    const state = join(directory, 'terraform.aurora-bg.tfstate');
    const before = [readFileSync(state, 'utf8'), statSync(join(planned.stack.directory, 'cdk.tf.json')).mtimeMs];
    const result = await check();
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/^Not AWS: embedded RDS at .* account 123456789012 · ap-northeast-1\n/);
    expect(result.stdout).toMatch(/aurora-bg +aurora-bg-aurora-cluster +no changes/);
    expect([readFileSync(state, 'utf8'), statSync(join(planned.stack.directory, 'cdk.tf.json')).mtimeMs]).toEqual(
      before,
    );
    const status = spawnSync('git', ['status', '--porcelain'], {
      cwd: directory,
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
    expect(status.stdout).toBe('');
  });

  it.each<[string, number, string, string[]]>([
    ['upgrade-pending', 2, 'upgrade-pending', ['upgrade-pending']],
    ['hidden-replacement', 3, 'replacement-or-destruction', ['replaced!', 'upgrade-pending']],
    ['aws-ahead', 2, 'aws-ahead', ['aws-ahead']],
    ['in-place', 2, 'in-place-engine-change', ['in-place-engine-change']],
    ['renamed', 3, 'replacement-or-destruction', ['renamed!', 'renamed!', 'renamed!']],
  ])('%s: exit code %i', async (name, exitCode, expected, findings) => {
    await planned.begin(scenario(name));
    const result = await check(['--json']);
    expect(result.exitCode).toBe(exitCode);
    const verdict = verdictOf(result);
    expect(verdict.class).toBe(expected);
    expect(kinds(verdict)).toEqual(findings);
    expect(events(result)[0]).toMatchObject({ code: 'TARGET', format: 1, account: '123456789012' });
  });

  it('while a deployment exists, what would disturb it is refused; and no password is said anywhere', async () => {
    const upgrade = await planned.project.run('upgrade', ['--to', '15.10', '--until', 'green', '--yes'], {
      env: planned.stack.env,
    });
    expect(upgrade.exitCode).toBe(0);
    const calm = await check(['--json']);
    expect(calm.exitCode).toBe(0);
    expect(kinds(verdictOf(calm))).toEqual(['deployment-exists']);

    await planned.begin(scenario('other-changes'));
    const summary = join(planned.project.aside, 'summary.md');
    writeFileSync(summary, '');
    const env = { TF_VAR_master_password: password, GITHUB_STEP_SUMMARY: summary };
    const refused = await check(['--markdown'], env);
    expect(refused.exitCode).toBe(3);
    expect(refused.stdout).toMatch(/^## Aurora plan check\n/);
    expect(refused.stdout).toMatch(/\*\*Refused\.\*\* While the deployment bgd-\w+ .*AVAILABLE\) exists/);
    expect(readFileSync(summary, 'utf8').trimEnd()).toBe(refused.stdout.trimEnd());
    expect(refused.output).not.toContain(password);
    expect((await check(['--no-interlock'], env)).exitCode).toBe(2);
  });

  it('groups that an old cluster still uses must not go', async () => {
    await planned.begin(scenario('old-groups-removed'));
    const client = new RDSClient({
      endpoint: planned.rds.endpoint,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await client.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier: `${clusterName}-old1`,
        Engine: 'aurora-postgresql',
        EngineVersion: '14.10',
        DBClusterParameterGroupName: 'aurora-bg-aurora-pg14-cluster-params',
        MasterUsername: 'postgres',
        MasterUserPassword: 'not-a-secret',
      }),
    );
    client.destroy();
    await planned.rds.advance(30);
    const result = await check(['--json']);
    expect(result.exitCode).toBe(3);
    const verdict = verdictOf(result);
    expect(kinds(verdict)).toEqual(['old-groups-removed!']);
    expect(verdict.findings[0]!.message).toContain(`${clusterName}-old1 still uses a parameter group`);
  });

  describe('where there is no plan', () => {
    it('no terraform: 1', async () => {
      const result = await check([], { TERRAFORM_BINARY_NAME: '/nonexistent/terraform' });
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toContain('there is no executable "/nonexistent/terraform" here');
      expect(result.stdout).toMatch(/aurora-bg-aurora-cluster +incomplete/);
    });

    it('an init that fails: 1, in its own words', async () => {
      planned.project.replace('main.ts', "'>= 5.100.0, < 7.0.0'", "'>= 99.0.0'");
      // Terraform asks an attached provider for no version.
      const result = await check([], { TF_REATTACH_PROVIDERS: undefined });
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toMatch(/Stack aurora-bg: `terraform init` failed: .*99\.0\.0/);
    });

    it('a state that somebody has locked: 1, and who', async () => {
      await planned.stack.synth();
      await planned.rds.control('auto-minor-upgrade', { cluster: clusterName, version: '15.7' });
      await planned.rds.advance(60);
      const holder = planned.stack.startTerraform(['apply', '-refresh-only', '-no-color']);
      try {
        await holder.until(/Enter a value:/);
        const result = await check([], { TF_CLI_ARGS_plan: '-lock-timeout=1s' });
        expect(result.exitCode).toBe(1);
        expect(result.stderr).toMatch(/Stack aurora-bg: The Terraform state is locked by \S+@\S+/);
      } finally {
        holder.kill();
        await holder.ended.catch(() => {});
      }
    });

    it('deployments that cannot be looked at are not said to be none', async () => {
      const args = ['--plan-json', planFile('no-changes'), '--interlock'];
      const result = await check(args, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toMatch(/Deployments could not be looked at: .*ECONNREFUSED/);
    });

    it('a file of another account than the credentials: 3', async () => {
      const plan = readFileSync(planFile('no-changes'), 'utf8').replaceAll(':123456789012:', ':999999999999:');
      const file = join(planned.project.aside, 'other-account.json');
      writeFileSync(file, plan);
      const result = await check(['--plan-json', file, '--interlock']);
      expect(result.exitCode).toBe(3);
      expect(result.stderr).toMatch(/credentials are of account 123456789012/);
    });

    it.each<[string, string[], number, RegExp]>([
      ['a stack that the app has not', ['orders'], 3, /no stack called "orders"\.\n {2}It has aurora-bg\./],
      ['a plan that does not exist', ['--plan-json', 'none.json'], 3, /The plan none\.json does not exist/],
      ['something that is no plan', ['--plan-json', 'main.ts'], 3, /The plan main\.ts cannot be read: it is not JSON/],
      ['a stack and a file', ['aurora-bg', '--plan-json', 'x'], 64, /cannot be chosen/],
      ['two forms of output', ['--json', '--markdown'], 64, /cannot be used with/],
      ['an option that does not exist', ['--force'], 64, /unknown option '--force'/],
    ])('%s: exit code', async (_, args, exitCode, says) => {
      const result = await check(args);
      expect(result.exitCode).toBe(exitCode);
      expect(result.output).toMatch(says);
    });

    it('a plan of another format: 3', async () => {
      const file = join(planned.project.aside, 'plan.json');
      writeFileSync(file, JSON.stringify({ format_version: '2.0', resource_changes: [] }));
      const result = await check(['--plan-json', file]);
      expect(result.exitCode).toBe(3);
      expect(result.stderr).toContain('its format_version is 2.0, and 1.x is known');
    });
  });
});
