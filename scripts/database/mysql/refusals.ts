import { printable } from '../../runtime/printable';
import { Refused } from '../ask-in-parts';
import type { Limits } from '../statement';

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
export const errorNumber = {
  tooManyConnections: 1040,
  noDatabaseRight: 1044,
  accessDenied: 1045,
  noSuchDatabase: 1049,
  shutdown: 1053,
  lockTimeout: 1205,
  userLimit: 1226,
  hostBlocked: 1129,
  hostNotAllowed: 1130,
  killed: 1317,
  timedOut: 3024,
  /** MariaDB's. */
  timedOutThere: 1969,
  accountLocked: 3118,
  passwordExpired: 1820,
  plainTransport: 3159,
} as const;

/** What MySQL says against a question, as the sentence of its answer. */
export function refusedByMysql(code: number, message: string, { statement, lock }: Limits): Refused {
  if (code === errorNumber.timedOut || code === errorNumber.timedOutThere) {
    return new Refused(`It took longer than ${statement / 1000} s (error ${code}).`, true);
  }
  if (code === errorNumber.lockTimeout) {
    return new Refused(`It waited ${lock / 1000} s for a lock that somebody else holds (error ${code}).`);
  }
  return new Refused(`MySQL refused it: ${printable(message).replace(/\.$/, '')} (error ${code}).`);
}
