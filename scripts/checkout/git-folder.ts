import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeWritable } from '../runtime/temporary-folder';
import { outputOfGit } from './git';

interface GitFolders {
  /** Of the working tree. */
  top: string;
  own: string;
  /** The main repository's, of a linked worktree: there HEAD and the index are its own, the rest is not. */
  common: string;
}

/** Of the repository that the folder is in, if it is in the working tree of one. All in one question: each one starts git. */
export async function gitFoldersOf(folder: string): Promise<GitFolders | undefined> {
  const answer = await outputOfGit(folder, ['rev-parse', '--show-toplevel', '--git-dir', '--git-common-dir']);
  const [, top, own, common] = /^(.+)\r?\n(.+)\r?\n(.+?)\r?\n$/s.exec(answer ?? '') ?? [];
  if (!top || !own || !common) return undefined;
  return { top: top.replace(/\r$/, ''), own: resolve(folder, own.replace(/\r$/, '')), common: resolve(folder, common) };
}

/**
 * Gives the working copy a repository of its own that reads the objects of the real one: apps put `git rev-parse HEAD` or the
 * branch into tags. Whatever git writes there stays in the copy.
 */
export async function copyGitFolder({ own, common }: GitFolders, repositoryCopy: string): Promise<void> {
  const copy = join(repositoryCopy, '.git');
  await mkdir(join(copy, 'objects', 'info'), { recursive: true });
  await writeFile(join(copy, 'objects', 'info', 'alternates'), `${join(common, 'objects')}\n`);
  const copyIfThere = (from: string, name: string) =>
    cp(join(from, name), join(copy, name), { recursive: true, verbatimSymlinks: true }).catch(ignoreAbsent);
  for (const name of ['config', 'packed-refs', 'refs', 'reftable', 'shallow']) await copyIfThere(common, name);
  for (const name of ['HEAD', 'index']) await copyIfThere(own, name);
  await mkdir(join(copy, 'refs'), { recursive: true });
  // A checkout may be read-only; its copy is written.
  await makeWritable(copy);
  // A submodule's configuration points back at the real working tree. A name in it has no other spelling than upper and lower case.
  if (/worktree/i.test(await readFile(join(copy, 'config'), 'utf8').catch(() => ''))) {
    await outputOfGit(repositoryCopy, ['config', '--file', join(copy, 'config'), '--unset-all', 'core.worktree']);
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
