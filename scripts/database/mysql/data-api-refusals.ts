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

/** As the Data API words it: `Database error code: 1146. Message: Table 'a.b' doesn't exist`. */
export const mysqlRefusal: RefusalIn = (message, limits) => {
  const [, code, said] = /Database error code: (\d+)\. Message: (.*)$/s.exec(message) ?? [];
  if (code === undefined || said === undefined) return undefined;
  return ofLogin.includes(Number(code)) ? 'login' : refusedByMysql(Number(code), said, limits);
};
