import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UpgradeError } from '../../../runtime/errors';
import { temporaryFolder } from '../../../runtime/temporary-folder';
import { endLeftover } from '../leftover';
import { roomyMemory } from '../memory-folder';
import { giveToServer, keptLog, ServerProcess, unprivileged, usualStartLimit } from '../server-process';
import type { Mariadb } from './installed';

interface ServerSettings {
  mariadb: Mariadb;
  /** An empty or missing folder, or one with the data of an earlier start. */
  folder: string;
  port: number;
  /** Statements that it executes before it lets anybody in. */
  init?: string;
  options: readonly string[];
}

/**
 * Small, and safe against every kill, but not against a crash of the machine: nothing here is worth an fsync. Without asynchronous writes
 * of the kernel, a server that is stopped writes nothing any more (clone.ts).
 */
const ofEach = [
  '--innodb-log-file-size=8M',
  '--innodb-buffer-pool-size=16M',
  '--innodb-flush-log-at-trx-commit=2',
  '--innodb-flush-method=nosync',
  '--innodb-use-native-aio=OFF',
  '--sync-frm=OFF',
];

/** A real MariaDB on the loopback interface. */
export class MariadbServer {
  private constructor(
    readonly port: number,
    private readonly running: ServerProcess,
  ) {}

  static async start({ mariadb, folder, port, init, options }: ServerSettings): Promise<MariadbServer> {
    const data = join(folder, 'data');
    if (existsSync(join(data, 'mysql'))) await endLeftover(data);
    else
      await initialize(mariadb, folder, data).catch((error) => {
        throw notStarted(folder, String((error as { stderr?: unknown }).stderr ?? error));
      });
    const initFile = join(folder, 'init.sql');
    if (init !== undefined) {
      writeFileSync(initFile, init, { mode: 0o600 });
      giveToServer(initFile);
    }
    try {
      const running = await ServerProcess.start({
        program: mariadb.server,
        args: [
          '--no-defaults',
          `--datadir=${data}`,
          tmpdirOption(folder),
          // In the folder of its data: the path of a socket must be short, so it is a relative one.
          '--socket=mariadbd.sock',
          '--pid-file=mariadbd.pid',
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          '--skip-name-resolve',
          ...(init === undefined ? [] : [`--init-file=${initFile}`]),
          ...ofEach,
          ...options,
        ],
        folder,
        orphaned: 'KILL',
        isReady: /: ready for connections/,
        notStarted: (logged) => notStarted(folder, logged),
      });
      return new MariadbServer(port, running);
    } finally {
      rmSync(initFile, { force: true });
    }
  }

  get hasEnded(): boolean {
    return this.running.hasEnded;
  }

  get pid(): number {
    return this.running.pid;
  }

  /** What it has logged lately. */
  get logged(): string {
    return this.running.logged;
  }

  signal(name: NodeJS.Signals): void {
    this.running.signal(name);
  }

  async stop(): Promise<void> {
    await this.running.stop('SIGTERM', 'SIGKILL');
  }
}

/** The message is the same each time: who tries again tells it once. */
function notStarted(folder: string, logged: string): UpgradeError {
  const reason = /^.*(?:\[ERROR\]|ERROR:|^cp:) +(.*)$/m.exec(logged)?.[1] ?? 'it says no reason';
  return new UpgradeError({
    code: 'MARIADB_NOT_STARTED',
    message: `The MariaDB in ${folder} does not start: ${reason.replace(/\.$/, '')}.`,
    remedy: `${keptLog(folder, logged)}With --reset, \`local -- --data\` starts over, without the databases that are there.`,
  });
}

/**
 * A folder of its own for temporary tables (https://mariadb.com/docs/reference/mdb/system-variables/tmpdir/). A server that starts removes
 * those that it finds: in a folder for all, also open ones of another server, which then fails or crashes.
 */
export function tmpdirOption(folder: string): string {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  giveToServer(temporary);
  return `--tmpdir=${temporary}`;
}

/** In memory where the machine has that, and moved from there: the installer waits for the disk at each of its hundreds of statements. */
async function initialize({ installer }: Mariadb, folder: string, data: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  giveToServer(folder);
  const { folder: scratch, remove } = await temporaryFolder('aurora-mariadb', roomyMemory());
  giveToServer(scratch);
  const limits = { ...unprivileged, timeout: usualStartLimit, killSignal: 'SIGKILL' } as const;
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  try {
    await promisify(execFile)(
      installer,
      ['--no-defaults', `--datadir=${scratch}/data`, tmpdirOption(scratch), ...ofEach, ...options],
      {
        ...limits,
        cwd: folder,
      },
    );
    rmSync(data, { recursive: true, force: true });
    await promisify(execFile)('cp', ['-a', join(scratch, 'data'), `${data}.new`], limits);
    await promisify(execFile)('mv', [`${data}.new`, data], limits);
  } finally {
    await remove();
  }
}
