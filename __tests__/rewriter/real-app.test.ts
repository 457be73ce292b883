import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runApp } from '../../scripts/desired/run-app';
import { applyEdit } from '../../scripts/rewriter/apply-edit';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { fixtureApp, linkRealPackages, repository } from './fixture-app';

const synthesize = async (projectDirectory: string) => {
  const app = await runApp({ projectDirectory, outputDirectory: 'cdktf.out' });
  return Object.fromEntries(app.stacks.map(({ name, json }) => [name, json]));
};

/** This repository's own app, with the real construct, cdktf and bindings. */
function ownApp() {
  const read = (path: string) => readFileSync(join(repository, path), 'utf8');
  const app = fixtureApp({ 'main.ts': read('main.ts'), 'cdktf.json': read('cdktf.json') }, { git: false });
  cpSync(join(repository, 'constructs'), join(app.dir, 'constructs'), { recursive: true });
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

it('changes four bytes of main.ts, minor version', async () => {
  const app = ownApp();
  const main = app.read('main.ts');
  const outcome = await proveEdit({ projectDir: app.dir, cluster, from: '15.6', to: '15.10', synthesize });
  if (outcome.kind !== 'edit') throw new Error(JSON.stringify(outcome, null, 2));
  expect(outcome).toMatchObject({ file: 'main.ts', stacks: ['aurora-bg'], derived: [], syntheses: 2 });
  await applyEdit(outcome);
  expect(app.read('main.ts')).toBe(main.replace("engineVersion: '15.6'", "engineVersion: '15.10'"));
  expect(app.git('diff', '--name-only')).toBe('main.ts\n');
}, 60_000);

it('proves a major version too, whose parameter groups have another family', async () => {
  const app = ownApp();
  const outcome = await proveEdit({ projectDir: app.dir, cluster, from: '15.6', to: '16.6', synthesize });
  expect(outcome).toMatchObject({ kind: 'edit', file: 'main.ts', newText: '16.6', derived: [] });
}, 60_000);
