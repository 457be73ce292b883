import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classifyChanges } from '../../scripts/plans/proof/classify';
import { type PlanRequest, planStack } from '../../scripts/terraform/plan-stack';
import { runTerraform, terraformBinary } from '../../scripts/terraform/terraform';
import { describeWith } from '../support/tools';
import { until } from '../support/until';

// `terraform_data` is built into terraform: nothing is downloaded.
const stackJson = (
  more: Record<string, unknown> = {},
  backend: unknown = { local: { path: 'state/app.tfstate' } },
) => ({
  terraform: { backend },
  variable: { password: { type: 'string', sensitive: true, default: 'hunter22-secret' } },
  resource: {
    terraform_data: {
      cluster: { input: { version: '15.6', password: '${var.password}' } },
      other: { input: '${file("assets/note.txt")}' },
    },
  },
  output: { note: { value: '${terraform_data.other.output}' } },
  ...more,
});

let root: string;
let stackDir: string;
let workDir: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'plan-stack-test-')));
  stackDir = join(root, 'cdktf.out/stacks/prod');
  workDir = join(root, '.aurora-upgrade/plans');
  mkdirSync(join(stackDir, 'assets'), { recursive: true });
  mkdirSync(join(stackDir, 'state'));
  writeFileSync(join(stackDir, 'assets/note.txt'), 'note');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (json: unknown) => writeFileSync(join(stackDir, 'cdk.tf.json'), JSON.stringify(json, null, 2));
const plan = (more: Partial<PlanRequest> = {}) =>
  planStack({ stackFile: join(stackDir, 'cdk.tf.json'), workDir, lockTimeout: '0s', ...more });

/** What `cdktf deploy` would do: terraform in the stack's own folder. */
function deploy() {
  for (const args of [
    ['init', '-input=false'],
    ['apply', '-auto-approve', '-input=false'],
  ]) {
    const run = spawnSync(terraformBinary(), args, { cwd: stackDir, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
  }
}
// Files only: taking the state's lock touches its folder.
const listing = () =>
  spawnSync('find', [stackDir, '-type', 'f', '-printf', '%p %s %T@ %m\\n'], { encoding: 'utf8' }).stdout;

describeWith(['terraform'], 'planStack with the real terraform', () => {
  it('finds no changes right after a deploy, through a relative backend path, and touches nothing', async () => {
    write(stackJson());
    deploy();
    const before = listing();
    await expect(plan()).resolves.toEqual({ kind: 'planned', changes: [], outputChanges: [], complete: true });
    expect(listing()).toBe(before);
    expect(readdirSync(workDir)).toEqual([]);
  });

  it('does not call the plan of a part a whole one, where the environment makes it one', async () => {
    write(stackJson());
    deploy();
    const env = { TF_CLI_ARGS_plan: '-target=terraform_data.cluster' };
    await expect(plan({ env })).resolves.toMatchObject({ kind: 'planned', changes: [], complete: false });
    writeFileSync(join(stackDir, 'assets/note.txt'), 'changed');
    const refreshed = plan({ env: { TF_CLI_ARGS_plan: '-refresh-only' } });
    await expect(refreshed).resolves.toMatchObject({ kind: 'planned', changes: [], complete: false });
  });

  it('names what would change, here and elsewhere, without a value', async () => {
    write(stackJson());
    deploy();
    const changed = stackJson();
    changed.resource.terraform_data.cluster.input = { version: '15.10', password: 'another-secret' };
    writeFileSync(join(stackDir, 'assets/note.txt'), 'changed');
    write(changed);
    const result = await plan();
    if (result.kind !== 'planned') throw new Error(JSON.stringify(result));
    const { ours, elsewhere } = classifyChanges(result.changes, ['terraform_data.cluster']);
    expect(ours).toMatchObject([{ actions: ['update'], changedAttributes: ['input', 'output'] }]);
    expect(elsewhere.map((change) => change.address)).toEqual(['terraform_data.other']);
    expect(result.outputChanges).toEqual(['note']);
    expect(JSON.stringify(result)).not.toMatch(/secret|15\.10/);
  });

  it('keeps what a condition of the code says when it stops the plan', async () => {
    const stack = stackJson();
    const postcondition = [
      { condition: '${self.input.version == "15.10"}', error_message: 'RDS runs 15.6: npm run upgrade' },
    ];
    Object.assign(stack.resource.terraform_data.cluster, { lifecycle: { postcondition } });
    write(stack);
    await expect(plan()).resolves.toMatchObject({
      kind: 'plan-failed',
      failedConditions: [{ address: 'terraform_data.cluster', message: 'RDS runs 15.6: npm run upgrade' }],
    });
    expect(readdirSync(workDir)).toEqual([]);
  });

  it('tells who holds a locked state', async () => {
    write(stackJson());
    deploy();
    const holder = await holdLock();
    try {
      const result = await plan();
      expect(result).toMatchObject({
        kind: 'state-locked',
        lock: { operation: 'Apply', who: expect.stringContaining('@') },
      });
    } finally {
      holder.kill('SIGKILL');
    }
  });

  it('waits for a lock that is given back in time', async () => {
    write(stackJson());
    deploy();
    const holder = await holdLock();
    setTimeout(() => holder.kill('SIGKILL'), 700);
    await expect(plan({ lockTimeout: '15s' })).resolves.toMatchObject({ kind: 'planned', changes: expect.anything() });
  });

  it('waits for a lock as long as TF_CLI_ARGS_plan says', async () => {
    write(stackJson());
    deploy();
    const holder = await holdLock();
    try {
      const begun = Date.now();
      const env = { TF_CLI_ARGS_plan: '-lock-timeout=0s' };
      await expect(plan({ lockTimeout: undefined, env })).resolves.toMatchObject({ kind: 'state-locked' });
      expect(Date.now() - begun).toBeLessThan(15_000);
    } finally {
      holder.kill('SIGKILL');
    }
  });

  it('reports an init that fails with terraform’s own words', async () => {
    write(stackJson({}, { nonsense: {} }));
    await expect(plan()).resolves.toMatchObject({ kind: 'init-failed', message: expect.stringContaining('nonsense') });
  });

  it('says how to set a variable that has no value', async () => {
    write(stackJson({ variable: { password: { type: 'string' } } }));
    await expect(plan()).resolves.toMatchObject({
      kind: 'plan-failed',
      failedConditions: [],
      remedy: expect.stringContaining('TF_VAR_'),
    });
    await expect(plan({ env: { TF_VAR_password: 'x' } })).resolves.toMatchObject({ kind: 'planned' });
  });

  it('plans against imports into a state of its own and leaves the stack’s backend alone', async () => {
    const stack = stackJson(
      { output: undefined },
      { s3: { bucket: 'unreachable', key: 'k', region: 'ap-northeast-1' } },
    );
    Object.assign(stack.resource, { terraform_data: { cluster: {}, other: { input: 'x' } } });
    write(stack);
    const imports = [
      { to: 'terraform_data.cluster', id: 'one' },
      { to: 'terraform_data.other', id: 'two' },
    ];
    const result = await plan({ localState: { imports } });
    // An imported terraform_data has no input: the one that has none in code either comes in without a change.
    expect(result).toMatchObject({
      kind: 'planned',
      changes: [{ address: 'terraform_data.other', actions: ['update'], imported: true }],
    });
  });

  it('uses the workspace that is selected for the stack', async () => {
    write(stackJson());
    deploy();
    spawnSync(terraformBinary(), ['workspace', 'new', 'blue'], { cwd: stackDir });
    const inBlue = await plan();
    expect(inBlue).toMatchObject({ kind: 'planned' });
    expect(inBlue.kind === 'planned' && inBlue.changes.map((change) => change.actions)).toEqual([
      ['create'],
      ['create'],
    ]);
  });

  it('plans with the state of where cdktf deploys when the stack was synthesized elsewhere', async () => {
    write(stackJson());
    deploy();
    const elsewhere = join(root, '.aurora-upgrade/cdktf.out/stacks/prod');
    mkdirSync(join(elsewhere, 'assets'), { recursive: true });
    writeFileSync(join(elsewhere, 'assets/note.txt'), 'note');
    writeFileSync(join(elsewhere, 'cdk.tf.json'), readFileSync(join(stackDir, 'cdk.tf.json')));
    await expect(plan({ stackFile: join(elsewhere, 'cdk.tf.json'), stackDir })).resolves.toMatchObject({ changes: [] });
    const withoutState = await plan({ stackFile: join(elsewhere, 'cdk.tf.json') });
    expect(withoutState.kind === 'planned' && withoutState.changes).toHaveLength(2);
  });

  it('finds a local module that lies outside the stack’s folder', async () => {
    mkdirSync(join(root, 'modules/m'), { recursive: true });
    writeFileSync(join(root, 'modules/m/main.tf'), 'resource "terraform_data" "inside" {}\n');
    write({ module: { m: { source: '../../../modules/m' } } });
    await expect(plan()).resolves.toMatchObject({ changes: [{ address: 'module.m.terraform_data.inside' }] });
  });

  it('is stopped by a signal', async () => {
    write(stackJson());
    const aborted = AbortSignal.abort();
    await expect(plan({ signal: aborted })).resolves.toMatchObject({ kind: 'interrupted' });
  });

  it('is stopped by its limit', async () => {
    await expect(runTerraform({ args: ['console'], dir: root, limit: 1 })).resolves.toMatchObject({
      kind: 'timed-out',
    });
  });
});

it('without terraform is a result, not an exception', async () => {
  write(stackJson());
  await expect(plan({ binary: 'no-such-terraform' })).resolves.toMatchObject({
    kind: 'no-terraform',
    message: 'Terraform was not found: there is no executable "no-such-terraform" on this machine.',
  });
  expect(existsSync(workDir)).toBe(true);
  expect(readdirSync(workDir)).toEqual([]);
});

it('what a killed run left behind is removed by the next', async () => {
  write(stackJson());
  const dead = spawnSync('true').pid;
  mkdirSync(join(workDir, `aurora-upgrade-plan-${dead}-abc`), { recursive: true });
  mkdirSync(join(workDir, `aurora-upgrade-plan-${process.ppid}-abc`));
  await plan({ binary: 'no-such-terraform' });
  expect(readdirSync(workDir)).toEqual([`aurora-upgrade-plan-${process.ppid}-abc`]);
});

/** An apply that holds the lock while a provisioner sleeps. */
async function holdLock(): Promise<ChildProcess> {
  const slow = stackJson();
  const folder = join(root, 'slow');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'assets/note.txt'), 'note');
  Object.assign(slow.resource.terraform_data, {
    slow: { provisioner: [{ 'local-exec': { command: `touch ${folder}/running; sleep 15` } }] },
  });
  slow.terraform.backend = { local: { path: join(stackDir, 'state/app.tfstate') } };
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(slow));
  spawnSync(terraformBinary(), ['init', '-input=false'], { cwd: folder });
  const holder = spawn(terraformBinary(), ['apply', '-auto-approve', '-input=false'], { cwd: folder, stdio: 'ignore' });
  await until(() => existsSync(join(folder, 'running')));
  return holder;
}
