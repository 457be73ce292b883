import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, readdir, readlink, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { isScript } from './file-kinds';
import { copyGitFolder, gitFoldersOf } from './git-folder';
import { linkPackages } from './link-packages';

export interface FileEntry {
  /** Relative to the project's folder, with `/`. */
  path: string;
  /** Where it really is, if the project only links to it. */
  linkedFrom?: string;
}

type WorkingCopy = { kind: 'copied'; projectDir: string; files: FileEntry[] } | { kind: 'too-large'; message: string };

/** More than any app's code; whatever exceeds it is unrelated data. */
const limits = { files: 50_000, bytes: 1024 ** 3 };

/** Output and state: the app does not read them, and they may be large or secret. */
const skipped = new Set(['.git', 'cdktf.out', '.terraform', '.aurora-upgrade', '.aurora-local', 'coverage', '.cache']);
/** Large and never edited here: linked instead of copied. */
const generated = '.gen';

/**
 * Copies the project into `folder`, so that edits can be tried without touching the checkout. Its surroundings keep their place:
 * within the repository everything beside the project is linked (`../common` works), above it only `node_modules`.
 */
export async function makeWorkingCopy(projectDir: string, folder: string): Promise<WorkingCopy> {
  const project = await realpath(projectDir);
  const git = await gitFoldersOf(project);
  const repository = git ? await realpath(git.top) : project;
  const copy = await linkSurroundings(project, repository, folder);
  const copyOfRepository = join(copy, relative(project, repository));
  const files: FileEntry[] = [];
  let bytes = 0;

  const copyFolder = async (path: string): Promise<string | undefined> => {
    await mkdir(join(copy, path), { recursive: true });
    for (const entry of await readdir(join(project, path), { withFileTypes: true })) {
      const { name } = entry;
      if (skipped.has(name) || /\.tfstate($|\.)/.test(name)) continue;
      const from = join(project, path, name);
      const to = join(copy, path, name);
      const inside = join(path, name);
      if (name === 'node_modules') await linkPackages(from, to, repository, copyOfRepository);
      else if (name === generated) await symlink(await realpath(from), to);
      else if (entry.isSymbolicLink()) {
        const linkedFrom = await copyLink(from, to, project);
        if (linkedFrom) files.push({ path: toPosix(inside), linkedFrom });
      } else if (entry.isDirectory()) {
        const tooLarge = await copyFolder(inside);
        if (tooLarge) return tooLarge;
      } else if (entry.isFile()) {
        await copyFile(from, to, constants.COPYFILE_FICLONE);
        files.push({ path: toPosix(inside) });
        const { size, mode } = await stat(from);
        // Of a read-only checkout; edits are tried in the copy.
        if ((mode & 0o200) === 0) await chmod(to, mode | 0o200);
        bytes += size;
        if (files.length > limits.files || bytes > limits.bytes) return dirname(inside);
      }
    }
    return undefined;
  };

  const tooLarge = await copyFolder('');
  if (tooLarge !== undefined) {
    const message = `${project} holds more than 50,000 files or 1 GB (while reading ${tooLarge}).`;
    return { kind: 'too-large', message };
  }
  if (git) await copyGitFolder(git, copyOfRepository);
  return { kind: 'copied', projectDir: copy, files };
}

/** Rebuilds the folders above the project, as far up as the app may look; returns the copy's place. */
async function linkSurroundings(project: string, repository: string, folder: string): Promise<string> {
  const above: { dir: string; inRepository: boolean; packages: boolean }[] = [];
  for (let dir = dirname(project); ; dir = dirname(dir)) {
    const inRepository = isWithin(repository, dir);
    above.unshift({ dir, inRepository, packages: await exists(join(dir, 'node_modules')) });
    if (dir === parse(dir).root) break;
  }
  const start = above.findIndex(({ inRepository, packages }) => inRepository || packages);
  const rebuilt = start === -1 ? [] : above.slice(start);
  const top = rebuilt[0]?.dir ?? dirname(project);
  for (const { dir, inRepository, packages } of rebuilt) {
    const copied = join(folder, relative(top, dir));
    await mkdir(copied, { recursive: true });
    const names = inRepository ? await readdir(dir) : packages ? ['node_modules'] : [];
    const next = relative(dir, project).split(sep)[0];
    for (const name of names) {
      if (name !== next && !skipped.has(name)) await symlink(join(dir, name), join(copied, name));
    }
  }
  return join(folder, relative(top, project));
}

/**
 * A link within the project stays within the copy; any other leads to where it led. A data file that is linked from elsewhere
 * is copied, so that edits can be tried in it without touching the original; then its original is returned.
 */
async function copyLink(from: string, to: string, project: string): Promise<string | undefined> {
  const target = await readlink(from);
  const absolute = resolve(dirname(from), target);
  if (isWithin(project, absolute)) {
    await symlink(isAbsolute(target) ? relative(dirname(from), absolute) || '.' : target, to);
    return undefined;
  }
  const original = await realpath(from).catch(() => undefined);
  const isData = original !== undefined && !isScript(original) && (await stat(original)).isFile();
  if (!isData || (await stat(original)).size > 1024 * 1024) {
    await symlink(absolute, to);
    return undefined;
  }
  await copyFile(original, to);
  return original;
}

const toPosix = (path: string) => path.split(sep).join('/');

const isWithin = (dir: string, path: string) => path === dir || path.startsWith(dir.endsWith(sep) ? dir : dir + sep);

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
