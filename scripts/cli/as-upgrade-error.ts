import { commandLine } from '../../constructs/command-line';
import { RdsFault, RdsUnreachable } from '../aws/faults';
import { UpgradeError } from '../runtime/errors';

/** What RDS answers outside the loop that knows what to do about it; undefined for what is a bug of ours. */
export function asUpgradeError(error: unknown): UpgradeError | undefined {
  if (error instanceof UpgradeError) return error;
  if (error instanceof RdsUnreachable) {
    return new UpgradeError({
      code: 'RDS_UNREACHABLE',
      message: `${error.message}.`,
      remedy: /ECONNREFUSED/.test(error.message)
        ? `Start what should answer there (${commandLine('local')} for the embedded RDS), or correct the endpoint, and run again.`
        : 'Run the same command again; nothing was changed by this one.',
    });
  }
  if (error instanceof RdsFault) {
    return new UpgradeError({
      code: 'RDS_REFUSED',
      message: `RDS refused ${error.operation} (${error.fault}): ${error.message}`,
      remedy: 'Mend what RDS names and run the same command again.',
    });
  }
  return undefined;
}
