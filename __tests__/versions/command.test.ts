import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { linkRealPackages, temporaryFolder } from '../rewriter/fixture-app';
import { describeWith } from '../support/tools';
import { before, type Repository, repository, threeClusters } from './repository';

const bumped = threeClusters({
  ...before,
  orders: "engineVersion: '15.10'",
  users: "engineVersion: '14.10', upgradeTo: '15.10'",
});

describeWith(['git'], 'three clusters in two stacks: one minor, one major, one untouched', () => {
  let repo: Repository;
  let state: string;

  beforeAll(() => {
    repo = repository();
    repo.commit('bump', { 'main.js': bumped });
    state = repo.state();
  });

  afterEach(() => {
    expect(repo.leftBehind()).toEqual([]);
    expect(repo.state()).toBe(state);
  });

  it('says it to people', async () => {
    const { exitCode, stdout, stderr } = await repo.versions([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(stdout).toMatch(/^Versions in the code: from the merge-base with main \(\w{7}\) to the working tree\n/);
    expect(stdout).toContain(`
STACK   CLUSTER  FROM   TO                       UPGRADE    PATH
──────  ───────  ─────  ───────────────────────  ─────────  ─────
shop    orders   15.6   15.10                    minor      valid
shop    users    14.10  14.10 (upgradeTo 15.10)  major      valid
ledger  ledger   16.4   16.4                     unchanged  –
`);
    expect(stdout).toMatch(
      /^orders: changed\n {2}· 15\.6 to 15\.10 is a valid minor upgrade \(Aurora PostgreSQL: .*2026-09-03\)\.$/m,
    );
    expect(stdout).toContain('Next, once this is merged:\n    npx aurora-blue-green upgrade orders\n');
    expect(stdout).toContain(
      'Next, once this is merged:\n    npx cdktf deploy shop\n    npx aurora-blue-green upgrade users\n',
    );
    expect(stdout).not.toMatch(/^ledger:/m);
  });

  it('says it to machines', async () => {
    const { exitCode, stdout } = await repo.versions(['--base', 'main', '--head', 'bump', '--json']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exitCode).toBe(2);
    expect(events[0]).toMatchObject({ code: 'INPUT', format: 1 });
    expect(events.filter(({ code }) => code === 'VERSION_DIFF')).toMatchObject([
      {
        stack: 'shop',
        cluster: 'orders',
        change: 'changed',
        refused: false,
        from: { engineVersion: '15.6' },
        to: { engineVersion: '15.10' },
        upgrades: [{ by: 'engineVersion', from: '15.6', to: '15.10', kind: 'minor', path: 'valid' }],
        next: ['npx aurora-blue-green upgrade orders'],
      },
      {
        cluster: 'users',
        change: 'changed',
        upgrades: [
          {
            by: 'upgradeTo',
            from: '14.10',
            to: '15.10',
            kind: 'major',
            families: { from: 'aurora-postgresql14', to: 'aurora-postgresql15' },
            path: 'valid',
          },
        ],
        support: expect.arrayContaining([
          { of: '15.10', ends: '2028-02-29', source: expect.stringContaining('2026H2') },
        ]),
      },
      { stack: 'ledger', cluster: 'ledger', change: 'unchanged', upgrades: [], next: [] },
    ]);
  });

  it('writes Markdown, and the same to the page of a GitHub run', async () => {
    const summary = join(temporaryFolder(), 'summary.md');
    const { exitCode, stdout } = await repo.versions(['--markdown'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^## Aurora versions\n/);
    expect(stdout).toContain('| shop | `users` | 14.10 | 14.10 (upgradeTo 15.10) | major | valid |');
    expect(readFileSync(summary, 'utf8').trim()).toBe(stdout.trim());
  });

  it('refuses the way back', async () => {
    const { exitCode, stdout, stderr } = await repo.versions(['--base', 'bump', '--head', 'main']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /^orders: refused\n {2}✘ orders would be downgraded from 15\.10 to 15\.6: Aurora does not support downgrades\.\n/m,
    );
    expect(stderr).toMatch(/^! bump \(\w{7}\) has 1 commit that main \(\w{7}\) lacks/);
  });

  it('finds nothing between a commit and itself', async () => {
    const { exitCode, stdout } = await repo.versions(['--base', 'HEAD']);
    expect({ exitCode, changed: /^\w+: /m.test(stdout.replace(/^Versions.*/, '')) }).toEqual({
      exitCode: 0,
      changed: false,
    });
  });

  it('interrupted: nothing stays', async () => {
    const run = repo.start([]);
    await run.until(/Versions in the code/);
    run.child.kill('SIGINT');
    expect((await run.ended).exitCode).toBe(130);
  });

  it('killed: the next run removes what has stayed', async () => {
    const run = repo.start([]);
    await run.until(/Versions in the code/);
    run.kill('SIGKILL');
    await run.ended;
    expect((await repo.versions([])).exitCode).toBe(2);
  });
});

describeWith(['git'], 'what else a repository may hold', () => {
  it('states in HCP Terraform: they are not asked for', async () => {
    const inCloud = (code: string) =>
      code.replace(
        'app.synth()',
        "shop.json.terraform = { cloud: { organization: 'acme', workspaces: { name: 'shop' } } };\napp.synth()",
      );
    const repo = repository({ 'main.js': inCloud(threeClusters(before)) });
    repo.commit('bump', { 'main.js': inCloud(bumped) });
    const { exitCode, stdout, stderr } = await repo.versions([], { env: { TERRAFORM_BINARY_NAME: '/nonexistent' } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(stdout).toContain('Next, once this is merged:\n    npx aurora-blue-green upgrade orders\n');
  });

  it('a working tree that is not committed is used as it is', async () => {
    const repo = repository();
    repo.write('main.js', bumped);
    const { exitCode, stdout } = await repo.versions([]);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^Versions .* to the working tree, with what is not committed there\n/);
    expect(repo.read('main.js')).toBe(bumped);
  });

  it('an app in a folder of the repository, new in this branch', async () => {
    const repo = repository({ 'README.md': 'ours\n' });
    repo.git('rm', '-q', 'cdktf.json');
    repo.git('commit', '-qm', 'no app yet');
    repo.git('branch', '-f', 'main');
    repo.commit('the app', { 'infra/aurora/main.js': bumped, 'infra/aurora/cdktf.json': '{"app":"node main.js"}' });
    const { exitCode, stdout, stderr } = await repo.versions([], { cwd: join(repo.dir, 'infra/aurora') });
    expect(stderr).toMatch(
      /! There is no infra\/aurora\/cdktf\.json at the merge-base with main .*\n {2}Every cluster is new\./,
    );
    expect({ exitCode, added: stdout.match(/ added /g)?.length }).toEqual({ exitCode: 2, added: 2 });
    expect(repo.leftBehind()).toEqual([]);

    repo.commit('broken', { 'infra/aurora/main.js': "throw new Error('no luck')" });
    const broken = await repo.versions(['--base', 'HEAD', '--head', 'HEAD~1'], { cwd: join(repo.dir, 'infra/aurora') });
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toMatch(/✘ The app in HEAD \(\w{7}\) does not synthesize: no luck\n/);
  });

  it('another lock file at the base is reported', async () => {
    const repo = repository({ 'main.js': threeClusters(before), 'package-lock.json': '{"before":1}' });
    repo.commit('packages', { 'package-lock.json': '{"after":1}' });
    const { exitCode, stderr } = await repo.versions([]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^! package-lock\.json of the merge-base with main .* differs from the one here/);
  });

  it('code of a workspace is that of each commit, not what is linked here', async () => {
    const app = (name: string) => threeClusters(before).replace("'15.6'", `require('${name}').version`);
    const repo = repository({ 'main.js': app('versions'), 'packages/versions/index.js': "exports.version = '15.6';" });
    symlinkSync('../packages/versions', join(repo.dir, 'node_modules/versions'));
    repo.write('packages/versions/node_modules/minor/index.js', "module.exports = '10';");
    repo.commit('bump', { 'packages/versions/index.js': "exports.version = `15.${require('minor')}`;" });
    repo.git('branch', 'bumped');
    repo.commit('back', { 'packages/versions/index.js': "exports.version = '15.8';" });
    const { exitCode, stdout } = await repo.versions(['--head', 'bumped']);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^shop +orders +15\.6 +15\.10 +minor +valid$/m);
  });

  it('a shallow clone that holds both commits, as actions/checkout makes it of a pull request', async () => {
    const repo = repository();
    repo.commit('bump', { 'main.js': bumped });
    const clone = join(temporaryFolder(), 'clone');
    repo.git('clone', '--quiet', '--depth', '2', `file://${repo.dir}`, clone);
    cpSync(join(repo.dir, 'node_modules'), join(clone, 'node_modules'), { recursive: true });
    const { exitCode, stdout } = await repo.versions(['--base', 'HEAD^1'], { cwd: clone });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^Versions in the code: from HEAD\^1 \(\w{7}\) to the working tree\n/);
  });

  it('the construct itself', async () => {
    const repo = repository({
      'main.ts': realApp("engineVersion: '15.6'"),
      'cdktf.json': '{"app":"node --require tsx/cjs main.ts"}',
    });
    linkRealPackages(repo);
    repo.write('main.ts', realApp("engineVersion: '15.6', upgradeTo: '16.8'"));
    const { exitCode, stdout, stderr } = await repo.versions([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(stdout).toMatch(/^shop +orders +15\.6 +15\.6 \(upgradeTo 16\.8\) +major +valid$/m);
    expect(stdout).toContain('must be updated. In this code: shop/output.id.');
  });
});

const construct = JSON.stringify(join(__dirname, '../../constructs/aurora-cluster'));

const realApp = (versions: string) => `
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { AuroraCluster } from ${construct};
const app = new App();
const shop = new TerraformStack(app, 'shop');
new AwsProvider(shop, 'aws', { region: 'eu-west-1' });
const orders = new AuroraCluster(shop, 'orders', {
  clusterIdentifier: 'orders',
  engine: 'aurora-postgresql',
  ${versions},
  instances: { 'orders-1': { instanceClass: 'db.r6g.large' } },
  masterUsername: 'postgres',
  masterPassword: new TerraformVariable(shop, 'password', { sensitive: true }).stringValue,
});
new TerraformOutput(shop, 'id', { value: orders.cluster.clusterResourceId });
app.synth();
`;

describeWith(['git'], 'bad input', () => {
  const shallow = (repo: Repository) => {
    const folder = join(temporaryFolder(), 'clone');
    repo.git('clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${repo.dir}`, folder);
    return folder;
  };
  const cases: [
    string,
    { cwd?: (repo: Repository) => string; prepare?: (repo: Repository) => void; args?: string[] },
    number,
    RegExp,
  ][] = [
    [
      'a folder that is in no repository',
      { cwd: () => temporaryFolder() },
      3,
      /✘ .* is not in a git repository with a working tree\.\n {2}The command compares two commits: /,
    ],
    [
      'a base that does not exist',
      { args: ['--base', 'origin/nothing'] },
      3,
      /✘ --base origin\/nothing is not a commit in .*\.\n {2}Fetch it \(git fetch origin\), or correct the name/,
    ],
    ['a base that looks like an option', { args: ['--base=--all'] }, 3, /✘ --base --all is not a commit in /],
    ['a head that does not exist', { args: ['--head', 'nothing'] }, 3, /✘ --head nothing is not a commit in /],
    [
      'a shallow clone without the merge-base',
      { cwd: shallow },
      3,
      /✘ This clone is shallow and has no common ancestor of this branch and origin\/main\.\n {2}.*"fetch-depth: 0"/,
    ],
    [
      'neither origin/main nor main',
      { prepare: (repo) => repo.git('branch', '-m', 'main', 'trunk') },
      3,
      /✘ There is neither origin\/main nor main in .*\.\n {2}Name the commit to compare with: --base <ref>/,
    ],
    [
      'no app here',
      { prepare: (repo) => rmSync(join(repo.dir, 'cdktf.json')) },
      3,
      /✘ There is no cdktf\.json in .*\n {2}Run the command in the folder of a CDKTF/,
    ],
    [
      'a base that does not synthesize',
      { prepare: (repo) => repo.git('branch', '-f', 'main', 'broken'), args: ['--base', 'main'] },
      1,
      /✘ The app in main \(\w{7}\) does not synthesize: \[shop\/orders\] "15" is not an exact engine version\./,
    ],
    ['an option that does not exist', { args: ['--since', 'main'] }, 64, /^error: unknown option '--since'/],
    ['Markdown and JSON', { args: ['--markdown', '--json'] }, 64, /^error: option '--markdown' cannot be used with/],
  ];

  it('where there is no result, the summary and the Markdown say why', async () => {
    const repo = repository();
    const summary = join(temporaryFolder(), 'summary.md');
    const { exitCode, stdout } = await repo.versions(['--markdown', '--base', 'nowhere'], {
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^## Aurora versions\n\n\*\*Failed\.\*\* .*nowhere/);
    expect(readFileSync(summary, 'utf8').trimEnd()).toBe(stdout.trimEnd());
  });

  it.each(cases)('%s', async (_, { cwd, prepare, args = [] }, exitCode, says) => {
    const repo = repository();
    repo.git('checkout', '-q', '-b', 'broken');
    repo.commit('broken', { 'main.js': threeClusters({ ...before, orders: "engineVersion: '15'" }) });
    repo.git('checkout', '-q', 'bump');
    repo.commit('bump', { 'main.js': bumped });
    prepare?.(repo);
    const where = cwd?.(repo);
    const state = repo.state();
    const result = await repo.versions(args, where === undefined ? {} : { cwd: where });
    expect(result.stderr).toMatch(says);
    expect(result.exitCode).toBe(exitCode);
    expect(repo.leftBehind()).toEqual([]);
    expect(repo.state()).toBe(state);
  });
});
