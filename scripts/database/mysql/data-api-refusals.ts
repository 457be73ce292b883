import type { RefusalIn } from '../data-api-failures';
import { errorNumber, refusedByMysql } from './refusals';

/** Of these the login failed, not the statement. */
const ofLogin: readonly number[] = [
  errorNumber.tooManyConnections,
  errorNumber.noDatabaseRight,
  errorNumber.accessDenied,
  errorNumber.noSuchDatabase,
  errorNumber.hostNotAllowed,
];

/** Without the number of the request, which our own translation of faults adds. */
const form = /Database error code: (\d+)\. Message: (.*?)(?: \(HTTP \d+[^()]*\))?$/s;

/**
 * As the Data API words it: `Database error code: 1146. Message: Table 'a.b' doesn't exist`. AWS does not publish the form; this one is of
 * a BadRequestException that a user met (https://github.com/cloud-utils/aurora-data-api/issues/21). What is worded otherwise is told as it
 * is, and counts as not answered.
 */
export const mysqlRefusal: RefusalIn = (message, limits) => {
  const [, code, said] = form.exec(message) ?? [];
  if (code === undefined || said === undefined) return undefined;
  return ofLogin.includes(Number(code)) ? 'login' : refusedByMysql(Number(code), said, limits);
};
