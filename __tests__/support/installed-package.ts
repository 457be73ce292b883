import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { packageName } from '../../constructs/command-line';
import { copyDataFiles, examples } from '../../scripts/packaging/data-files';
import { cleanEnvironment } from './run-command';
import { stableFolders } from './stable-folder';

const checkout = resolve(__dirname, '../..');
const executable = join(packageName, 'dist/scripts', `${packageName}.js`);
const shipped = ['constructs', 'scripts'];

/**
 * A `node_modules` that holds this checkout's code as an app has it after `npm install`: compiled, with an executable, beside the
 * packages of this checkout. Made once for each state of the sources. The tarball itself, compiled by tsc, has a test of its own.
 */
export function installedPackage(): string {
  const sources = listFiles(...shipped, 'package.json', 'package-lock.json').filter(
    (file) => !file.startsWith(examples),
  );
  // Another checkout with the same sources has packages of its own, and may be gone tomorrow.
  const hash = createHash('sha256').update(packages());
  for (const file of sources) {
    const text = readFileSync(join(checkout, file));
    hash.update(`\0${file}\0`).update(text);
  }
  const folders = stableFolders();
  const folder = join(folders, `installed-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    const made = mkdtempSync(join(folders, 'installing-'));
    install(sources, join(made, 'node_modules'));
    try {
      renameSync(made, folder);
    } catch (error) {
      // Another process was faster with the same.
      rmSync(made, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  // In use: what is older than a day is removed.
  utimesSync(folder, new Date(), new Date());
  return join(folder, 'node_modules');
}

/** What `npx aurora-blue-green` runs there. */
export const packageExecutable = () => join(installedPackage(), executable);

const packages = () => realpathSync(join(checkout, 'node_modules'));

function install(sources: readonly string[], modules: string): void {
  const home = join(modules, packageName);
  const dist = join(home, 'dist');
  for (const file of sources.filter((name) => name.endsWith('.ts'))) {
    const { code } = transformSync(readFileSync(join(checkout, file), 'utf8'), {
      filename: file,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const output = join(dist, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, code);
  }
  copyDataFiles(checkout, dist);
  cpSync(join(checkout, 'package.json'), join(home, 'package.json'));
  const others = packages();
  for (const name of readdirSync(others)) if (name !== '.bin') symlinkSync(join(others, name), join(modules, name));
  mkdirSync(join(modules, '.bin'));
  chmodSync(join(modules, executable), 0o755);
  // The folder gets its final name later.
  symlinkSync(join('..', executable), join(modules, '.bin', packageName));
}

/** Of this checkout, new files included: what git would give to a fresh clone after the next commit. */
export function listFiles(...paths: readonly string[]): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths], {
    cwd: checkout,
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  if (listed.status !== 0) throw new Error(`git ls-files failed in ${checkout}: ${listed.stderr}`);
  return listed.stdout.split('\0').filter((file) => file !== '' && existsSync(join(checkout, file)));
}
