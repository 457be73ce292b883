import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { replaceFile } from '../checkout/replace-file';
import { refusal } from '../runtime/errors';
import type { ProvenEdit } from './edit';

/**
 * Writes a proven edit: completely or not at all, keeping the file's mode, through symbolic links. A file that has changed since the
 * proof is left alone. Returns the file's real path.
 * @throws UpgradeError FILE_CHANGED, OUTSIDE_PROJECT, NOT_WRITABLE
 */
export async function applyEdit(edit: ProvenEdit): Promise<string> {
  const project = await realpath(edit.projectDir);
  const file = await realpath(join(project, edit.file)).catch(() => undefined);
  if (file !== undefined && !file.startsWith(project + sep)) {
    throw refusal(
      'OUTSIDE_PROJECT',
      `${edit.file} is a link to ${file}, outside the project.`,
      'Make the change there by hand.',
    );
  }
  const current = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || !current?.equals(edit.content.before)) {
    throw refusal(
      'FILE_CHANGED',
      `${edit.file} changed while the edit was being proven, so nothing was written to it.`,
      'Save your work in it, then run the command again.',
    );
  }
  await replaceFile(file, edit.content.after);
  return file;
}
