import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { type FixtureApp, fixtureApp, temporaryFolder } from './fixture-app';
import { foot, prove, start, writePatch } from './proving';

const create = `new AuroraCluster(stack, 'orders', { engineVersion: version });`;

/** An app in `infra/db` of a repository that holds these other files, too. */
function monorepo(app: Record<string, string>, others: Record<string, string>, workspace?: [name: string, at: string]) {
  const root = temporaryFolder();
  const dir = `${root}/infra/db`;
  fixtureApp(app, { dir, git: false });
  if (workspace) {
    const [name, at] = workspace;
    mkdirSync(`${dir}/node_modules/@acme`, { recursive: true });
    symlinkSync(`../../../../${at}`, `${dir}/node_modules/@acme/${name}`);
  }
  const outer = fixtureApp({ ...others, '.gitignore': 'node_modules\n' }, { dir: root });
  return { app: { ...outer, dir }, outer };
}

/** The patch changes the repository so that the app says what was wanted. */
async function expectPatchToHelp(app: FixtureApp, outer: FixtureApp, patch: string | undefined) {
  execFileSync('git', ['apply', writePatch(patch ?? '')], { cwd: outer.dir });
  await expect(prove(app)).resolves.toMatchObject({ kind: 'already' });
}

describe('a version that stands outside the app’s folder is found, and shown', () => {
  it('in a file of the same repository', async () => {
    const main = `${start}const { version } = require('../common/versions');\n${create}\n${foot}`;
    const { app, outer } = monorepo({ 'main.js': main }, { 'infra/common/versions.js': `exports.version = '15.6';\n` });
    const outcome = await prove(app);
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'OUTSIDE_PROJECT',
      message: expect.stringContaining('../common/versions.js:1:20'),
      places: [{ file: '../common/versions.js', line: 1 }],
      patchProven: true,
      patch: expect.stringContaining('+++ b/infra/common/versions.js'),
    });
    await expectPatchToHelp(app, outer, outcome.kind === 'refused' ? outcome.patch : undefined);
  });

  it('in a workspace that is linked as a package', async () => {
    const main = `${start}const { version } = require('@acme/versions');\n${create}\n${foot}`;
    const { app, outer } = monorepo(
      { 'main.js': main },
      {
        'packages/versions/package.json': '{"name":"@acme/versions","main":"index.js"}',
        'packages/versions/index.js': `exports.version = '15.6';\n`,
      },
      ['versions', 'packages/versions'],
    );
    const outcome = await prove(app);
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'OUTSIDE_PROJECT',
      places: [{ file: '../../packages/versions/index.js', line: 1 }],
      patchProven: true,
    });
    await expectPatchToHelp(app, outer, outcome.kind === 'refused' ? outcome.patch : undefined);
  });

  it('in data of the repository', async () => {
    const main = `${start}const version = JSON.parse(require('fs').readFileSync('../../versions.json', 'utf8')).orders;\n${create}\n${foot}`;
    const { app, outer } = monorepo({ 'main.js': main }, { 'versions.json': '{ "orders": "15.6" }\n' });
    const outcome = await prove(app);
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'OUTSIDE_PROJECT',
      places: [{ file: '../../versions.json' }],
    });
    await expectPatchToHelp(app, outer, outcome.kind === 'refused' ? outcome.patch : undefined);
  });

  it('of a major upgrade', async () => {
    const main = `${start}new AuroraCluster(stack, 'orders', require('../common/orders.json'));\n${foot}`;
    const said = '{"engineVersion":"15.6","upgradeTo":"16.4"}\n';
    const { app } = monorepo({ 'main.js': main }, { 'infra/common/orders.json': said });
    const from = { engineVersion: '15.6', upgradeTo: '16.4' };
    const to = { engineVersion: '16.4', previousEngineVersion: '15.6' };
    await expect(prove(app, { from, to })).resolves.toMatchObject({
      kind: 'refused',
      code: 'OUTSIDE_PROJECT',
      places: [{ file: '../common/orders.json' }],
      patchProven: true,
    });
  });

  it('but not where it only stands there too', async () => {
    const main = `${start}const version = [15, 6].join('.');\n${create}\n${foot}`;
    const { app } = monorepo({ 'main.js': main }, { 'other/versions.js': `exports.version = '15.6';\n` });
    await expect(prove(app)).resolves.toMatchObject({ kind: 'refused', code: 'COMPUTED' });
  });
});

it('an app at the top of its repository takes its version from a workspace', async () => {
  const main = `${start}const { version } = require('@acme/versions');\n${create}\n${foot}`;
  const app = fixtureApp({
    'main.js': main,
    'packages/versions/package.json': '{"name":"@acme/versions","main":"index.js"}',
    'packages/versions/index.js': `exports.version = '15.6';\n`,
  });
  mkdirSync(`${app.dir}/node_modules/@acme`, { recursive: true });
  symlinkSync('../../packages/versions', `${app.dir}/node_modules/@acme/versions`);
  await expect(prove(app)).resolves.toMatchObject({ kind: 'edit', file: 'packages/versions/index.js' });
});
