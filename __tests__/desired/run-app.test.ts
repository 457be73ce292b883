import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { clusterResources } from '../../scripts/desired/cluster-resources';
import { compiledApp } from '../../scripts/desired/compiled-app';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import { importBlocks } from '../../scripts/desired/import-blocks';
import { runApp } from '../../scripts/desired/run-app';
import { isRunning } from '../support/is-running';
import { until } from '../support/until';

const repository = resolve(__dirname, '../..');

/** A project whose app is a few lines of JavaScript: what is tested is how it is run. */
function project(script: string, config: object = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'aurora-run-app-test-'));
  created.push(directory);
  writeFileSync(join(directory, 'app.js'), script);
  writeFileSync(join(directory, 'cdktf.json'), JSON.stringify({ app: 'node app.js', ...config }));
  return directory;
}
const created: string[] = [];
afterAll(() => {
  for (const directory of created) rmSync(directory, { recursive: true, force: true });
});

const writesStack = `
  const { mkdirSync, writeFileSync } = require('fs');
  const out = process.env.CDKTF_OUTDIR;
  mkdirSync(out + '/stacks/s', { recursive: true });
  const keys = ['CDKTF_CONTEXT_JSON', 'TF_VAR_secret', 'NODE_OPTIONS', 'SYNTH_HCL_OUTPUT'];
  writeFileSync(out + '/stacks/s/cdk.tf.json', JSON.stringify({ env: keys.map((key) => process.env[key]), cwd: process.cwd() }));
  writeFileSync(out + '/manifest.json', JSON.stringify({ version: 'x', stacks: { s: {
    name: 's', synthesizedStackPath: 'stacks/s/cdk.tf.json', workingDirectory: 'stacks/s', dependencies: ['base'],
    annotations: [{ constructPath: 's/a', level: '@cdktf/warn', message: 'long' }, { level: '@cdktf/info', message: 'x' }],
  } } }));
`;

const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => fail('it succeeded'),
    (error) => error,
  );
const fail = (why: string) => {
  throw new Error(why);
};

describe('an app that is compiled before it runs', () => {
  const app = (command: string, files: readonly string[]) => {
    const directory = project('', { app: command });
    for (const [at, file] of files.entries()) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), '');
      utimesSync(join(directory, file), 1000 + at, 1000 + at);
    }
    return { directory, app: command };
  };

  it.each<[string, string, string[], ReturnType<typeof compiledApp>]>([
    ['not built', 'node main.js', ['main.ts'], { file: 'main.js', source: 'main.ts', state: 'missing' }],
    ['built long ago', 'node main.js', ['main.js', 'main.ts'], { file: 'main.js', source: 'main.ts', state: 'old' }],
    ['built', 'node main.js', ['main.ts', 'main.js'], { file: 'main.js', source: 'main.ts', state: 'built' }],
    [
      'another folder',
      'node "./infra/dist/app.mjs" --x',
      ['infra/dist/app.mjs', 'infra/src/app.mts'],
      { file: 'infra/dist/app.mjs', source: 'infra/src/app.mts', state: 'old' },
    ],
    ['builds itself', 'npx tsc && node main.js', ['main.js', 'main.ts'], undefined],
    ['by a script', 'npm run --silent build-and-synth main.js', ['main.js', 'main.ts'], undefined],
    ['plain JavaScript', 'node main.js', ['main.js'], undefined],
    ['TypeScript itself', 'npx ts-node main.ts', ['main.js', 'main.ts'], undefined],
  ])('%s', (_name, command, files, found) => expect(compiledApp(app(command, files))).toEqual(found));

  it('is told what is missing', async () => {
    const { directory } = app('node dist/main.js', ['src/main.ts']);
    expect(await failure(runApp({ projectDirectory: directory }))).toMatchObject({
      code: 'SYNTH_FAILED',
      message: `The app in ${directory} runs dist/main.js, which does not exist: it is compiled from src/main.ts.`,
      remedy: expect.stringMatching(
        /^Build the app, for example with `npx tsc`, and run the command again; or let "app"/,
      ),
    });
  });
});

describe('runApp', () => {
  it('removes what a killed run has left in the folder for temporary files, and itself leaves nothing', async () => {
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const left = mkdtempSync(join(tmpdir(), `aurora-upgrade-synth-${ended}-`));
    const app = await runApp({ projectDirectory: project(writesStack) });
    expect(existsSync(left)).toBe(false);
    expect(existsSync(app.outputDirectory)).toBe(true);
    await app.remove();
    expect(existsSync(app.outputDirectory)).toBe(false);
  });

  it("synthesizes this repository's app: the runbook's cluster, ready to be imported", async () => {
    const app = await runApp({ projectDirectory: repository });
    try {
      const [cluster, ...more] = desiredClusters(app.stacks);
      expect(more).toEqual([]);
      expect(cluster).toMatchObject({
        stack: 'aurora-bg',
        path: 'aurora-bg/aurora',
        provider: { region: 'ap-northeast-1' },
        annotation: { clusterIdentifier: 'aurora-bg-aurora-cluster', engineVersion: '15.6' },
      });
      expect(importBlocks(cluster!).map(({ id }) => id)).toEqual([
        'aurora-bg-aurora-cluster',
        'aurora-bg-aurora-instance-1',
        'aurora-bg-aurora-instance-2',
        'aurora-bg-aurora-pg15-cluster-params',
        'aurora-bg-aurora-pg15-params',
      ]);
      const { clusters, instances } = clusterResources('aurora-bg', app.stacks[0]!.json);
      expect(clusters[0]?.attributes).not.toHaveProperty('master_password');
      expect([...clusters, ...instances].flatMap(({ unresolved }) => unresolved)).toEqual([]);
      expect(instances[1]?.attributes.db_parameter_group_name).toBe('aurora-bg-aurora-pg15-params');
      expect(app.stacks[0]?.json.terraform).toMatchObject({
        required_providers: { aws: { version: '>= 5.100.0, < 7.0.0' } },
      });
      expect(app.stacks[0]!.delivery.terraformFolder).toBe('cdktf.out/stacks/aurora-bg');
    } finally {
      await app.remove();
    }
    expect(existsSync(app.outputDirectory)).toBe(false);
  });

  it('runs it as cdktf does: own output folder, context in, Terraform variables out', async () => {
    const directory = project(writesStack, {
      context: { stage: 'test' },
      terraformModules: ['./modules/a', 'terraform-aws-modules/vpc/aws@5', { name: 'b', source: '../b' }],
      output: 'generated',
    });
    const env = { ...process.env, TF_VAR_secret: 'x', NODE_OPTIONS: '', CDKTF_CONTEXT_JSON: '{"stage":"lost"}' };
    const app = await runApp({ projectDirectory: directory, env, context: { guard: false } });
    const [stack] = app.stacks;
    expect(stack).toMatchObject({
      name: 's',
      dependencies: ['base'],
      warnings: [{ path: 's/a', message: 'long' }],
      file: join(app.outputDirectory, 'stacks/s/cdk.tf.json'),
    });
    const [context, variable, nodeOptions, hcl] = stack!.json.env as string[];
    expect(JSON.parse(context!)).toEqual({
      stage: 'test',
      cdktfRelativeModules: ['./modules/a', { name: 'b', source: '../b' }],
      guard: false,
    });
    expect([variable, nodeOptions, hcl]).toEqual([null, '--max-old-space-size=4096', 'false']);
    expect(stack!.delivery.terraformFolder).toBe('generated/stacks/s');
    expect(readdirSync(directory).sort()).toEqual(['app.js', 'cdktf.json']);
    await app.remove();
  });

  it('writes where it is asked to, keeps that, and does not answer with a former synthesis', async () => {
    const directory = project(writesStack);
    const outputDirectory = join(directory, '.aurora-upgrade', 'synth');
    await (await runApp({ projectDirectory: directory, outputDirectory })).remove();
    expect(existsSync(join(outputDirectory, 'manifest.json'))).toBe(true);
    writeFileSync(join(directory, 'app.js'), '');
    expect(await failure(runApp({ projectDirectory: directory, outputDirectory }))).toMatchObject({
      code: 'SYNTH_INCOMPLETE',
      message: expect.stringContaining('manifest.json was not written'),
      remedy: expect.stringContaining('app.synth()'),
    });
  });

  it('shows why an app does not synthesize, in one sentence and in its own words', async () => {
    const directory = project(`throw new RangeError('AuroraCluster "s/orders" has a wrong prop');`);
    const error = await failure(runApp({ projectDirectory: directory }));
    expect(error).toMatchObject({
      code: 'SYNTH_FAILED',
      exitCode: 1,
      remedy: expect.stringContaining('`node app.js`'),
    });
    const [sentence, ...output] = error.message.split('\n');
    expect(sentence).toBe(`The app in ${directory} does not synthesize: AuroraCluster "s/orders" has a wrong prop`);
    expect(output.join('\n')).toContain('app.js:1');
  });

  it('shows where a compiler stops', async () => {
    const loader = JSON.stringify(require.resolve('tsx/cjs'));
    const directory = project('', { app: `node --require ${loader} app.ts` });
    writeFileSync(join(directory, 'app.ts'), 'const a = {;');
    const error = await failure(runApp({ projectDirectory: directory }));
    expect(error.message).toMatch(/ does not synthesize: Transform failed with 1 error: \S*app\.ts:1:11: ERROR: /);
  });

  it('says how it ended when it said nothing', async () => {
    const silent = await failure(runApp({ projectDirectory: project('process.exit(7)') }));
    expect(silent.message).toMatch(/does not synthesize: it ended with exit code 7\.$/);
    const missing = project('', { app: 'no-such-command-anywhere' });
    expect((await failure(runApp({ projectDirectory: missing }))).message).toMatch(/exit code 127.*not found/s);
  });

  it('ends an app that hangs, together with what it started', async () => {
    const directory = project(`
      const { spawn } = require('child_process');
      const child = spawn('sleep', ['300'], { stdio: 'ignore' });
      require('fs').writeFileSync('pid', String(child.pid));
      setInterval(() => {}, 1000);
    `);
    const error = await failure(runApp({ projectDirectory: directory, timeout: 1500 }));
    expect(error).toMatchObject({ code: 'SYNTH_TIMEOUT', message: expect.stringContaining('within 2 seconds') });
    const pid = Number(readFileSync(join(directory, 'pid'), 'utf8'));
    await until(() => !isRunning(pid));
  });

  it('stops at once when it is interrupted', async () => {
    const controller = new AbortController();
    const directory = project("require('fs').writeFileSync('begun', ''); setInterval(() => {}, 1000)");
    const run = runApp({ projectDirectory: directory, signal: controller.signal });
    run.catch(() => {});
    await until(() => existsSync(join(directory, 'begun')));
    controller.abort(new Error('interrupted'));
    expect((await failure(run)).message).toBe('interrupted');
  });

  it.each([
    ['no cdktf.json', undefined, 'NO_APP'],
    ['broken JSON', '{', 'BAD_CDKTF_JSON'],
    ['a list', '[]', 'BAD_CDKTF_JSON'],
    ['no app', '{"language":"typescript"}', 'BAD_CDKTF_JSON'],
  ])('refuses %s', async (_, text, code) => {
    const directory = project('');
    rmSync(join(directory, 'cdktf.json'));
    if (text !== undefined) writeFileSync(join(directory, 'cdktf.json'), text);
    expect(await failure(runApp({ projectDirectory: directory }))).toMatchObject({ code, exitCode: 3 });
  });
});
