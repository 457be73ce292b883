import { commandLine } from '../../constructs/command-line';
import { RdsFault, RdsUnreachable } from '../aws/faults';
import { UpgradeError } from '../runtime/errors';
import { printable } from '../runtime/printable';

/** What RDS answers outside the loop that knows what to do about it; undefined for what is a bug of ours. */
export function asUpgradeError(error: unknown): UpgradeError | undefined {
  if (error instanceof UpgradeError) return error;
  if (error instanceof RdsUnreachable) {
    return new UpgradeError({
      code: 'RDS_UNREACHABLE',
      message: `${error.message}.`,
      remedy: remedyOf(error),
    });
  }
  if (error instanceof RdsFault) {
    return new UpgradeError({
      code: 'RDS_REFUSED',
      message: `${error.service} refused ${error.operation} (${error.fault}): ${error.message}`,
      remedy: 'Mend what it names and run the same command again.',
    });
  }
  return fileSystemError(error);
}

const refusedByDisk = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE']);

/** A temporary folder on a full disk, a file of somebody else: of this machine, and no bug of ours. */
function fileSystemError(error: unknown): UpgradeError | undefined {
  const { code = '', path, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (!refusedByDisk.has(code)) return undefined;
  return new UpgradeError({
    code: 'FILE_SYSTEM',
    message: `This machine does not let ${path === undefined ? 'a file' : printable(path)} be read or written: ${printable(message)}.`,
    remedy:
      'Give this user the rights, or make room (TMPDIR names another folder for temporary files), and run the command again.',
    cause: error,
  });
}

function remedyOf({ message, nobodyThere }: RdsUnreachable): string {
  if (/ECONNREFUSED/.test(message)) {
    return `Start what should answer there (${commandLine('local')} for the embedded RDS), or correct the endpoint, and run again.`;
  }
  return nobodyThere
    ? 'Something else than AWS answers: correct the endpoint, or log in to the network or proxy that stands between, and run again.'
    : 'Run the same command again; nothing was changed by this one.';
}
