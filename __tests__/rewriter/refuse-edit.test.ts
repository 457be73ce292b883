import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { EditOutcome } from '../../scripts/rewriter/edit';
import { fixtureApp, temporaryFolder } from './fixture-app';
import { billing, foot, head, type Options, prove, start, writePatch } from './proving';

describe('an edit is refused, with its place and the patch to make', () => {
  const refusal = async (files: Record<string, string | Buffer>, options?: Options) => {
    const app = fixtureApp(files);
    const outcome: EditOutcome = await prove(app, options);
    if (outcome.kind !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(app.git('status', '--porcelain')).toBe('');
    if (outcome.patch) app.git('apply', '--check', writePatch(outcome.patch));
    return { app, outcome };
  };

  it('shared by two clusters, with one of its own for this one', async () => {
    const main = `${start}const version = '15.6';
new AuroraCluster(stack, 'billing', { engineVersion: version });
new AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', engineVersion: version });\n${foot}`;
    const { app, outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({
      code: 'SHARED',
      patchProven: true,
      places: [{ file: 'main.js', line: 4, column: 18 }],
    });
    expect(outcome.message).toBe(
      'The version at main.js:4:18 is not used by cluster orders alone: billing (stack prod) would change with it.',
    );
    app.git('apply', writePatch(outcome.patch!));
    expect(app.read('main.js')).toBe(
      main.replace("'orders', engineVersion: version", "'orders', engineVersion: '15.10'"),
    );
    await expect(prove(app)).resolves.toMatchObject({ kind: 'already' });
  });

  it('in a folder of a repository, with paths from its top: git applies it there and here', async () => {
    const main = `${start}const version = '15.6';
new AuroraCluster(stack, 'billing', { engineVersion: version });
new AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', engineVersion: version });\n${foot}`;
    const repository = temporaryFolder();
    const app = fixtureApp({ 'main.js': main }, { dir: join(repository, 'infra/a folder'), git: false });
    const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, stdio: 'pipe' }).toString();
    git(repository, 'init', '-q');
    git(repository, 'add', '.');
    const outcome = await prove(app);
    if (outcome.kind !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(outcome.patch).toContain('+++ b/infra/a folder/main.js');
    const patch = writePatch(outcome.patch!);
    for (const cwd of [repository, app.dir]) {
      git(cwd, 'apply', patch);
      expect(app.read('main.js')).toContain("engineVersion: '15.10'");
      git(cwd, 'apply', '--reverse', patch);
      expect(app.read('main.js')).toBe(main);
    }
    execFileSync('patch', ['-s', '-p1', '-i', patch], { cwd: repository });
    expect(app.read('main.js')).toContain("engineVersion: '15.10'");
  });

  it('not shared, where the only literal is that of another cluster', async () => {
    const main = `${start}new AuroraCluster(stack, 'billing', { engineVersion: '15.6' });
new AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', engineVersion: [15, 6].join('.') });\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({ code: 'COMPUTED', patchProven: true, patch: expect.stringContaining("'15.10'") });
    expect(outcome.message).not.toContain('billing');
  });

  it('shared through an object that both spread', async () => {
    const main = `${start}const common = { engineVersion: '15.6' };
new AuroraCluster(stack, 'billing', { clusterIdentifier: 'billing', ...common });
new AuroraCluster(stack, 'orders', { clusterIdentifier: 'orders', ...common });\n${foot}`;
    const { app, outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({ code: 'SHARED', patchProven: true });
    app.git('apply', writePatch(outcome.patch!));
    expect(app.read('main.js')).toContain("{ clusterIdentifier: 'orders', ...common, engineVersion: '15.10' }");
  });

  it('shared between stacks, where no patch of its own is proven', async () => {
    const main = `${head}const app = new App();
for (const name of ['prod', 'staging']) new AuroraCluster(new TerraformStack(app, name), 'orders', { engineVersion: '15.6' });\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({ code: 'SHARED', patchProven: false, patch: expect.stringContaining('15.10') });
    expect(outcome.message).toContain('orders (stack staging)');
  });

  it.each<[string, string]>([
    [
      'template',
      'const [major, minor] = [15, 6];\nnew AuroraCluster(stack, "orders", { engineVersion: `${major}.${minor}` });',
    ],
    [
      'split',
      'const v = { major: 15, minor: 6 };\nnew AuroraCluster(stack, "orders", { engineVersion: v.major + "." + v.minor });',
    ],
    ['join', 'const engineVersion = ["15", "6"].join(".");\nnew AuroraCluster(stack, "orders", { engineVersion });'],
  ])('computed: %s', async (_name, code) => {
    const { app, outcome } = await refusal({ 'main.js': `${start}${code}\n${foot}` });
    expect(outcome).toMatchObject({ code: 'COMPUTED', patchProven: true, places: [{ file: 'main.js', line: 5 }] });
    app.git('apply', writePatch(outcome.patch!));
    await expect(prove(app)).resolves.toMatchObject({ kind: 'already' });
  });

  const create = `new AuroraCluster(stack, 'orders', { engineVersion: version });`;
  it.each<[string, Record<string, string>, string]>([
    [
      '?:',
      { 'main.js': `const version = process.env.STAGE === 'prod' ? '15.10' : '15.6';\n${create}` },
      'process.env.STAGE',
    ],
    [
      'through a constant',
      {
        'main.js': `const stage = process.env.STAGE;\nconst isProd = stage === 'prod';\nconst version = isProd ? '15.10' : '15.6';\n${create}`,
      },
      'isProd',
    ],
    ['??', { 'main.js': `const version = process.env.VERSION ?? '15.6';\n${create}` }, 'process.env.VERSION'],
    ['||', { 'main.js': `const version = app.node.tryGetContext('version') || '15.6';\n${create}` }, 'tryGetContext'],
    [
      'if',
      { 'main.js': `let version = '15.10';\nif (process.env.STAGE !== 'prod') version = '15.6';\n${create}` },
      'process.env.STAGE',
    ],
    [
      'assigned later',
      { 'main.js': `let version = '15.6';\nif (process.env.STAGE === 'prod') { version = '15.10'; }\n${create}` },
      'process.env.STAGE',
    ],
    [
      'switch',
      {
        'main.js': `let version;\nswitch (process.env.STAGE) { case 'prod': version = '15.10'; break; default: version = '15.6'; }\n${create}`,
      },
      'process.env.STAGE',
    ],
    [
      'early return',
      {
        'main.js': `function pick(stage) { if (stage === 'prod') return '15.10'; return '15.6'; }\nconst version = pick(process.env.STAGE);\n${create}`,
      },
      'stage',
    ],
    [
      'lookup',
      {
        'main.js': `const versions = { dev: '15.6', prod: '15.10' };\nconst version = versions[process.env.STAGE];\n${create}`,
      },
      'process.env.STAGE',
    ],
    [
      'lookup in place',
      {
        'main.js': `const { STAGE } = process.env;\nconst version = { dev: '15.6', prod: '15.10' }[STAGE];\n${create}`,
      },
      'STAGE',
    ],
    [
      'lookup deeper down',
      {
        'main.js': `const config = { versions: { dev: { orders: '15.6' } } };\nconst version = config.versions[process.env.STAGE].orders;\n${create}`,
      },
      'process.env.STAGE',
    ],
    [
      'search',
      {
        'main.js': `const list = [{ stage: 'dev', version: '15.6' }];\nconst { version } = list.find((each) => each.stage === process.env.STAGE);\n${create}`,
      },
      'process.env.STAGE',
    ],
    [
      'JSON lookup',
      {
        'main.js': `const versions = require('./versions.json');\nconst version = versions[process.env.STAGE].orders;\n${create}`,
        'versions.json': '{"dev":{"orders":"15.6"}}',
      },
      'process.env.STAGE',
    ],
    [
      'JSON read as text',
      {
        'main.js': `const versions = JSON.parse(require('fs').readFileSync('./versions.json', 'utf8'));\nconst version = versions[process.env.STAGE];\n${create}`,
        'versions.json': '{"dev":"15.6"}',
      },
      'process.env.STAGE',
    ],
    [
      'other file',
      {
        'main.js': `const { versions } = require('./lib');\nconst version = versions[process.env.STAGE];\n${create}`,
        'lib.js': `const versions = { dev: '15.6' };\nmodule.exports = { versions };\n`,
      },
      'process.env.STAGE',
    ],
  ])('stage-dependent: %s', async (_name, files, decidedBy) => {
    const main = `${start}${files['main.js']}\n${foot}`;
    const { outcome } = await refusal({ ...files, 'main.js': main }, { env: { STAGE: 'dev' } });
    expect(outcome).toMatchObject({ code: 'STAGE_DEPENDENT', patchProven: true });
    expect(outcome.message).toContain(decidedBy);
    expect(outcome.places).toHaveLength(2);
    expect(outcome.patch).toContain('15.10');
  });

  it('stage-dependent, in TypeScript across files and a stack’s props', async () => {
    const files = {
      'cdktf.json': JSON.stringify({ app: `node --import ${require.resolve('tsx')} main.ts` }),
      'main.ts': `import { App } from 'tiny-cdktf';
import { Prod } from './stack';
const app = new App();
new Prod(app, 'prod', { stage: process.env.STAGE ?? 'dev', size: 'large' });
app.synth();\n`,
      'stack.ts': `import { AuroraCluster, TerraformStack } from 'tiny-cdktf';
import { versions } from './versions';
interface Props { stage: string; size: string }
export class Prod extends TerraformStack {
  constructor(scope: any, id: string, props: Props) {
    super(scope, id);
    new AuroraCluster(this, 'billing', { engineVersion: props.size === 'large' ? '15.6' : '15.4' });
    new AuroraCluster(this, 'orders', { engineVersion: versions[props.stage] });
  }
}\n`,
      'versions.ts': `export const versions: Record<string, string> = { dev: '15.6', prod: '15.4' };\n`,
    };
    const { app, outcome } = await refusal(files);
    expect(outcome).toMatchObject({
      code: 'STAGE_DEPENDENT',
      places: [{ file: 'versions.ts' }, { file: 'stack.ts', line: 8, text: 'versions[props.stage]' }],
    });
    // The size comes from the code, so the same shape is no obstacle there.
    await expect(prove(app, { cluster: billing })).resolves.toMatchObject({ kind: 'edit', file: 'stack.ts' });
  });

  it('generated: ignored by git', async () => {
    const main = `${start}const { version } = require('./generated/versions');\n${create}\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main, 'generated/versions.js': `exports.version = '15.6';\n` });
    expect(outcome).toMatchObject({
      code: 'GENERATED',
      places: [{ file: 'generated/versions.js', line: 1, why: 'git ignores it' }],
    });
    expect(outcome.patch).toContain("+exports.version = '15.10';");
  });

  it('generated: says so itself', async () => {
    const main = `${start}const { version } = require('./versions');\n${create}\n${foot}`;
    const source = `// Code generated by tool. DO NOT EDIT.\nexports.version = '15.6';\n`;
    const { outcome } = await refusal({ 'main.js': main, 'versions.js': source });
    expect(outcome).toMatchObject({
      code: 'GENERATED',
      places: [{ file: 'versions.js', why: 'it says that it is generated' }],
    });
  });

  const version = `${start}const version = '15.6';\n${create}\n${foot}`;
  it.each<[string, Record<string, string>, RegExp, string]>([
    ['beside it', { 'main.ts': version }, /compiled from main\.ts\./, 'Apply the patch to main.ts, build the app'],
    [
      'in another folder',
      { 'src/main.ts': version },
      /compiled from src\/main\.ts\./,
      'Apply the patch to src/main.ts, build',
    ],
    [
      'which says the version already',
      { 'main.ts': version.replace('15.6', '15.10') },
      /main\.ts already says 15\.10/,
      'Build the app',
    ],
    [
      'in which its place is not certain',
      { 'main.ts': `const a = '15.6', b = '15.6';` },
      /main\.ts/,
      'Make the change in main.ts',
    ],
  ])('compiled from a source %s', async (name, source, message, remedy) => {
    const isApart = name === 'in another folder';
    const file = isApart ? 'dist/main.js' : 'main.js';
    const { app, outcome } = await refusal({
      'main.js': isApart ? `require('./dist/main.js');` : version,
      ...(isApart ? { [file]: version, '.gitignore': 'dist\nnode_modules\n' } : {}),
      ...source,
    });
    expect(outcome).toMatchObject({
      code: 'GENERATED',
      message: expect.stringMatching(message),
      remedy: expect.stringContaining(remedy),
      places: [{ file, why: `it is compiled from ${Object.keys(source)[0]}` }],
    });
    expect(outcome.patchProven).not.toBe(true);
    if (remedy.startsWith('Apply the patch')) {
      app.git('apply', writePatch(outcome.patch ?? ''));
      expect(app.read(Object.keys(source)[0]!)).toContain(`const version = '15.10';`);
    } else expect(outcome.patch).toBeUndefined();
  });

  it.each<[string, Record<string, string>, number]>([
    ['.env file', { '.env': 'OTHER=1\nORDERS_VERSION=15.6\n' }, 2],
    ['YAML file', { 'versions.yaml': 'orders:\n  version: "15.6"\n' }, 2],
  ])('in a %s: shown, not edited', async (_name, extra, line) => {
    const [[file]] = Object.entries(extra) as [[string, string]];
    const main = `${start}const version = /15\\.\\d+/.exec(require('fs').readFileSync('${file}', 'utf8'))[0];\n${create}\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main, ...extra });
    expect(outcome).toMatchObject({ code: 'NOT_A_LITERAL', patchProven: true, places: [{ file, line }] });
  });

  it('two places that are each enough', async () => {
    const main = `${start}const [a, b] = ['15.6', '15.6'];
const minor = (version) => Number(version.split('.')[1]);
new AuroraCluster(stack, 'orders', { engineVersion: minor(a) > minor(b) ? a : b });\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({
      code: 'AMBIGUOUS',
      places: [{ column: 18 }, { column: 26 }],
    });
  });

  it('a change of more than the cluster', async () => {
    const main = `${start}const version = '15.6';\n${create}\nstack.output('version', version);\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({ code: 'OTHER_EFFECTS', patch: expect.stringContaining('15.10') });
    expect(outcome.message).toContain('prod: output.version.value');
  });

  it.each([
    ['time', 'String(process.hrtime.bigint())'],
    ['random values', 'Math.random()'],
  ])('an app whose output depends on %s', async (_name, expression) => {
    const main = `${start}stack.output('id', ${expression});\nnew AuroraCluster(stack, 'orders', { engineVersion: '15.6' });\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({
      code: 'NOT_DETERMINISTIC',
      message: expect.stringContaining('prod: output.id.value'),
    });
  });

  it('an app that does not synthesize', async () => {
    const { outcome } = await refusal({ 'main.js': `throw new Error('no such thing');\n` });
    expect(outcome).toMatchObject({ code: 'DOES_NOT_SYNTHESIZE', message: expect.stringContaining('no such thing') });
  });

  it('an app that does not accept the new version', async () => {
    const main = `${start}const version = '15.6';\nif (version !== '15.6') throw new Error('only 15.6 is approved');\n${create}\n${foot}`;
    const { outcome } = await refusal({ 'main.js': main });
    expect(outcome).toMatchObject({ code: 'DOES_NOT_SYNTHESIZE', places: [{ line: 4 }] });
    expect(outcome.message).toContain('only 15.6 is approved');
  });

  const simple = `${start}new AuroraCluster(stack, 'orders', { engineVersion: '15.6' });\n${foot}`;
  it.each<[string, Options, string, RegExp]>([
    ['a cluster that is not there', { cluster: billing }, 'CLUSTER_NOT_FOUND', /Its clusters: prod\/orders/],
    [
      'code that says another version',
      { from: '15.4' },
      'OTHER_VERSION',
      /now says 15\.6 for cluster orders, no longer 15\.4/,
    ],
    ['a target that is no version', { to: "15.10'; evil()" }, 'INVALID_VERSION', /not an exact engine version/],
  ])('%s', async (_name, options, code, message) => {
    const { outcome } = await refusal({ 'main.js': simple }, options);
    expect(outcome).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('a version that only a number holds', async () => {
    const { outcome } = await refusal({
      'main.js': `${start}new AuroraCluster(stack, 'orders', { engineVersion: String(15.6) });\n${foot}`,
    });
    // String(15.10) is 15.1: only a synthesis knows.
    expect(outcome).toMatchObject({ code: 'NOT_A_LITERAL', places: [{ text: '15.6', line: 4 }], patchProven: true });
    expect(outcome.patch).toContain("+new AuroraCluster(stack, 'orders', { engineVersion: '15.10' });");
  });

  it('a linked file outside the project', async () => {
    const outside = fixtureApp({ 'versions.json': '{"orders":"15.6"}' });
    const app = fixtureApp({
      'main.js': `${start}const version = require('./versions.json').orders;\n${create}\n${foot}`,
    });
    symlinkSync(`${outside.dir}/versions.json`, `${app.dir}/versions.json`);
    app.git('add', '.');
    const outcome = await prove(app);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'OUTSIDE_PROJECT', places: [{ file: 'versions.json' }] });
    expect(outside.read('versions.json')).toBe('{"orders":"15.6"}');
  });

  it('bytes that are not UTF-8, which are named', async () => {
    const latin1 = Buffer.from(`exports.version = '15.6'; // caf\xe9\n`, 'latin1');
    const { outcome } = await refusal({
      'main.js': `${start}const { version } = require('./v');\n${create}\n${foot}`,
      'v.js': latin1,
    });
    expect(outcome).toMatchObject({
      code: 'COMPUTED',
      notes: [expect.stringContaining('v.js was not searched: it is not UTF-8')],
    });
  });
});
