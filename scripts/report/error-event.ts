import type { UpgradeError } from '../runtime/errors';
import type { RunEvent } from './event';

/** An error as it is told. */
export const errorEvent = (error: UpgradeError, cluster?: string): RunEvent => ({
  code: 'ERROR',
  ...(cluster === undefined ? {} : { cluster }),
  error: error.code,
  message: error.message,
  remedy: error.remedy,
  ...detailsOf(error),
});

/** Absent where the message says all. */
export const detailsOf = ({ details }: UpgradeError): { details?: readonly string[] } =>
  details.length === 0 ? {} : { details };
