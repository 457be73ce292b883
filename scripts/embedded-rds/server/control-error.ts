import { ExitCode, UpgradeError } from '../../runtime/errors';

/** A wrong request to the control API: one sentence. */
export class ControlError extends UpgradeError {
  constructor(message: string) {
    const remedy = 'scripts/embedded-rds/README.md describes every command and every fault.';
    super({ code: 'BAD_CONTROL', message, remedy, exitCode: ExitCode.usage });
  }
}
