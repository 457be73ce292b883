import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { synthesisJudge } from '../../scripts/rewriter/judge/synthesis-judge';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { fixtureApp, orders, synthesizer, temporaryFolder } from './fixture-app';
import { changed, foot, type Options, prove, proveAndApply, start, writePatch } from './proving';

describe('an edit is proven, and only its bytes change', () => {
  // `‹15.6›` marks the one place that must be edited.
  const places: [string, Record<string, string>, { from?: string; to?: string; env?: Options['env'] }?][] = [
    ['property', { 'main.js': `${start}new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });\n${foot}` }],
    [
      'constant',
      {
        'main.js': `${start}const VERSION = "‹15.6›";\nnew AuroraCluster(stack, 'orders', { engineVersion: VERSION });\n${foot}`,
      },
    ],
    [
      'shorthand',
      {
        'main.js': `${start}const engineVersion = \`‹15.6›\`;\nnew AuroraCluster(stack, 'orders', { engineVersion });\n${foot}`,
      },
    ],
    [
      'object, beside another cluster at the same version',
      {
        'main.js': `${start}const versions = { billing: '15.6', orders: '‹15.6›' };
for (const name of Object.keys(versions)) new AuroraCluster(stack, name, { engineVersion: versions[name] });\n${foot}`,
      },
    ],
    [
      'array in a loop',
      {
        'main.js': `${start}const clusters = [
  { name: 'a', version: '15.6' },
  { name: 'orders', version: '‹15.6›' },
  { name: 'billing', version: '15.6' },
];
for (const { name, version } of clusters) new AuroraCluster(stack, name, { engineVersion: version });\n${foot}`,
      },
    ],
    [
      'array run through by a callback and a helper',
      {
        'main.js': `${start}const add = (name, version) => new AuroraCluster(stack, name, { engineVersion: version });
[['a', '15.6'], ['orders', '‹15.6›']].forEach(([name, version]) => add(name, version));\n${foot}`,
      },
    ],
    [
      'JSON file',
      {
        'main.js': `${start}const { clusters } = require('./clusters.json');
for (const each of clusters) new AuroraCluster(stack, each.name, { engineVersion: each.version });\n${foot}`,
        'clusters.json':
          '{ "clusters": [ { "name": "a", "version": "15.6" }, {"version":"‹15.6›",\n"name":"orders"} ] }',
      },
    ],
    [
      'context of cdktf.json',
      {
        'main.js': `${start}new AuroraCluster(stack, 'orders', { engineVersion: app.node.tryGetContext('version') });\n${foot}`,
        'cdktf.json': '{\n\t"app": "node main.js",\n\t"context": { "version": "‹15.6›" }\n}\n',
      },
    ],
    [
      'other file',
      {
        'main.js': `${start}const { orders } = require('./lib/versions');\nnew AuroraCluster(stack, 'orders', { engineVersion: orders });\n${foot}`,
        'lib/versions.js': `// 15.6 in a comment, '15.6' too\nexports.unused = '15.6';\nexports.orders = '‹15.6›';\n`,
      },
    ],
    [
      'static of a class',
      {
        'main.js': `${start}class Versions { static orders = '‹15.6›'; }\nnew AuroraCluster(stack, 'orders', { engineVersion: Versions.orders });\n${foot}`,
      },
    ],
    [
      'a default that the code alone decides',
      {
        'main.js': `${start}const add = (name, version = '‹15.6›') => new AuroraCluster(stack, name, { engineVersion: version });
add('orders');\nadd('billing', '15.4');\n${foot}`,
      },
    ],
    [
      'a choice that the code alone decides',
      {
        'main.js': `${start}const clusters = [{ name: 'orders', big: true }, { name: 'a', big: false }];
for (const each of clusters) new AuroraCluster(stack, each.name, { engineVersion: each.big ? '‹15.6›' : '15.6' });\n${foot}`,
      },
    ],
    [
      'a cluster that only one stage has',
      {
        'main.js': `${start}const stage = process.env.STAGE;
if (stage === 'prod') new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });\n${foot}`,
      },
      { env: { STAGE: 'prod' } },
    ],
    [
      'MySQL',
      {
        'main.js': `${start}new AuroraCluster(stack, 'orders', { engineVersion: '‹8.0.mysql_aurora.3.08.0›' });\n${foot}`,
      },
      { from: '8.0.mysql_aurora.3.08.0', to: '8.0.mysql_aurora.3.10.1' },
    ],
    [
      'a major version, with the groups that the construct derives from it',
      {
        'main.js': `${start}new AuroraCluster(stack, 'orders', { engineVersion: '‹15.6›' });\nnew AuroraCluster(stack, 'a', { engineVersion: '15.6' });\n${foot}`,
      },
      { to: '16.4' },
    ],
    [
      'escaped quotes around it',
      {
        'main.js': `${start}const text = 'it\\'s "15.6"';\nnew AuroraCluster(stack, 'orders', { engineVersion: ('‹15.6›'), text });\n${foot}`,
      },
    ],
  ];

  it.each(places)('%s', async (_name, marked, options = {}) => {
    const { from = '15.6', to = '15.10' } = options;
    const app = fixtureApp(
      Object.fromEntries(Object.entries(marked).map(([path, text]) => [path, text.replace(/‹(.*)›/, '$1')])),
    );
    const [file, text] = Object.entries(marked).find(([, each]) => each.includes('‹'))!;
    const edit = await proveAndApply(app, options);
    expect(changed(app)).toEqual({ [file]: text.replace(`‹${from}›`, to) });
    expect(edit).toMatchObject({ file, stacks: ['prod'], derived: [], notes: [] });
    const before = text.slice(0, text.indexOf('‹')).split('\n');
    const place = { line: before.length, column: before.at(-1)!.length + 1 };
    expect(edit.changes).toMatchObject([{ says: `${from} → ${to}`, place }]);
    // What is printed is what was done.
    app.git('apply', '-R', '--check', writePatch(edit.patch));
    await expect(prove(app, options)).resolves.toEqual({ kind: 'already', syntheses: 1 });
  });

  it.each<[string, string | Buffer]>([
    [
      'CRLF',
      `${start}new AuroraCluster(stack, 'orders', {\n\tengineVersion: '15.6',\n});\n${foot}`.replaceAll('\n', '\r\n'),
    ],
    ['a byte order mark', `\uFEFF${start}new AuroraCluster(stack, 'orders', { engineVersion: '15.6' });\n${foot}`],
    ['tabs and double quotes', `${start}\tnew AuroraCluster(stack, "orders",\t{ engineVersion:\t"15.6" });\n${foot}`],
    [
      'text beyond ASCII',
      `${start}// 15.6 → 日本語 🐘\nnew AuroraCluster(stack, 'orders', { /* 🐘 */ engineVersion: '15.6' });\n${foot}`,
    ],
    [
      'no newline at the end',
      `${start}${foot}new AuroraCluster(stack, 'orders', { engineVersion: '15.6' }); app.synth()`,
    ],
  ])('%s survives', async (_name, source) => {
    const app = fixtureApp({ 'main.js': source });
    const edit = await proveAndApply(app);
    const text = source.toString();
    // The literal is the last one in each of these.
    const at = text.lastIndexOf('15.6');
    expect(app.read('main.js')).toBe(`${text.slice(0, at)}15.10${text.slice(at + 4)}`);
    app.git('apply', '-R', '--check', writePatch(edit.patch));
  });

  it('a byte order mark in JSON survives too', async () => {
    const json = '\uFEFF{"orders":"15.6"}';
    const main = `${start}const text = require('fs').readFileSync('v.json', 'utf8');
new AuroraCluster(stack, 'orders', { engineVersion: JSON.parse(text.slice(1)).orders });\n${foot}`;
    const app = fixtureApp({ 'main.js': main, 'v.json': json });
    await proveAndApply(app);
    expect(app.read('v.json')).toBe('\uFEFF{"orders":"15.10"}');
  });

  it('costs a handful of syntheses for 50 clusters at one version', async () => {
    const clusters = Array.from({ length: 50 }, (_, index) => `{ name: 'c${index}', version: '15.6' },\n`).join('');
    const main = `${start}for (const each of [${clusters}]) new AuroraCluster(stack, each.name, { engineVersion: each.version });\n${foot}`;
    const app = fixtureApp({ 'main.js': main });
    const c37 = { ...orders, address: 'aws_rds_cluster.c37', clusterIdentifier: 'c37' };
    const edit = await proveAndApply(app, { cluster: c37 });
    expect(app.read('main.js')).toBe(main.replace("'c37', version: '15.6'", "'c37', version: '15.10'"));
    expect(edit.syntheses).toBe(4);
  });

  it('costs no more where others beside it declare upgrades', async () => {
    const others = Array.from(
      { length: 9 },
      (_, index) => `{ name: 'c${index}', version: '15.6', upgradeTo: '15.10' },\n`,
    );
    const main = `${start}for (const { name, version, upgradeTo } of [${others.join('')}{ name: 'orders', version: '15.6' }])
  new AuroraCluster(stack, name, { engineVersion: version, upgradeTo });\n${foot}`;
    const edit = await proveAndApply(fixtureApp({ 'main.js': main }), { to: '15.8' });
    expect(edit.syntheses).toBe(4);
  });

  it('is found by halves where the app knows its versions', async () => {
    const clusters = Array.from({ length: 8 }, (_, index) => `{ name: 'c${index}', version: '15.6' },\n`).join('');
    const main = `${start}for (const each of [${clusters}]) {
  if (!['15.6', '15.10'].includes(each.version)) throw new Error('unknown version ' + each.version);
  new AuroraCluster(stack, each.name, { engineVersion: each.version });
}\n${foot}`;
    const app = fixtureApp({ 'main.js': main });
    const c5 = { ...orders, address: 'aws_rds_cluster.c5', clusterIdentifier: 'c5' };
    const edit = await proveAndApply(app, { cluster: c5 });
    expect(app.read('main.js')).toBe(main.replace("'c5', version: '15.6'", "'c5', version: '15.10'"));
    expect(edit.syntheses).toBeLessThan(20);
  });

  it('edits a modified file with the work that is in it', async () => {
    const main = `${start}new AuroraCluster(stack, 'orders', { engineVersion: '15.6' });\n${foot}`;
    const app = fixtureApp({ 'main.js': main });
    app.write('main.js', `// not committed yet\n${main}`);
    await proveAndApply(app);
    expect(app.read('main.js')).toBe(`// not committed yet\n${main.replace('15.6', '15.10')}`);
  });

  it('names attributes that follow the version besides what the construct derives', async () => {
    const main = `${start}const v = '15.6';\nnew AuroraCluster(stack, 'orders', { engineVersion: v, tags: { Engine: 'pg ' + v } });\n${foot}`;
    const edit = await prove(fixtureApp({ 'main.js': main }));
    const derived = edit.kind === 'edit' ? edit.derived : [];
    expect(derived).toContain('prod: resource.aws_rds_cluster.orders.tags.Engine');
    // The construct puts them on its groups as well.
    expect(derived).toHaveLength(3);
  });

  it('works in a folder of a larger repository, with what lies beside it', async () => {
    const root = temporaryFolder();
    fixtureApp(
      {
        'main.js': `${start}const { stage } = require('../common/names');
new AuroraCluster(stack, stage, { engineVersion: '15.6' });\n${foot}`,
      },
      { dir: `${root}/infra/db`, git: false },
    );
    const outer = fixtureApp({ 'infra/common/names.js': `exports.stage = 'orders';\n` }, { dir: root });
    await expect(prove({ ...outer, dir: `${root}/infra/db` })).resolves.toMatchObject({
      kind: 'edit',
      file: 'main.js',
    });
  });

  it('works for an app that asks git for its commit', async () => {
    const main = `${start}const commit = require('child_process').execSync('git rev-parse HEAD', { encoding: 'utf8' }).trim();
stack.output('commit', commit);\nnew AuroraCluster(stack, 'orders', { engineVersion: '15.6' });\n${foot}`;
    const app = fixtureApp({ 'main.js': main });
    const seen: string[] = [];
    const synthesize = synthesizer();
    const outcome = await proveEdit({
      projectDir: app.dir,
      clusters: [orders],
      from: { engineVersion: '15.6' },
      to: { engineVersion: '15.10' },
      judge: synthesisJudge(async (dir) => {
        const synthesis = await synthesize(dir);
        seen.push((synthesis.prod as { output: { commit: { value: string } } }).output.commit.value);
        return synthesis;
      }),
    });
    expect(outcome.kind).toBe('edit');
    expect(new Set(seen)).toEqual(new Set([app.git('rev-parse', 'HEAD').trim()]));
  });

  it('works without git, and says so', async () => {
    const main = `${start}new AuroraCluster(stack, 'orders', { engineVersion: '15.6' });\n${foot}`;
    const outcome = await prove(fixtureApp({ 'main.js': main }, { git: false }));
    expect(outcome).toMatchObject({ kind: 'edit', notes: [expect.stringContaining('not a git repository')] });
  });
});

it('leaves nothing in the folder for temporary files', async () => {
  const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`aurora-upgrade-edit-${process.pid}-`));
  expect(ours()).toEqual([]);
});
