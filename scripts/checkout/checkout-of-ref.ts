import { mkdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { UpgradeError } from '../runtime/errors';
import { git } from './git';
import { copyGitFolder, gitFoldersOf } from './git-folder';
import type { Commit, Repository } from './git-refs';
import { ignoreExisting, isOwnFolder, linkPackages } from './link-packages';

/**
 * The files of a commit in `folder`, as a repository of their own that reads the objects of the real one: apps ask git for the branch
 * or the commit. Nothing is written to the real one. Packages are those of the checkout. Returns the path of the project.
 */
export async function checkoutOfRef(
  { top, prefix }: Repository,
  { hash, label }: Commit,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const copy = join(folder, 'repository');
  await mkdir(copy, { recursive: true });
  const folders = await gitFoldersOf(top);
  if (folders) await copyGitFolder(folders, copy);
  // The index is of the checkout's files, none of which are here.
  await rm(join(copy, '.git', 'index'), { force: true });
  // Named, not found: a copy that has become no repository must not lead git to one around it.
  const place = [`--git-dir=${join(copy, '.git')}`, `--work-tree=${copy}`];
  const plain = ['-c', 'core.sparseCheckout=false', '-c', 'core.bare=false'];
  const answer = await git(copy, [...place, ...plain, 'checkout', '--quiet', '--force', '--detach', hash], { signal });
  if (!answer.ok) {
    throw new UpgradeError({
      code: 'CHECKOUT_FAILED',
      message: `The files of ${label} could not be checked out: ${answer.stderr.split('\n')[0]}`,
      remedy: 'Fetch the commit with all its files (no partial clone), and run again.',
    });
  }
  await linkInstalled(top, prefix, folder, copy);
  return resolve(copy, prefix);
}

/** Whatever is installed or generated beside the code and not in git: `node_modules` on the way up, and `.gen`. */
async function linkInstalled(top: string, prefix: string, folder: string, copy: string): Promise<void> {
  const project = join(top, prefix);
  for (const directory of upwards(project, top)) {
    const place = join(copy, relative(top, directory));
    // A folder that the commit has not needs no packages; one that it only links to lies elsewhere, where nothing is written.
    if (!(await isOwnFolder(place))) continue;
    await linkPackages(join(directory, 'node_modules'), join(place, 'node_modules'), top, copy);
  }
  const generated = join(copy, prefix, '.gen');
  if ((await isFolder(join(project, '.gen'))) && (await isOwnFolder(dirname(generated)))) {
    await symlink(await realpath(join(project, '.gen')), generated).catch(ignoreExisting);
  }
  for (let directory = dirname(top); directory !== dirname(directory); directory = dirname(directory)) {
    const packages = join(directory, 'node_modules');
    if (!(await isFolder(packages))) continue;
    await symlink(packages, join(folder, 'node_modules'));
    return;
  }
}

function upwards(from: string, top: string): string[] {
  const directories = [from];
  for (let directory = from; relative(top, directory) !== ''; directory = dirname(directory)) {
    directories.push(dirname(directory));
  }
  return directories;
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
