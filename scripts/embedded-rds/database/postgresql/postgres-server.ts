import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UpgradeError } from '../../../runtime/errors';
import { given } from '../../../runtime/given';
import { endLeftover } from '../leftover';
import { giveToServer, keptLog, ServerProcess } from '../server-process';
import { executable } from './binaries';
import { initialize } from './initialize';

interface ServerSettings {
  /** The folder with `postgres` and `initdb`. */
  binaries: string;
  /** An empty or missing folder, or one with the data of an earlier start. */
  folder: string;
  port: number;
  user: string;
  password: string;
  /** Beside those that logical replication needs. */
  settings?: Record<string, string>;
  /** Milliseconds within which it must accept connections, default two minutes; then it is ended. */
  startLimit?: number;
}

/** A real PostgreSQL on the loopback interface. Its data are not safe against a crash of the machine: nothing here is worth an fsync. */
export class PostgresServer {
  private constructor(
    readonly port: number,
    private readonly running: ServerProcess,
  ) {}

  static async start(server: ServerSettings): Promise<PostgresServer> {
    mkdirSync(server.folder, { recursive: true });
    giveToServer(server.folder);
    const data = join(server.folder, 'data');
    if (existsSync(join(data, 'PG_VERSION'))) await endLeftover(data);
    else
      await initialize({ ...server, ...given({ limit: server.startLimit }) }, data).catch((error) => {
        throw notStarted(server.folder, String((error as { stderr?: unknown }).stderr ?? error));
      });
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(server.port),
      unix_socket_directories: '',
      wal_level: 'logical',
      fsync: 'off',
      full_page_writes: 'off',
      ...server.settings,
    };
    const running = await ServerProcess.start({
      program: join(server.binaries, executable('postgres')),
      args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      folder: server.folder,
      orphaned: 'QUIT',
      isReady: /database system is ready to accept (read-only )?connections/,
      startLimit: server.startLimit,
      notStarted: (logged) => notStarted(server.folder, logged),
    });
    return new PostgresServer(server.port, running);
  }

  get pid(): number {
    return this.running.pid;
  }

  get hasEnded(): boolean {
    return this.running.hasEnded;
  }

  get ended(): Promise<void> {
    return this.running.ended;
  }

  /** What it has logged lately. */
  get logged(): string {
    return this.running.logged;
  }

  /** Reads its configuration files again. */
  reload(): void {
    this.running.signal('SIGHUP');
  }

  /**
   * Ends it and every connection at once. Where that takes too long, an immediate shutdown: what was committed is recovered at the next
   * start (https://www.postgresql.org/docs/current/server-shutdown.html).
   */
  async stop(): Promise<void> {
    await this.running.stop('SIGINT', 'SIGQUIT');
  }
}

/** The message is the same each time: who tries again tells it once. */
function notStarted(folder: string, logged: string): UpgradeError {
  const reason = /^.*(?:PANIC|FATAL): +(.*)$/m.exec(logged)?.[1] ?? 'it says no reason';
  return new UpgradeError({
    code: 'POSTGRESQL_NOT_STARTED',
    message: `The PostgreSQL in ${folder} does not start: ${reason}.`,
    remedy: `${keptLog(folder, logged)}With --reset, \`local -- --data\` starts over, without the databases that are there.`,
  });
}
