import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UpgradeError } from '../../runtime/errors';
import { executable } from './binaries';
import { endLeftover } from './leftover';

export interface ServerSettings {
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

/** PostgreSQL refuses to run as root; `nobody` has an entry in every passwd file, which it insists on. */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Ends the server when its standard input does: when whoever started both is gone, also by `kill -9`. */
const watchdog = 'read -r _; kill -QUIT "$1"';

/** In milliseconds: recovery after a kill takes seconds here. */
const startLimit = 120_000;
/** After it, sessions that do not end are not waited for. */
const stopLimit = 20_000;

/** A real PostgreSQL on the loopback interface. Its data are not safe against a crash of the machine: nothing here is worth an fsync. */
export class PostgresServer {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    /** Resolves when it has ended, whoever ended it. */
    readonly ended: Promise<void>,
    private readonly log: { text: string },
  ) {}

  static async start(server: ServerSettings): Promise<PostgresServer> {
    mkdirSync(server.folder, { recursive: true });
    if (unprivileged.uid !== undefined) chownSync(server.folder, unprivileged.uid, unprivileged.gid);
    const data = join(server.folder, 'data');
    if (existsSync(join(data, 'PG_VERSION'))) await endLeftover(data);
    else await initialize(server, data);
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(server.port),
      unix_socket_directories: '',
      wal_level: 'logical',
      fsync: 'off',
      full_page_writes: 'off',
      ...server.settings,
    };
    const child = spawn(
      join(server.binaries, executable('postgres')),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // In a group of its own: Ctrl-C is for whoever started it, who ends it when it is no longer used.
      { ...unprivileged, cwd: server.folder, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const watch = spawn('/bin/sh', ['-c', watchdog, 'watchdog', String(child.pid)], {
      ...unprivileged,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const log = { text: '' };
    const ended = new Promise<void>((resolve) =>
      child.once('close', () => {
        // Before its number can be another process's.
        watch.kill('SIGKILL');
        resolve();
      }),
    );
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => child.kill('SIGKILL'), server.startLimit ?? startLimit);
      const settled = (settle: () => void) => {
        clearTimeout(limit);
        settle();
      };
      child.once('error', (error) => settled(() => reject(error)));
      child.once('close', () => settled(() => reject(notStarted(server.folder, log.text))));
      child.stderr!.setEncoding('utf8').on('data', (text: string) => {
        log.text = (log.text + text).slice(-100_000);
        if (/database system is ready to accept (read-only )?connections/.test(log.text)) settled(resolve);
      });
    });
    // Nobody has to wait for it: it ends with this process.
    child.unref();
    watch.unref();
    (watch.stdin as Socket).unref();
    (child.stderr as Socket).unref();
    return new PostgresServer(server.port, child, ended, log);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What it has logged lately. */
  get logged(): string {
    return this.log.text;
  }

  /** Reads its configuration files again. */
  reload(): void {
    this.child.kill('SIGHUP');
  }

  /** Ends it and every connection at once. */
  async stop(): Promise<void> {
    this.child.ref();
    this.child.kill('SIGINT');
    // An immediate shutdown: what was committed is recovered at the next start
    // (https://www.postgresql.org/docs/current/server-shutdown.html).
    const impatient = setTimeout(() => this.child.kill('SIGQUIT'), stopLimit);
    await this.ended;
    clearTimeout(impatient);
  }
}

/** Its log stays beside its data. The message is the same each time: who tries again tells it once. */
function notStarted(folder: string, logged: string): UpgradeError {
  const file = join(folder, 'log');
  writeFileSync(file, logged);
  const reason = /^.*(?:PANIC|FATAL): +(.*)$/m.exec(logged)?.[1] ?? 'it says no reason';
  return new UpgradeError({
    code: 'POSTGRESQL_NOT_STARTED',
    message: `The PostgreSQL in ${folder} does not start: ${reason}.`,
    remedy: `Its log is ${file}. With --reset, \`local -- --data\` starts over, without the databases that are there.`,
  });
}

async function initialize({ binaries, folder, user, password }: ServerSettings, data: string): Promise<void> {
  const secret = join(folder, 'password');
  // A file, not an argument: others may read a list of processes.
  writeFileSync(secret, password, { mode: 0o600 });
  try {
    if (unprivileged.uid !== undefined) chownSync(secret, unprivileged.uid, unprivileged.gid);
    await promisify(execFile)(
      join(binaries, executable('initdb')),
      ['-D', data, '-U', user, '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--no-locale', '--no-sync'],
      { ...unprivileged, cwd: folder, timeout: startLimit, killSignal: 'SIGKILL' },
    );
  } finally {
    rmSync(secret, { force: true });
  }
}
