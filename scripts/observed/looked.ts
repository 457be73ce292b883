import { RdsFault, RdsUnreachable } from '../aws/faults';
import { UpgradeError } from '../runtime/errors';
import type { Looked } from '../view/looked';

/** Only what concerns this one look: without credentials nothing at all can be read. */
const ofThisLook = new Set(['ACCESS_DENIED', 'RDS_UNREACHABLE', 'CALL_NOT_MADE', 'RDS_ANSWER_INCOMPLETE']);

/**
 * An extra look: what stands in its way is told and stops nothing. A short outage does not come to here, because the ports repeat
 * their reads.
 */
export async function looked<T>(read: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { kind: 'seen', value: await read() };
  } catch (error) {
    if (error instanceof UpgradeError && ofThisLook.has(error.code)) {
      return { kind: 'unseen', message: error.message, remedy: error.remedy };
    }
    if (error instanceof RdsFault || error instanceof RdsUnreachable) {
      const message = `${error.operation}: ${error.message}`;
      return { kind: 'unseen', message, remedy: 'Check it yourself, or run the same command again.' };
    }
    throw error;
  }
}
