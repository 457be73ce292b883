import { ExitCode, UpgradeError } from '../../runtime/errors';
import { specification } from '../specification';

/** A wrong request to the control API: one sentence. */
export class ControlError extends UpgradeError {
  constructor(message: string) {
    const remedy = `${specification} describes every command and every fault.`;
    super({ code: 'BAD_CONTROL', message, remedy, exitCode: ExitCode.usage });
  }
}
