import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { copyProject } from '../../support/project-copy';
import { runCommand } from '../../support/run-command';

/** What `npm pack` has made of the project, unpacked as an installation would. */
export interface Tarball {
  /** Absolute. */
  path: string;
  /** Bytes, packed. */
  size: number;
  /** Every file in it, sorted. */
  files: string[];
  read(file: string): string;
  remove(): void;
}

/** `npm pack` in a copy of the project: it builds, and the checkout keeps no `dist/`. */
export async function pack(): Promise<Tarball> {
  const project = copyProject();
  try {
    const npm = (...args: string[]) => run(project.directory, 'npm', ...args);
    await npm('pack', '--pack-destination', project.aside);
    const path = join(project.aside, readdirSync(project.aside).find((name) => name.endsWith('.tgz'))!);
    await run(project.aside, 'tar', '-xzf', path);
    const unpacked = join(project.aside, 'package');
    const files = readdirSync(unpacked, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));
    return {
      path,
      size: statSync(path).size,
      files: files.sort(),
      read: (file) => readFileSync(join(unpacked, file), 'utf8'),
      remove: project.remove,
    };
  } catch (error) {
    project.remove();
    throw error;
  }
}

/** Runs to a good end, or throws with what was printed. */
export async function run(cwd: string, file: string, ...args: string[]): Promise<string> {
  const result = await runCommand(file, args, { cwd, env: npmSettings() });
  if (result.exitCode !== 0) throw new Error(`${file} ${args.join(' ')} in ${cwd}: ${result.output}`);
  return result.output;
}

/** Where this machine's npm finds packages. Not all that `npm test` hands down: that names this project's folder. */
function npmSettings(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^npm_config_(registry|cache|userconfig|globalconfig|cafile|.*proxy)$/i.test(name),
  );
  return { ...Object.fromEntries(kept), npm_config_audit: 'false', npm_config_fund: 'false' };
}
