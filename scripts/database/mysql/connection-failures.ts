import { printable } from '../../runtime/printable';
import { type Attempt, at, type FailureRow, networkRows, notConnectedBy, placeOf } from '../connection-failures';
import type { NotReached } from '../database-port';
import { errorNumber } from './refusals';

/** Of mysql2: `errno` is MySQL's number, or Node's negative one of a network failure. */
export interface MysqlFailure {
  name: string;
  message: string;
  code?: string;
  errno?: number;
}

type Row = FailureRow<MysqlFailure>;

const numbered =
  (...numbers: number[]): Row['when'] =>
  ({ errno }) =>
    errno !== undefined && numbers.includes(errno);
const saying =
  (pattern: RegExp): Row['when'] =>
  ({ message }) =>
    pattern.test(message);
const isIam = ({ password }: Attempt) => password.from === 'iam';

const rows: readonly Row[] = [
  {
    when: ({ code }) => code === 'HANDSHAKE_NO_SSL_SUPPORT',
    message: (attempt) => `${at(attempt)} does not offer TLS, and Aurora always does: it is another server.`,
    remedy: () => 'Check host and port: no password is sent without TLS, but to an embedded RDS on this machine.',
  },
  {
    // RDS's plugin says no more than this of a token.
    when: (error, attempt) => isIam(attempt) && numbered(errorNumber.accessDenied)(error, attempt),
    message: ({ user }) => `RDS did not accept the IAM token for the database user ${printable(user)}.`,
    remedy: ({ user }) =>
      `Check that IAM authentication is on, that the role is allowed rds-db:connect on dbuser:<resource id>/${printable(user)}, and that the user was made with IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'.`,
  },
  {
    when: numbered(errorNumber.accessDenied),
    message: ({ user }) => `The password of the database user ${printable(user)} is wrong, or there is no such user.`,
    remedy: ({ password }) => `Correct it ${placeOf(password)}, or name another user (--database-user).`,
  },
  {
    when: numbered(errorNumber.noDatabaseRight),
    message: ({ user, database }) =>
      `The database user ${printable(user)} may not use the database ${printable(database)}.`,
    remedy: ({ user }) => `Grant it a right there, or omit --database-name: GRANT PROCESS ON *.* TO ${account(user)};`,
  },
  {
    when: numbered(errorNumber.noSuchDatabase),
    message: (attempt) => `There is no database ${printable(attempt.database)} on ${at(attempt)}.`,
    remedy: () => 'Name one that exists: --database-name.',
  },
  {
    when: numbered(errorNumber.hostNotAllowed, errorNumber.hostBlocked),
    message: (attempt, text) => `${at(attempt)} lets nobody in from this machine: ${text}.`,
    remedy: () => "Check the user's host part ('preflight'@'%'), and max_connect_errors.",
  },
  {
    when: numbered(errorNumber.tooManyConnections, errorNumber.userLimit),
    message: (attempt, text) => `${at(attempt)} takes no more connections: ${text}.`,
    remedy: () => 'Run it again when fewer clients are connected, or raise the limit that is named.',
  },
  {
    when: (error, attempt) =>
      numbered(errorNumber.accountLocked, errorNumber.passwordExpired)(error, attempt) ||
      saying(/account is locked/i)(error, attempt),
    message: ({ user }, text) => `The database user ${printable(user)} may not log in: ${text}.`,
    remedy: ({ user }) => `ALTER USER ${account(user)} ACCOUNT UNLOCK; or give it a new password.`,
  },
  {
    when: numbered(errorNumber.shutdown),
    message: (attempt, text) => `${at(attempt)} is starting or shutting down: ${text}.`,
    remedy: () => 'Run the command again in a minute.',
  },
  {
    when: saying(/mysql_clear_password|cleartext|authentication plugin/i),
    message: (attempt, text) => `The login at ${at(attempt)} could not be completed: ${text}.`,
    remedy: () =>
      'Check how the user logs in (its plugin in mysql.user): a password is never sent in clear, but an IAM token over TLS.',
  },
];

const account = (user: string) => `'${printable(user).replaceAll("'", "''")}'@'%'`;

/** The driver replaces the code of whatever TLS has against a server by one of its own. */
const tlsCodes: readonly (readonly [RegExp, string])[] = [
  [/does not match certificate's altnames/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/certificate has expired/, 'CERT_HAS_EXPIRED'],
  [/certificate is not yet valid/, 'CERT_NOT_YET_VALID'],
  [/certificate/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/./, 'EPROTO'],
];

function withTlsCode(error: MysqlFailure): MysqlFailure {
  if (error.code !== 'HANDSHAKE_SSL_ERROR') return error;
  const [, code] = tlsCodes.find(([said]) => said.test(error.message)) ?? [];
  return { ...error, ...(code === undefined ? {} : { code }) };
}

/** Why there is no connection, and what to do about it. */
export const notConnectedToMysql = (error: MysqlFailure, attempt: Attempt): NotReached =>
  notConnectedBy([...rows, ...networkRows('a MySQL server')], withTlsCode(error), attempt);
