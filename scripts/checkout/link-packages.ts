import { lstat, mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * Links installed packages into the checkout of another commit. Workspaces are packages too, and their code belongs to the repository:
 * such a link points into the copy, so that each commit runs its own code.
 */
export async function linkPackages(from: string, to: string, top: string, copy: string): Promise<void> {
  const packages = await packagesOf(from);
  // A commit may hold its packages itself.
  if (packages === undefined || (await isThere(to))) return;
  const own = await Promise.all(packages.map((path) => ownCode(join(from, path), top)));
  if (own.every((place) => place === undefined)) {
    await symlink(await realpath(from), to);
    return;
  }
  for (const [index, path] of packages.entries()) {
    const place = own[index];
    await mkdir(join(to, path, '..'), { recursive: true });
    const target = place === undefined ? join(from, path) : join(copy, place);
    await symlink(target, join(to, path));
  }
  // What a workspace has installed for itself. By now `to` exists, so workspaces that need each other end here.
  for (const place of own) {
    if (place === undefined || place === '' || !(await isOwnFolder(join(copy, place)))) continue;
    await linkPackages(join(top, place, 'node_modules'), join(copy, place, 'node_modules'), top, copy);
  }
}

/** `cdktf`, `@cdktf/provider-aws`; undefined where nothing is installed. */
async function packagesOf(folder: string): Promise<string[] | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return undefined;
  const found = names.map(async (name) =>
    name.startsWith('@') ? (await readdir(join(folder, name)).catch(() => [])).map((each) => join(name, each)) : [name],
  );
  return (await Promise.all(found)).flat();
}

/** Where a package is code of the repository, relative to its top. */
async function ownCode(path: string, top: string): Promise<string | undefined> {
  const real = await realpath(path).catch(() => path);
  const place = relative(top, real);
  return place.startsWith('..') || place.split(sep).includes('node_modules') ? undefined : place;
}

/** Not just a link to one that is elsewhere. */
export const isOwnFolder = (path: string) =>
  realpath(path).then(
    (real) => real === path,
    () => false,
  );

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

export function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
