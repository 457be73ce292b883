import { commandLine } from '../../constructs/command-line';
import { RdsFault, RdsUnreachable } from '../aws/faults';
import { UpgradeError } from '../runtime/errors';
import { fileSystemError } from '../runtime/file-system-error';

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
      remedy: 'Fix what it reports, then run the same command again.',
    });
  }
  return fileSystemError(error);
}

function remedyOf({ message, nobodyThere }: RdsUnreachable): string {
  if (/\bthe proxy \S+/.test(message)) {
    return 'Correct the proxy in HTTPS_PROXY or HTTP_PROXY (http://user:password@host:port if it needs a login), or start it, then run again.';
  }
  if (/ECONNREFUSED/.test(message)) {
    return `Start what should answer there (${commandLine('local')} for the embedded RDS), or correct the endpoint, and run again.`;
  }
  return nobodyThere
    ? 'Something other than AWS answers: correct the endpoint, or log in to the network or proxy in between, then run again.'
    : 'Run the same command again; this one changed nothing.';
}
