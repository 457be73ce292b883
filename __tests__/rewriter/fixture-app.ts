import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ClusterRef } from '../../scripts/rewriter/edit';
import type { Synthesis } from '../../scripts/rewriter/synthesized-clusters';
import { shell } from '../support/shell';

const tinyCdktf = resolve(__dirname, '../fixtures/apps/tiny-cdktf');
export const repository = resolve(__dirname, '../..');

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
// Neither a process that tidies up a repository of one commit, nor the samples of hooks.
const commit = `git ${identity.join(' ')} -c maintenance.auto=false commit -qm start`;
const firstCommit = `git init -q --template= && git add . && ${commit}`;

const temporary: string[] = [];
afterAll(() => {
  for (const dir of temporary) rmSync(dir, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rewriter-test-')));
  temporary.push(dir);
  return dir;
}

export interface FixtureApp {
  dir: string;
  read(path: string): string;
  write(path: string, content: string | Buffer): void;
  git(...args: string[]): string;
}

/** A git repository with these files, committed, and the tiny cdktf among its packages. */
export function fixtureApp(
  files: Record<string, string | Buffer>,
  options: { git?: boolean; dir?: string } = {},
): FixtureApp {
  const dir = options.dir ?? temporaryFolder();
  const app: FixtureApp = {
    dir,
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    write(path, content) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content);
    },
    git(...args) {
      const run = spawnSync('git', [...identity, ...args], { cwd: dir, encoding: 'utf8' });
      if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
      return run.stdout;
    },
  };
  app.write('cdktf.json', JSON.stringify({ language: 'typescript', app: 'node main.js' }));
  app.write('.gitignore', 'node_modules\ncdktf.out\ngenerated\n');
  for (const [path, content] of Object.entries(files)) app.write(path, content);
  cpSync(tinyCdktf, join(dir, 'node_modules/tiny-cdktf'), { recursive: true });
  if (options.git !== false) {
    const run = spawnSync('sh', ['-c', firstCommit], { cwd: dir, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
  }
  return app;
}

/** Makes this repository's packages the app's own: the real cdktf, the real bindings. */
export function linkRealPackages({ dir }: FixtureApp): void {
  rmSync(join(dir, 'node_modules'), { recursive: true, force: true });
  symlinkSync(join(repository, 'node_modules'), join(dir, 'node_modules'));
}

/** Runs the `app` of `cdktf.json` and reads what it wrote. */
export function synthesizer(env: Record<string, string> = {}) {
  return async (projectDir: string): Promise<Synthesis> => {
    const { app } = JSON.parse(readFileSync(join(projectDir, 'cdktf.json'), 'utf8').replace(/^\uFEFF/, '')) as {
      app: string;
    };
    const out = join(projectDir, 'cdktf.out');
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out);
    const { code, stderr } = await shell(app, projectDir, { ...process.env, ...env, CDKTF_OUTDIR: out });
    if (code !== 0) throw new Error(stderr.match(/^\w*Error: (.*)$/m)?.[1] ?? stderr);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    return Object.fromEntries(
      Object.entries(manifest.stacks).map(([name, { synthesizedStackPath }]) => [
        name,
        JSON.parse(readFileSync(join(out, synthesizedStackPath), 'utf8')),
      ]),
    );
  };
}

export const orders: ClusterRef = {
  stack: 'prod',
  address: 'aws_rds_cluster.orders',
  clusterIdentifier: 'orders',
  path: 'prod/orders',
};
