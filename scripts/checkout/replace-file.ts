import { randomBytes } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { chmod, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refusal } from '../runtime/errors';
import { printable } from '../runtime/printable';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { outputOfGit } from './git';

/**
 * Writes a file completely or not at all, keeping its mode, with a rename, which is atomic within one file system. The temporary file
 * is in the git folder: a run that is killed leaves nothing in the working tree, and the next one removes it. If there is no git
 * folder, or it is on another file system or read-only, it is beside the file.
 */
export async function replaceFile(file: string, content: Buffer): Promise<void> {
  const git = (await outputOfGit(dirname(file), ['rev-parse', '--absolute-git-dir']))?.replace(/\r?\n$/, '');
  if (git !== undefined && (await replacedBy(git, file, content).catch(elsewhere))) return;
  try {
    await replacedBy(dirname(file), file, content);
  } catch (error) {
    throw notWritable(file, error as Error);
  }
}

const notThere = new Set(['EXDEV', 'EACCES', 'EPERM', 'EROFS']);

function elsewhere(error: NodeJS.ErrnoException): boolean {
  if (notThere.has(error.code ?? '')) return false;
  throw notWritable(error.path ?? 'a file of the checkout', error);
}

async function replacedBy(parent: string, file: string, content: Buffer): Promise<boolean> {
  await withTemporaryFolder(
    '.aurora-upgrade-write',
    async (folder) => {
      const temporary = join(folder, randomBytes(6).toString('hex'));
      const { mode } = await stat(file);
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await chmod(temporary, mode & 0o7777);
      await rename(temporary, file);
    },
    parent,
  );
  return true;
}

/**
 * Checked before anything is created whose version must be written into the code.
 * @throws UpgradeError NOT_WRITABLE
 */
export function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw notWritable(folder, error as Error);
  }
}

const notWritable = (path: string, error: Error) =>
  refusal(
    'NOT_WRITABLE',
    `The code cannot be written in ${printable(path)}: ${printable(error.message)}.`,
    'Run the command in a writable checkout, or write the version into the code by hand first.',
  );
