import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { printable } from '../runtime/printable';

/**
 * The folder of the app, found as git finds its repository: the current folder, or the nearest above it with a `cdktf.json`, as far
 * up as the git repository goes. Outside a repository only the current folder counts: an app is run, and above may be anybody's.
 */
export function appFolder(from: string): string | undefined {
  const folders = withinRepository(from);
  return folders.find((folder) => existsSync(join(folder, 'cdktf.json')));
}

function withinRepository(from: string): string[] {
  const folders: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    folders.push(folder);
    // A file in linked worktrees and submodules.
    if (existsSync(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [from];
  }
}

/** From here on the current folder is the app's; which one, is told where it was another. */
export function enterAppFolder(): void {
  const folder = appFolder(process.cwd());
  if (folder === undefined || folder === process.cwd()) return;
  // Not through the report: the first line of --json names its format.
  process.stderr.write(`The app is the one in ${printable(folder)}.\n`);
  const { AWS_UPGRADE_DEBUG: log } = process.env;
  if (log !== undefined && log !== '' && log !== '1') process.env.AWS_UPGRADE_DEBUG = resolve(log);
  process.chdir(folder);
}
