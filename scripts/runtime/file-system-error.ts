import { UpgradeError } from './errors';
import { printable } from './printable';

const full = new Set(['ENOSPC', 'EDQUOT']);
const refusedByMachine = new Set(['EACCES', 'EPERM', 'EROFS', ...full, 'EMFILE', 'ENFILE']);

/** A temporary folder on a full disk, somebody else's file: a problem of this machine, not a bug of ours. Undefined for anything else. */
export function fileSystemError(error: unknown): UpgradeError | undefined {
  const { code = '', path: of, dest, message } = (error ?? {}) as NodeJS.ErrnoException & { dest?: string };
  if (!refusedByMachine.has(code)) return undefined;
  // What has no room is where it is written to.
  const path = dest !== undefined && full.has(code) ? dest : of;
  return new UpgradeError({
    code: 'FILE_SYSTEM',
    message: `This machine does not let ${path === undefined ? 'a file' : printable(path)} be read or written: ${printable(message)}.`,
    remedy:
      'Give this user the rights, or make room (TMPDIR names another folder for temporary files), and run the command again.',
    cause: error,
  });
}
