import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp } from '../project-copy';
import { startWarmApp, type WarmApp } from '.';

const repository = resolve(__dirname, '../../..');
let folder: string;
let warm: WarmApp;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warm-app-test-'));
  warm = startWarmApp();
});

afterAll(() => {
  warm.stop();
  rmSync(folder, { recursive: true });
});

/** What the command leaves in its output folder: the text of each file by its name. */
function written(command: string, name: string, cwd = repository): Record<string, string> {
  const out = join(folder, name);
  mkdirSync(out);
  execFileSync('sh', ['-c', command], { cwd, env: { ...process.env, CDKTF_OUTDIR: out }, stdio: 'pipe' });
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(out, file)).isFile(),
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}

it('writes what a process of its own writes, each time', () => {
  const own = written('node --require tsx/cjs main.ts', 'own');
  expect(Object.keys(own)).toContain('manifest.json');
  expect(written(warm.command, 'first')).toEqual(own);
  expect(written(warm.command, 'second')).toEqual(own);
});

it('and where the package stays loaded', () => {
  const app = createApp('three-clusters');
  try {
    const { app: command } = JSON.parse(app.read('cdktf.json')) as { app: string };
    const own = written('node --require tsx/cjs main.ts', 'own-of-app', app.directory);
    expect(Object.keys(own)).toContain('stacks/shop/cdk.tf.json');
    for (const name of ['third', 'fourth']) expect(written(command, name, app.directory)).toEqual(own);
  } finally {
    app.remove();
  }
});

it('and the example of one cluster, which the front page quotes', () => {
  const app = createApp('one-cluster');
  try {
    const { app: command } = JSON.parse(app.read('cdktf.json')) as { app: string };
    const stack = JSON.parse(written(command, 'fifth', app.directory)['stacks/databases/cdk.tf.json']!);
    expect(stack.resource.aws_rds_cluster.orders).toMatchObject({
      cluster_identifier: 'orders',
      engine_version: '15.6',
    });
  } finally {
    app.remove();
  }
});

it.each([
  ['throws', 'throw new TypeError("No such version");', 'TypeError: No such version'],
  ['ends itself', 'console.error("I refuse"); process.exit(3);', 'I refuse'],
])('an app that %s fails as it does in a process of its own', (_, text, message) => {
  const cwd = mkdtempSync(join(folder, 'app-'));
  writeFileSync(join(cwd, 'main.ts'), text);
  mkdirSync(join(cwd, 'node_modules'));
  const linked = `ln -s ${repository}/node_modules/tsx node_modules/tsx 2>/dev/null; ${warm.command}`;
  expect(() => written(linked, `out-${message}`, cwd)).toThrow(message);
});
