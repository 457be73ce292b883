import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import type { ClusterServer, Remembered } from '../engine';
import { freePort } from '../free-port';
import { endLeftover } from '../leftover';
import type { Parameters } from '../wanted/parameters';
import type { WantedServer } from '../wanted/wanted';
import { auroraObjects, auroraRoles, configuration, owner } from './aurora-objects';
import type { Installed } from './installed';
import { PostgresServer } from './postgres-server';
import { identifier, literal } from './sql-text';

/** What a folder remembers of its database, beside the data. */
interface InFolder extends Remembered {
  major: number;
  masterVerifier?: string;
  parameters: Parameters;
}

/** The database of one cluster: a folder, and a PostgreSQL on it while it runs. */
export class DatabaseServer implements ClusterServer {
  /** Made by this process. */
  isNew = false;
  private running: PostgresServer | undefined;
  private applied = '';
  private became = '';
  private readonly sessions = new Map<string, Promise<Client>>();

  private constructor(
    readonly cluster: string,
    private readonly folder: string,
    private readonly installed: Installed,
    private remembered: InFolder,
  ) {}

  /** The folder of an earlier start, or a new one. What was not finished is begun anew. */
  static async open(wanted: WantedServer, folder: string, installed: Installed): Promise<DatabaseServer> {
    const file = join(folder, 'database.json');
    if (!existsSync(file)) {
      await endLeftover(join(folder, 'data'));
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'owner'), randomBytes(18).toString('base64url'), { mode: 0o600 });
    }
    const remembered: InFolder = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { major: installed.majorFor(wanted), parameters: wanted.parameters };
    const server = new DatabaseServer(wanted.cluster, folder, installed, remembered);
    if (!existsSync(file)) await server.setUp(wanted);
    return server;
  }

  get major(): number {
    return this.remembered.major;
  }

  get hasDied(): boolean {
    return this.running?.hasEnded === true;
  }

  /** Undefined while it does not run. */
  get port(): number | undefined {
    return this.running?.port;
  }

  /** What it has logged lately; empty while it does not run. */
  get logged(): string {
    return this.running?.logged ?? '';
  }

  get replication(): Remembered['replication'] {
    return this.remembered.replication;
  }

  /** Whether it was last started so that nobody can write. */
  get isFenced(): boolean {
    return existsSync(this.standbySignal);
  }

  remember(change: Partial<InFolder>): void {
    this.remembered = { ...this.remembered, ...change };
    const file = join(this.folder, 'database.json');
    writeFileSync(`${file}.tmp`, JSON.stringify(this.remembered));
    renameSync(`${file}.tmp`, file);
  }

  /** Makes it what is wanted; `more`: parameters of the moment. */
  async become(wanted: WantedServer, more: Record<string, string> = {}): Promise<void> {
    const text = JSON.stringify([wanted, more]);
    if (this.hasDied) await this.stop();
    if (text === this.became && (this.running !== undefined || !wanted.runs)) return;
    if (!wanted.awaitsRestart) this.remember({ parameters: wanted.parameters });
    const isFenced = wanted.access === 'fenced';
    const settings = { ...this.installed.known(this.major, this.remembered.parameters.engine), ...more };
    const start = JSON.stringify([settings, isFenced]);
    if (!wanted.runs || this.applied !== start) await this.stop();
    this.configure(wanted);
    this.became = text;
    if (!wanted.runs) return;
    if (this.running !== undefined) this.running.reload();
    else {
      await this.start(settings, isFenced);
      this.applied = start;
    }
    if (wanted.masterVerifier !== this.remembered.masterVerifier && wanted.access === 'open') {
      await this.sql('postgres', masterPassword(wanted));
      this.remember({ masterVerifier: wanted.masterVerifier });
    }
  }

  /** Rows of the last statement, as the superuser, in a session that stays until `letGo`. */
  async sql<Row extends QueryResultRow>(database: string, text: string, values?: unknown[]): Promise<Row[]> {
    const results = await (await this.session(database)).query<Row>(text, values);
    return (Array.isArray(results) ? (results.at(-1) as typeof results) : results).rows;
  }

  /** The same in a session of its own. */
  async withClient<Result>(database: string, use: (client: Client) => Promise<Result>): Promise<Result> {
    const client = await this.client(database);
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  /** Nobody can drop a database, or make another of it, while a session is in it. */
  async letGo(): Promise<void> {
    const others = [...this.sessions].filter(([database]) => database !== 'postgres');
    for (const [database] of others) this.sessions.delete(database);
    await Promise.all(others.map(async ([, client]) => (await client).end()));
  }

  private session(database: string): Promise<Client> {
    const known = this.sessions.get(database);
    if (known !== undefined) return known;
    const opened = this.client(database);
    const forget = () => void (this.sessions.get(database) === opened && this.sessions.delete(database));
    opened.then((client) => client.once('end', forget), forget);
    this.sessions.set(database, opened);
    return opened;
  }

  /** A session of the superuser, to be ended by the caller. */
  async client(database: string): Promise<Client> {
    const client = new Client({ ...this.connection, database });
    // An error that comes while nothing is asked is told by the next query.
    client.on('error', () => {});
    await client.connect();
    // What it does itself is never in the way of a fence of its own.
    await client.query('SET default_transaction_read_only = off');
    return client;
  }

  get connection(): { host: string; port: number; user: string; password: string } {
    if (this.running === undefined) throw new Error(`The database of ${this.cluster} does not run.`);
    const password = readFileSync(join(this.folder, 'owner'), 'utf8');
    return { host: '127.0.0.1', port: this.running.port, user: owner, password };
  }

  /** Databases that take connections, the owner's own included. */
  async databases(): Promise<{ oid: number; name: string }[]> {
    return this.sql(
      'postgres',
      'SELECT oid::int, datname AS name FROM pg_database WHERE NOT datistemplate AND datallowconn ORDER BY oid',
    );
  }

  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    this.sessions.clear();
    await running?.stop();
  }

  /** In recovery, as a standby without a source, nothing a client says makes it take writes. */
  private async start(settings: Record<string, string>, isFenced: boolean): Promise<void> {
    if (isFenced) writeFileSync(this.standbySignal, '');
    else rmSync(this.standbySignal, { force: true });
    const port = await freePort();
    this.running = await PostgresServer.start({
      binaries: this.installed.binaries(this.major),
      folder: this.folder,
      port,
      user: owner,
      password: readFileSync(join(this.folder, 'owner'), 'utf8'),
      settings: {
        ...settings,
        wal_retrieve_retry_interval: '200ms',
        allow_system_table_mods: 'off',
        // RDS's own prefix, and what its warnings are made from (actions/db-log-files.ts).
        log_line_prefix: '%t:%r:%u@%d:[%p]:',
        log_statement: 'ddl',
      },
    });
  }

  private get standbySignal(): string {
    return join(this.folder, 'data', 'standby.signal');
  }

  private configure(wanted: WantedServer): void {
    const { rds } = this.remembered.parameters;
    const { version, topology } = wanted;
    const text = configuration({ version, isReadOnly: wanted.access !== 'open', rds, topology });
    writeFileSync(join(this.folder, 'data', 'aurora.conf'), text, { mode: 0o644 });
  }

  private async setUp(wanted: WantedServer): Promise<void> {
    await this.start({ max_connections: '20' }, false);
    const master = identifier(wanted.masterUser);
    for (const database of ['template1', 'postgres'])
      await this.withClient(database, (client) => client.query(auroraObjects));
    await this.sql('postgres', auroraRoles(master));
    await this.sql('postgres', 'CREATE DATABASE rdsadmin');
    await this.sql('postgres', 'REVOKE ALL ON DATABASE rdsadmin FROM PUBLIC');
    await this.sql('postgres', `ALTER DATABASE postgres OWNER TO ${master}`);
    if (wanted.firstDatabase !== undefined && wanted.firstDatabase !== 'postgres')
      await this.sql('postgres', `CREATE DATABASE ${identifier(wanted.firstDatabase)} OWNER ${master}`);
    await this.sql('postgres', masterPassword(wanted));
    await this.stop();
    const file = join(this.folder, 'data', 'postgresql.conf');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\ninclude_if_exists 'aurora.conf'\n`);
    this.remember({ masterVerifier: wanted.masterVerifier });
    this.isNew = true;
  }
}

/** Of the verifier, not of the password, which nobody here knows. */
function masterPassword({ masterUser, masterVerifier }: WantedServer): string {
  const password = masterVerifier === undefined ? 'NULL' : literal(masterVerifier);
  return `ALTER ROLE ${identifier(masterUser)} PASSWORD ${password}`;
}
