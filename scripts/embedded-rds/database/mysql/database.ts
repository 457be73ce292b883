import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { ClusterServer, Remembered } from '../engine';
import { freePort } from '../free-port';
import { endLeftover } from '../leftover';
import { giveToServer } from '../server-process';
import type { WantedServer } from '../wanted/wanted';
import { allow } from './access';
import { auroraObjects, firstStatements, masterPassword, owner } from './aurora-objects';
import type { Mariadb } from './installed';
import { MariadbServer } from './mariadb-server';
import { optionsOf } from './options';
import type { InFolder, Row, Steered } from './steered';
import { tellTopology } from './topology';

/** The database of one Aurora MySQL cluster: a folder, and a MariaDB on it while it runs. */
export class MysqlDatabase implements ClusterServer, Steered {
  /** Made by this process. */
  isNew = false;
  /** Whether everybody may write who has the right to. */
  isOpen = false;
  private running: MariadbServer | undefined;
  private applied = '';
  private became = '';
  private session: Promise<Connection> | undefined;

  private constructor(
    readonly cluster: string,
    readonly folder: string,
    private readonly mariadb: Mariadb,
    private remembered: InFolder,
  ) {}

  /** The folder of an earlier start, or a new one. What was not finished is begun anew. */
  static async open(wanted: WantedServer, folder: string, isTarget: boolean, mariadb: Mariadb): Promise<MysqlDatabase> {
    const file = join(folder, 'database.json');
    if (existsSync(file))
      return new MysqlDatabase(wanted.cluster, folder, mariadb, JSON.parse(readFileSync(file, 'utf8')));
    await endLeftover(join(folder, 'data'));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    giveToServer(folder);
    writeFileSync(join(folder, 'owner'), randomBytes(18).toString('base64url'), { mode: 0o600 });
    const server = new MysqlDatabase(wanted.cluster, folder, mariadb, { parameters: wanted.parameters });
    if (!isTarget) await server.setUp(wanted);
    server.isNew = true;
    return server;
  }

  get hasDied(): boolean {
    return this.running?.hasEnded === true;
  }

  /** Undefined while it does not run. */
  get port(): number | undefined {
    return this.running?.port;
  }

  get pid(): number | undefined {
    return this.running?.pid;
  }

  get logged(): string {
    return this.running?.logged ?? '';
  }

  get replication(): Remembered['replication'] {
    return this.remembered.replication;
  }

  get isFenced(): boolean {
    return this.remembered.isFenced === true;
  }

  get withheld(): readonly string[] {
    return this.remembered.withheld ?? [];
  }

  get parameters(): Record<string, string> {
    return this.remembered.parameters.engine;
  }

  get masterVerifier(): string | undefined {
    return this.remembered.masterVerifier;
  }

  remember(change: Partial<InFolder>): void {
    this.remembered = { ...this.remembered, ...change };
    const file = join(this.folder, 'database.json');
    writeFileSync(`${file}.tmp`, JSON.stringify(this.remembered));
    renameSync(`${file}.tmp`, file);
  }

  async become(wanted: WantedServer): Promise<void> {
    const text = JSON.stringify(wanted);
    if (this.hasDied) await this.stop();
    const isSo = text === this.became && (this.running !== undefined || !wanted.runs);
    // A clone that has not come yet.
    const isEmpty = !existsSync(join(this.folder, 'data'));
    if (isSo || isEmpty) return;
    this.became = '';
    if (!wanted.awaitsRestart) this.remember({ parameters: wanted.parameters });
    const settings = this.remembered.parameters.engine;
    if (!wanted.runs || this.applied !== JSON.stringify(settings)) await this.stop();
    if (wanted.runs) {
      if (this.running === undefined) await this.start(settings);
      await allow(this, wanted.access);
      this.isOpen = wanted.access === 'open';
      await tellTopology(this, wanted.topology);
      if (wanted.masterVerifier !== this.masterVerifier && wanted.access === 'open') {
        await this.sql(masterPassword(wanted.masterUser, wanted.masterVerifier));
        this.remember({ masterVerifier: wanted.masterVerifier });
      }
    }
    this.became = text;
  }

  /** Whatever it is to become next is looked at anew. */
  changed(): void {
    this.became = '';
  }

  /** Rows of a statement of the superuser. It is not in the binary log. */
  async sql(text: string): Promise<Row[]> {
    this.session ??= this.connect();
    try {
      const [rows] = await (await this.session).query<RowDataPacket[]>(text);
      return rows as Row[];
    } catch (error) {
      if ((error as { fatal?: boolean }).fatal === true) this.session = undefined;
      throw error;
    }
  }

  get password(): string {
    return readFileSync(join(this.folder, 'owner'), 'utf8');
  }

  /** It has no session in a database: nothing of it is in anybody's way. */
  async letGo(): Promise<void> {}

  async stop(): Promise<void> {
    const { running, session } = this;
    this.running = undefined;
    this.session = undefined;
    this.applied = '';
    await session?.then((client) => client.destroy()).catch(() => {});
    await running?.stop();
  }

  /** Ends the copying of a server that is stopped (SIGSTOP), or goes on with it. */
  signal(name: NodeJS.Signals): void {
    this.running?.signal(name);
  }

  /** `init`: what it does before it lets anybody in. It lets nobody write until it is told who may. */
  async start(settings: Record<string, string>, init?: string): Promise<void> {
    this.running = await MariadbServer.start({
      mariadb: this.mariadb,
      folder: this.folder,
      port: await freePort(),
      init,
      options: optionsOf(settings, serverId(this.cluster)),
    });
    this.applied = JSON.stringify(settings);
  }

  private async connect(): Promise<Connection> {
    if (this.running === undefined) throw new Error(`The database of ${this.cluster} does not run.`);
    const client = await createConnection({
      host: '127.0.0.1',
      port: this.running.port,
      user: owner,
      password: this.password,
      supportBigNumbers: true,
    });
    // An error that comes while nothing is asked is told by the next statement.
    client.on('error', () => {});
    await client.query("SET sql_log_bin = 0, sql_mode = '', wait_timeout = 2000000");
    return client;
  }

  private async setUp(wanted: WantedServer): Promise<void> {
    const { masterUser: master, masterVerifier: verifier, firstDatabase: database } = wanted;
    await this.start(this.parameters, firstStatements(this.password));
    for (const { user, host } of await this.sql('SELECT user AS user, host AS host FROM mysql.user'))
      if (user !== owner && user !== 'mariadb.sys') await this.sql(`DROP USER '${user}'@'${host}'`);
    const objects = auroraObjects({ password: this.password, master, verifier, database });
    for (const statement of objects) await this.sql(statement);
    this.remember({ masterVerifier: verifier });
  }
}

/** Servers that replicate from one another must differ in it. */
function serverId(cluster: string): number {
  return (createHash('sha256').update(cluster).digest().readUInt32BE(0) >>> 1) + 1;
}
