import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { ProvenEdit } from './edit';

export type Applied =
  | { kind: 'applied'; file: string }
  | { kind: 'refused'; code: 'FILE_CHANGED' | 'OUTSIDE_PROJECT'; message: string; remedy: string };

/**
 * Writes a proven edit: completely or not at all, keeping the file's mode, through symbolic links. A file that is no longer as
 * the proof has read it is left alone.
 */
export async function applyEdit(edit: ProvenEdit): Promise<Applied> {
  const project = await realpath(edit.projectDir);
  const file = await realpath(join(project, edit.file)).catch(() => undefined);
  if (file !== undefined && !file.startsWith(project + sep)) {
    return {
      kind: 'refused',
      code: 'OUTSIDE_PROJECT',
      message: `${edit.file} leads out of the project, to ${file}.`,
      remedy: 'Make the change there by hand.',
    };
  }
  const current = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || !current?.equals(edit.content.before)) {
    return {
      kind: 'refused',
      code: 'FILE_CHANGED',
      message: `${edit.file} changed while the edit was being proven, so it was not touched.`,
      remedy: 'Save your work in it, then run the command again.',
    };
  }
  await replaceFile(file, edit.content.after);
  return { kind: 'applied', file };
}

/** In the same folder, because a rename is only atomic within one file system. */
async function replaceFile(file: string, content: Buffer): Promise<void> {
  const temporary = join(dirname(file), `.${randomBytes(6).toString('hex')}.aurora-upgrade.tmp`);
  try {
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
  } finally {
    await rm(temporary, { force: true });
  }
}
