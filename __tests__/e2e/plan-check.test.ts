import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    planned = await openPlannedProject();
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
  });

  describe('where there is no plan', () => {
    it('no terraform: 1', async () => {
      const result = await check([], { TERRAFORM_BINARY_NAME: '/nonexistent/terraform' });
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toContain('there is no executable "/nonexistent/terraform" on this machine');
      expect(result.stdout).toMatch(/aurora-bg-aurora-cluster +incomplete/);
    });

    it.each<[string, string[], number, RegExp]>([
      ['a stack that the app has not', ['orders'], 3, /no stack called "orders"\.\n {2}It has aurora-bg\./],
      ['two forms of output', ['--json', '--markdown'], 64, /cannot be used with/],
    ])('%s: exit code', async (_, args, exitCode, says) => {
      const result = await check(args);
      expect(result.exitCode).toBe(exitCode);
      expect(result.output).toMatch(says);
    });
  });
});
