import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cleanEnvironment } from '../support/run-command';
import { describeWith } from '../support/tools';
import { until } from '../support/until';

const checkout = resolve(__dirname, '../..');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aurora-process-'));
  file = join(folder, 'left');
});

afterEach(() => rmSync(folder, { recursive: true }));

const left = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

interface Started {
  child: ChildProcess;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
  toGroup(signal: NodeJS.Signals): void;
}

function start(args: string[], { env = {}, stdout = 'pipe' as 'pipe' | number } = {}): Started {
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', ...args], {
    cwd: checkout,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', stdout, 'pipe'],
    detached: true,
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (text: Buffer) => (said[name] += text));
  const ended = new Promise<Awaited<Started['ended']>>((done) =>
    child.on('close', (code, signal) => done({ code, signal, ...said })),
  );
  return { child, ended, toGroup: (signal) => process.kill(-child.pid!, signal) };
}

const probe = (what: string, options = {}) => start([join(__dirname, 'process/probe.ts'), what, file], options);

describe('nobody reads any more', () => {
  test.each([
    ['stdout', ['stdout']],
    ['stderr', ['stderr']],
    ['both', ['stdout', 'stderr']],
  ] as const)('%s: a run goes on to its end, without a word', async (_, streams) => {
    const { child, ended } = probe('tell');
    for (const name of streams) child[name]?.destroy();
    const { code, signal, stderr } = await ended;
    expect({ code, signal, left: left() }).toEqual({ code: 0, signal: null, left: ['done'] });
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });

  test.each([
    ['upgrade.ts', '--help'],
    ['aurora-blue-green.ts', '--help'],
    ['local.ts', '--help'],
    ['demo.ts', '--help'],
  ])('of %s', async (entry, ...args) => {
    const { child, ended } = start([join(checkout, 'scripts', entry), ...args]);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describeWith(['/dev/full'], 'a full disk', () => {
  test('is said once, and is no success', async () => {
    const { ended } = probe('tell', { stdout: openSync('/dev/full', 'w') });
    const { code, stderr } = await ended;
    expect({ code, left: left() }).toEqual({ code: 1, left: ['done'] });
    expect(stderr.match(/Not all could be written to stdout: ENOSPC/g)).toHaveLength(1);
  });
});

describe('one signal is enough', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', async (signal) => {
    const { child, ended } = probe('wait');
    await until(() => left().length > 0);
    const begun = Date.now();
    child.kill(signal);
    const { code, stderr } = await ended;
    expect({ code, left: left() }).toEqual({ code: 130, left: ['waiting', 'cleaned'] });
    expect(stderr).toContain('Interrupted. Nothing was changed.');
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  test('and one Ctrl-C is one, though npm passes it on as well', async () => {
    const { child, ended } = probe('wait');
    await until(() => left().length > 0);
    child.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 50));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130 });
    expect(left()).toEqual(['waiting', 'cleaned']);
  });

  test('and npm need not pass it on: its shell is gone', async () => {
    const args = ['--require', 'tsx/cjs', join(__dirname, 'process/probe.ts'), 'wait', file];
    const words = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
    const env = { ...cleanEnvironment(), npm_lifecycle_event: 'status' };
    // What follows keeps any shell from becoming the command.
    const shell = spawn('sh', ['-c', `${words}; true`], { cwd: checkout, env, stdio: 'ignore' });
    await until(() => left().length > 0);
    shell.kill('SIGTERM');
    await until(() => left().includes('cleaned'));
  });

  test('a later one means now', async () => {
    const { child, ended } = probe('wait', { env: { CLEANING: '60000' } });
    await until(() => left().length > 0);
    child.kill('SIGTERM');
    await new Promise((done) => setTimeout(done, 1_200));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 130 });
    expect(left()).toEqual(['waiting']);
  });
});

/** Gives its lock back where it is interrupted once; a second time it would not. */
const terraform = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const leave = (line) => appendFileSync(process.argv[2], line + '\\n');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {
  leave(signal);
  if (signal === 'SIGINT') setTimeout(() => { leave('lock given back'); process.exit(1); }, 300);
});
leave('locked');
setInterval(() => {}, 1000);
`;

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s for a whole group: terraform gets one SIGINT',
  async (signal) => {
    const binary = join(folder, 'terraform');
    writeFileSync(binary, terraform);
    chmodSync(binary, 0o755);
    const { toGroup, ended } = probe('terraform', { env: { TERRAFORM_BINARY_NAME: binary } });
    await until(() => left().includes('locked'));
    toGroup(signal);
    expect(await ended).toMatchObject({ code: 130 });
    expect(left()).toEqual(['locked', 'SIGINT', 'lock given back', 'interrupted']);
  },
);
