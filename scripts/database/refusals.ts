import { printable } from '../runtime/printable';
import { Refused } from './ask-in-parts';
import type { Limits } from './statement';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const sqlState = {
  passwordWrong: '28P01',
  notAuthorized: '28000',
  noSuchDatabase: '3D000',
  insufficientPrivilege: '42501',
  tooManyConnections: '53300',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  cannotConnectNow: '57P03',
  databaseDropped: '57P04',
} as const;

/** What PostgreSQL says against a statement, as the sentence of an answer. */
export function refusedBy(code: string, message: string, { statement, lock }: Limits): Refused {
  if (code === sqlState.lockNotAvailable) {
    return new Refused(`It waited ${lock / 1000} s for a lock that somebody else holds (SQLSTATE ${code}).`);
  }
  const slow = code === sqlState.queryCanceled;
  if (slow && /statement timeout/.test(message)) {
    return new Refused(`It took longer than ${statement / 1000} s (SQLSTATE ${code}).`, slow);
  }
  return new Refused(`PostgreSQL refused it: ${printable(message)} (SQLSTATE ${code}).`, slow);
}
