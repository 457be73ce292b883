import { printable } from '../runtime/printable';
import type { ConnectionAccess, PasswordSource } from './access';
import { NotReached } from './database-port';
import { sqlState } from './refusals';

export interface FromServer extends Error {
  /** Of Node.js (`ECONNREFUSED`), of TLS, or SQLSTATE. */
  code?: string;
}

/** One attempt to log in. */
export interface Attempt extends Pick<ConnectionAccess, 'host' | 'port' | 'endpoint' | 'password'> {
  user: string;
  database: string;
  /** Milliseconds. */
  limit: number;
}

/** Of one kind of failure: whether it is that, what is wrong, and what to do. */
export interface FailureRow<Failure> {
  when(error: Failure, attempt: Attempt): boolean;
  message(attempt: Attempt, text: string): string;
  remedy(attempt: Attempt, text: string): string;
}

/** What any driver's error has. */
interface Failure {
  name: string;
  message: string;
  code?: string;
}

const coded =
  (...codes: string[]) =>
  ({ code = '' }: Failure) =>
    codes.includes(code);
const saying =
  (pattern: RegExp) =>
  ({ message }: Failure) =>
    pattern.test(message);
export const at = ({ host, port }: Attempt) => `${host}:${port}`;
const isIam = ({ password }: Attempt) => password.from === 'iam';

const routes =
  'Run it on a machine inside the VPC, open a tunnel and name it (--database-host 127.0.0.1 --database-port), or turn the Data API on and use --data-api.';

/** What can be wrong before a server has said anything of its own. @param server  what must listen there */
export const networkRows = (server: string): readonly FailureRow<Failure>[] => [
  {
    when: coded('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'),
    message: ({ host }) => `The host ${host} is unknown to this machine's name servers.`,
    remedy: () => 'Check the name (--database-host) and the DNS of this network.',
  },
  {
    when: (error) =>
      coded('ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN')(error) || saying(/^timeout expired$/)(error),
    message: (attempt) =>
      `${at(attempt)} did not answer within ${attempt.limit / 1000} seconds: there is no route from this machine, or a security group does not let it in.`,
    remedy: () => routes,
  },
  {
    // Of a question, not of the login.
    when: saying(/^Query read timeout$/),
    message: (attempt) => `${at(attempt)} accepted the login, and then did not answer a query.`,
    remedy: () => routesOrAgain,
  },
  {
    when: coded('ECONNREFUSED'),
    message: (attempt) => `${at(attempt)} refused the connection: nothing listens on that port.`,
    remedy: () =>
      'Check host and port (--database-host, --database-port), and whether a tunnel that is meant to be there is open.',
  },
  {
    when: coded('ERR_TLS_CERT_ALTNAME_INVALID'),
    message: (attempt) => `The certificate of ${at(attempt)} is not for ${attempt.endpoint.host}.`,
    remedy: () => 'Check where the host or the tunnel leads; it must be the cluster itself, not an RDS Proxy.',
  },
  {
    when: coded('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'),
    message: (attempt) => `The certificate of ${at(attempt)} is not valid at the time that this machine's clock shows.`,
    remedy: () => "Set this machine's clock, or rotate the instances' certificates in RDS.",
  },
  {
    when: (error) => isOfCertificates(error.code),
    message: (attempt, text) => `The certificate of ${at(attempt)} was not issued by RDS (${text}).`,
    remedy: () => 'Check where the host or the tunnel leads, and whether something on the way intercepts TLS.',
  },
  {
    when: (error) => /^(EPROTO|ERR_SSL_)/.test(error.code ?? '') || saying(/establishing an SSL connection/)(error),
    message: (attempt, text) => `No TLS connection to ${at(attempt)} can be made (${text}).`,
    remedy: () => `Check host and port: ${server} must listen there.`,
  },
];

/** The first row that fits. */
const rows: readonly FailureRow<FromServer>[] = [
  {
    when: saying(/does not support SSL connections/),
    message: (attempt) => `${at(attempt)} does not offer TLS, and Aurora always does: it is another server.`,
    remedy: () => 'Check host and port: no password is sent without TLS, but to an embedded RDS on this machine.',
  },
  {
    // RDS checks IAM tokens by PAM, and says no more than this.
    when: (error, attempt) =>
      isIam(attempt) && coded(sqlState.passwordWrong, sqlState.notAuthorized)(error) && !noHba(error),
    message: (attempt) => `RDS did not accept the IAM token for the database user ${printable(attempt.user)}.`,
    remedy: ({ user }) =>
      `Check that IAM authentication is on, that the role is allowed rds-db:connect on dbuser:<resource id>/${printable(user)}, and that GRANT rds_iam TO that user was run.`,
  },
  {
    when: coded(sqlState.passwordWrong),
    message: ({ user }) => `The password of the database user ${printable(user)} is wrong, or there is no such user.`,
    remedy: ({ password }) => `Correct it ${placeOf(password)}, or name another user (--database-user).`,
  },
  {
    when: (error) => noHba(error),
    message: ({ user, database }, text) =>
      `The server does not let ${printable(user)} into the database ${printable(database)} from here: ${text}.`,
    remedy: () => 'Check whether this user may log in with a password, and from this network.',
  },
  {
    when: coded(sqlState.notAuthorized),
    message: ({ user }, text) => `The database user ${printable(user)} may not log in: ${text}.`,
    remedy: () => 'Create it with LOGIN, or name another user (--database-user).',
  },
  {
    when: coded(sqlState.insufficientPrivilege),
    message: ({ user, database }) =>
      `The database user ${printable(user)} may not connect to the database ${printable(database)}.`,
    remedy: ({ user, database }) => `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${quoted(user)};`,
  },
  {
    when: coded(sqlState.noSuchDatabase, sqlState.databaseDropped),
    message: (attempt) => `There is no database ${printable(attempt.database)} on ${at(attempt)}.`,
    remedy: () => 'Name one that exists: --database-name.',
  },
  {
    // Of one database or one role the limit may be 0, and then waiting helps nobody.
    when: (error) => coded(sqlState.tooManyConnections)(error) && /for (database|role) "/.test(error.message),
    message: (attempt, text) => `${at(attempt)} takes no more connections: ${text}.`,
    remedy: ({ database, user }, text) =>
      `Raise that limit, -1 is none: ALTER ${/for role "/.test(text) ? `ROLE ${quoted(user)}` : `DATABASE ${quoted(database)}`} CONNECTION LIMIT -1; or run it again when fewer clients are connected, where it is not 0.`,
  },
  {
    when: coded(sqlState.tooManyConnections),
    message: (attempt, text) => `${at(attempt)} takes no more connections: ${text}.`,
    remedy: () => 'Run it again when fewer clients are connected, or raise the limit that is named.',
  },
  {
    when: coded(sqlState.cannotConnectNow, sqlState.adminShutdown, sqlState.crashShutdown),
    message: (attempt, text) => `${at(attempt)} is starting or shutting down: ${text}.`,
    remedy: () => 'Run the command again in a minute.',
  },
  ...networkRows('a PostgreSQL server'),
  {
    when: saying(/SASL|SCRAM/),
    message: (attempt, text) => `The login at ${at(attempt)} could not be completed: ${text}.`,
    remedy: () => 'Check that a PostgreSQL server listens there, and which passwords it stores (password_encryption).',
  },
];

const places = { iam: 'in IAM', secret: 'in the secret', command: 'in what the command prints' } as const;

/** Where a password is to be corrected. */
export const placeOf = (password: PasswordSource): string =>
  password.from === 'environment' ? `in ${password.variable}` : places[password.from];

const noHba = saying(/no pg_hba\.conf entry|pg_hba\.conf rejects/);

/** https://nodejs.org/docs/latest-v22.x/api/tls.html#x509-certificate-error-codes */
const isOfCertificates = (code = '') =>
  /CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|INVALID_CA|HOSTNAME_MISMATCH/.test(code);

const quoted = (name: string) => `"${printable(name).replaceAll('"', '""')}"`;

/** Why there is no connection, and what to do about it. */
export const notConnected = (error: FromServer, attempt: Attempt): NotReached => notConnectedBy(rows, error, attempt);

/** The same, by the rows of an engine. */
export function notConnectedBy<Of extends Failure>(
  rows: readonly FailureRow<Of>[],
  error: Of,
  attempt: Attempt,
): NotReached {
  const text = printable(error.message || error.code || error.name).replace(/\.$/, '');
  const row = rows.find(({ when }) => when(error, attempt));
  if (row !== undefined) return new NotReached(row.message(attempt, text), row.remedy(attempt, text));
  const code = error.code === undefined || text.includes(error.code) ? '' : ` (${printable(error.code)})`;
  return new NotReached(
    `The connection to ${at(attempt)} was lost or could not be made: ${text}${code}.`,
    routesOrAgain,
  );
}

const routesOrAgain =
  'Run the command again; if it happens each time, check what stands between this machine and the cluster.';
