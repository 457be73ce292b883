import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeVersions } from '../../scripts/desired/code-versions';
import { runApp } from '../../scripts/desired/run-app';
import { applyEdit } from '../../scripts/rewriter/apply-edit';
import { synthesisJudge } from '../../scripts/rewriter/judge/synthesis-judge';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { takeStableFolder } from '../support/stable-folder';
import { startWarmApp } from '../support/warm-app';
import { fixtureApp, linkRealPackages, repository } from './fixture-app';

const judge = synthesisJudge(async (projectDirectory) => {
  const app = await runApp({ projectDirectory, outputDirectory: 'cdktf.out' });
  return Object.fromEntries(app.stacks.map(({ name, json }) => [name, json]));
});

const warm = startWarmApp();
const places: string[] = [];
afterAll(() => {
  warm.stop();
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

/** This repository's own app, with the real construct, cdktf and bindings. */
function ownApp(change: (app: ReturnType<typeof fixtureApp>) => void = () => {}) {
  const read = (path: string) => readFileSync(join(repository, path), 'utf8');
  const config = JSON.stringify({ ...JSON.parse(read('cdktf.json')), app: warm.command }, null, 2);
  const dir = takeStableFolder();
  places.push(dir);
  const app = fixtureApp({ 'main.ts': read('main.ts'), 'cdktf.json': config }, { git: false, dir });
  // Without the examples: apps of their own, whose objects with an engineVersion would be tried as well.
  const filter = (path: string) => !path.startsWith(join(repository, 'constructs/examples'));
  cpSync(join(repository, 'constructs'), join(app.dir, 'constructs'), { recursive: true, filter });
  change(app);
  linkRealPackages(app);
  app.git('init', '-q');
  app.git('add', '.');
  app.git('commit', '-qm', 'start');
  return app;
}

const cluster = {
  stack: 'aurora-bg',
  address: 'aws_rds_cluster.aurora',
  path: 'aurora-bg/aurora',
  clusterIdentifier: 'aurora-bg-aurora-cluster',
};

const said = "engineVersion: '15.6',";
const line = (property: string) => `\n      ${property},`;

it.each<[string, CodeVersions, CodeVersions, string, string]>([
  ['a minor version', { engineVersion: '15.6' }, { engineVersion: '15.10' }, said, "engineVersion: '15.10',"],
  [
    'a declared upgrade that is done',
    { engineVersion: '15.6', upgradeTo: '16.6' },
    { engineVersion: '16.6', previousEngineVersion: '15.6' },
    `${said}${line("upgradeTo: '16.6'")}`,
    `engineVersion: '16.6',${line("previousEngineVersion: '15.6'")}`,
  ],
  [
    'a bump of the code to another major version',
    { engineVersion: '16.6' },
    { engineVersion: '16.6', previousEngineVersion: '15.6' },
    "engineVersion: '16.6',",
    `engineVersion: '16.6',${line("previousEngineVersion: '15.6'")}`,
  ],
  [
    'a cleanup',
    { engineVersion: '16.6', previousEngineVersion: '15.6' },
    { engineVersion: '16.6' },
    `engineVersion: '16.6',${line("previousEngineVersion: '15.6'")}`,
    "engineVersion: '16.6',",
  ],
])(
  'main.ts: %s',
  async (name, from, to, before, after) => {
    const original = readFileSync(join(repository, 'main.ts'), 'utf8');
    const app = ownApp((it) => {
      it.write('main.ts', original.replace(said, before));
      // All that lies beside an app is followed too, and these are 700 files. Once: they take seconds.
      if (name === 'a minor version') cpSync(join(repository, 'scripts'), join(it.dir, 'scripts'), { recursive: true });
    });
    const outcome = await proveEdit({ projectDir: app.dir, clusters: [cluster], from, to, judge });
    if (outcome.kind !== 'edit') throw new Error(JSON.stringify(outcome, null, 2));
    expect(outcome).toMatchObject({ file: 'main.ts', stacks: ['aurora-bg'], derived: [], syntheses: 2 });
    await applyEdit(outcome);
    expect(app.read('main.ts')).toBe(original.replace(said, after));
    expect(app.git('status', '--porcelain')).toBe(before === after ? '' : ' M main.ts\n');
  },
  60_000,
);

it.each<[string, CodeVersions, CodeVersions, string, string, string]>([
  [
    'a declared upgrade that is done',
    { engineVersion: '15.6', upgradeTo: '16.6' },
    { engineVersion: '16.6', previousEngineVersion: '15.6' },
    "const versions = { now: '15.6', next: '16.6' };",
    `engineVersion: versions.now,${line('upgradeTo: versions.next')}`,
    `engineVersion: versions.next,${line('previousEngineVersion: versions.now')}`,
  ],
])(
  'main.ts with constants: %s',
  async (_name, from, to, constants, before, after) => {
    const original = `${constants}\n${readFileSync(join(repository, 'main.ts'), 'utf8')}`;
    const app = ownApp((it) => it.write('main.ts', original.replace(said, before)));
    const outcome = await proveEdit({ projectDir: app.dir, clusters: [cluster], from, to, judge });
    if (outcome.kind !== 'edit') throw new Error(JSON.stringify(outcome, null, 2));
    await applyEdit(outcome);
    expect(app.read('main.ts')).toBe(original.replace(said, after));
    expect(outcome.syntheses).toBeLessThanOrEqual(6);
  },
  60_000,
);

describe('a version that does not stand in main.ts itself', () => {
  const prove = (app: ReturnType<typeof ownApp>) =>
    proveEdit({
      projectDir: app.dir,
      clusters: [cluster],
      from: { engineVersion: '15.6' },
      to: { engineVersion: '15.10' },
      judge,
    });
  const replaceIn = (app: ReturnType<typeof ownApp>, file: string, from: string, to: string) => {
    const text = app.read(file);
    expect(text).toContain(from);
    writeFileSync(join(app.dir, file), text.replace(from, to));
  };

  it('a JSON file that is imported', async () => {
    const app = ownApp((it) => {
      writeFileSync(join(it.dir, 'versions.json'), '{\n\t"aurora": { "version":   "15.6" }\n}');
      replaceIn(it, 'main.ts', "'15.6'", 'versions.aurora.version');
      replaceIn(it, 'main.ts', 'import', "import versions from './versions.json';\nimport");
    });
    expect(await prove(app)).toMatchObject({
      kind: 'edit',
      file: 'versions.json',
      changes: [{ says: '15.6 → 15.10' }],
    });
  });

  it("cdktf's context", async () => {
    const app = ownApp((it) => {
      replaceIn(it, 'main.ts', "'15.6'", "this.node.tryGetContext('auroraVersion')");
      replaceIn(it, 'cdktf.json', '{', '{\n  "context": { "auroraVersion": "15.6" },');
    });
    expect(await prove(app)).toMatchObject({ kind: 'edit', file: 'cdktf.json', changes: [{ says: '15.6 → 15.10' }] });
  });

  it('one that the stage decides is refused with its place', async () => {
    const app = ownApp((it) => replaceIn(it, 'main.ts', "'15.6'", "process.env.STAGE === 'prod' ? '15.7' : '15.6'"));
    expect(await prove(app)).toMatchObject({ kind: 'refused', code: 'STAGE_DEPENDENT' });
  });
});
