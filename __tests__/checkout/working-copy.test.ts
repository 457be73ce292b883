import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeWorkingCopy } from '../../scripts/checkout/working-copy';
import { fixtureApp, temporaryFolder } from '../rewriter/fixture-app';

async function copyOf(dir: string) {
  const copy = await makeWorkingCopy(dir, temporaryFolder());
  if (copy.kind !== 'copied') throw new Error(copy.message);
  return { ...copy, at: (path: string) => join(copy.projectDir, path) };
}

describe('makeWorkingCopy', () => {
  it('copies code, links packages, leaves state and output behind', async () => {
    const app = fixtureApp({
      'main.js': 'x',
      'lib/a.js': 'a',
      'cdktf.out/manifest.json': '{}',
      'x.tfstate': 's',
      '.env': 'E=1',
    });
    const copy = await copyOf(app.dir);
    expect(copy.files.map(({ path }) => path).sort()).toEqual([
      '.env',
      '.gitignore',
      'cdktf.json',
      'lib/a.js',
      'main.js',
    ]);
    expect(realpathSync(copy.at('node_modules'))).toBe(join(app.dir, 'node_modules'));
    expect(existsSync(copy.at('x.tfstate'))).toBe(false);
    writeFileSync(copy.at('main.js'), 'changed');
    expect(app.read('main.js')).toBe('x');
  });

  it('has a repository of its own, over the objects of the real one', async () => {
    const app = fixtureApp({ 'main.js': 'x' });
    const { projectDir } = await copyOf(app.dir);
    const inCopy = { ...app, dir: projectDir };
    const git = (...args: string[]) => fixtureGit(inCopy.dir, args);
    expect(git('rev-parse', 'HEAD')).toBe(app.git('rev-parse', 'HEAD'));
    expect(git('status', '--porcelain')).toBe('');
    const real = app.git('rev-parse', 'HEAD');
    git('commit', '--allow-empty', '-qm', 'in the copy');
    expect(app.git('rev-parse', 'HEAD')).toBe(real);
  });

  it('of a read-only checkout can be written, and removed', async () => {
    const app = fixtureApp({ 'main.js': 'x' });
    chmodSync(join(app.dir, 'main.js'), 0o444);
    for (const folder of ['.git/refs/heads', '.git/refs']) chmodSync(join(app.dir, folder), 0o555);
    const copy = await copyOf(app.dir);
    const modes = ['main.js', '.git/refs', '.git/refs/heads'].map((path) => lstatSync(copy.at(path)).mode & 0o200);
    for (const folder of ['.git/refs', '.git/refs/heads']) chmodSync(join(app.dir, folder), 0o755);
    expect(modes).toEqual([0o200, 0o200, 0o200]);
  });

  it('works in a linked worktree', async () => {
    const app = fixtureApp({ 'main.js': 'x' });
    const worktree = join(temporaryFolder(), 'tree');
    app.git('worktree', 'add', '-q', '-b', 'side', worktree);
    const { projectDir } = await copyOf(worktree);
    expect(fixtureGit(projectDir, ['rev-parse', '--abbrev-ref', 'HEAD'])).toBe('side\n');
  });

  it.each(['worktree', 'WorkTree'])(
    'of a submodule no longer points at the real working tree: core.%s',
    async (name) => {
      const app = fixtureApp({ 'main.js': 'x' });
      const config = join(app.dir, '.git/config');
      writeFileSync(config, `${readFileSync(config, 'utf8')}[core]\n\t${name} = ${app.dir}\n`);
      const { projectDir } = await copyOf(app.dir);
      expect(fixtureGit(projectDir, ['rev-parse', '--show-toplevel'])).toBe(`${realpathSync(projectDir)}\n`);
      expect(app.git('config', 'core.worktree')).toBe(`${app.dir}\n`);
    },
  );

  it('keeps what lies beside and above the project in its place', async () => {
    const root = temporaryFolder();
    fixtureApp({ 'common/v.js': 'v', 'infra/db/main.js': 'm', 'infra/net.js': 'n' }, { dir: root });
    const copy = await copyOf(join(root, 'infra/db'));
    expect(readFileSync(copy.at('../../common/v.js'), 'utf8')).toBe('v');
    expect(readFileSync(copy.at('../net.js'), 'utf8')).toBe('n');
    expect(existsSync(copy.at('../../node_modules/tiny-cdktf'))).toBe(true);
    expect(lstatSync(copy.at('main.js')).isFile()).toBe(true);
  });

  it('finds packages above a project that is in no repository', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'node_modules/some'), { recursive: true });
    mkdirSync(join(root, 'apps/one'), { recursive: true });
    writeFileSync(join(root, 'apps/one/main.js'), 'm');
    const copy = await copyOf(join(root, 'apps/one'));
    expect(existsSync(copy.at('../../node_modules/some'))).toBe(true);
    expect(existsSync(copy.at('../../apps'))).toBe(true);
  });

  it('keeps links within the project within the copy, and copies data that is linked from elsewhere', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'v.json'), '{}');
    writeFileSync(join(outside, 'v.js'), 'v');
    const app = fixtureApp({ 'real.js': 'r' });
    symlinkSync('real.js', join(app.dir, 'link.js'));
    symlinkSync(join(app.dir, 'real.js'), join(app.dir, 'absolute.js'));
    symlinkSync(join(outside, 'v.json'), join(app.dir, 'v.json'));
    symlinkSync(join(outside, 'v.js'), join(app.dir, 'v.js'));
    symlinkSync('nowhere', join(app.dir, 'broken'));
    const copy = await copyOf(app.dir);
    expect(realpathSync(copy.at('link.js'))).toBe(copy.at('real.js'));
    expect(realpathSync(copy.at('absolute.js'))).toBe(copy.at('real.js'));
    expect(lstatSync(copy.at('v.json')).isFile()).toBe(true);
    expect(realpathSync(copy.at('v.js'))).toBe(join(outside, 'v.js'));
    expect(copy.files).toContainEqual({ path: 'v.json', linkedFrom: join(outside, 'v.json') });
  });
});

function fixtureGit(dir: string, args: string[]): string {
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  const run = spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd: dir,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}
