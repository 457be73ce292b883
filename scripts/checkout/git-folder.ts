import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeWritable } from '../runtime/temporary-folder';
import { outputOfGit } from './git';

/**
 * Gives the working copy a repository of its own that reads the objects of the real one: apps put `git rev-parse HEAD` or the
 * branch into tags. Whatever git writes there stays in the copy.
 */
export async function copyGitFolder(project: string, repositoryCopy: string): Promise<void> {
  // In a linked worktree HEAD and the index are its own, the rest is the main repository's.
  const [own, common] = ((await outputOfGit(project, ['rev-parse', '--git-dir', '--git-common-dir'])) ?? '')
    .split(/\r?\n/)
    .filter((path) => path !== '')
    .map((path) => resolve(project, path));
  if (!own || !common) return;
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
