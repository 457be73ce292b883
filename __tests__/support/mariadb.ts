import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { freePort } from '../../scripts/embedded-rds/database/free-port';
import { roomyMemory } from '../../scripts/embedded-rds/database/memory-folder';
import { tmpdirOption } from '../../scripts/embedded-rds/database/mysql/mariadb-server';
import { unprivileged } from '../../scripts/embedded-rds/database/server-process';
import { temporaryFolder } from '../../scripts/runtime/temporary-folder';
import { mariadbd } from './tools';

export interface TestMariadb {
  port: number;
  user: string;
  password: string;
  folder: string;
  /** A connection of its own, as the administrator. */
  connect(user?: string, password?: string): Promise<Connection>;
  /** Runs statements one after the other; returns the last one's rows. */
  sql(...statements: string[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const cheap = [
  '--innodb-log-file-size=8M',
  '--innodb-buffer-pool-size=16M',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-flush-method=nosync',
  '--skip-innodb-doublewrite',
  '--sync-frm=OFF',
];

/** A real MariaDB on the loopback interface, as `nobody` where we are root, with binlog and without its data on a disk for long. */
export async function startMariadb(options: readonly string[] = []): Promise<TestMariadb> {
  const binary = mariadbd();
  if (binary === undefined) throw new Error('There is no MariaDB.');
  const { folder, remove } = await temporaryFolder('aurora-mariadb-test', roomyMemory());
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  mkdirSync(data);
  if (unprivileged.uid !== undefined) for (const each of [folder, data]) chownSync(each, unprivileged.uid, 65534);
  const password = 'quiet-horse-7391';
  const init = join(folder, 'init.sql');
  writeFileSync(init, `CREATE USER boss IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO boss WITH GRANT OPTION;\n`);
  chmodSync(init, 0o644);
  const common = ['--no-defaults', `--datadir=${data}`, tmpdirOption(folder), ...cheap];
  const beside = join(dirname(binary), '..', 'bin', 'mariadb-install-db');
  const installer = existsSync(beside) ? beside : 'mariadb-install-db';
  const install = [...common, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  execFileSync(installer, install, { ...unprivileged, cwd: folder, stdio: 'pipe', timeout: 120_000 });
  const port = await freePort();
  const child = spawn(
    binary,
    [
      ...common,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--log-bin=binlog',
      '--binlog-format=ROW',
      '--server-id=1',
      '--skip-name-resolve',
      `--init-file=${init}`,
      ...options,
    ],
    { ...unprivileged, cwd: folder, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const watch = spawn('/bin/sh', ['-c', 'read -r _; kill -KILL "$1"', 'watchdog', String(child.pid)], {
    ...unprivileged,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  let isStopping = false;
  const log = { text: '' };
  child.once('close', (code, signal) => {
    watch.kill('SIGKILL');
    // Its clients only see that nothing listens any more.
    if (!isStopping) process.stderr.write(`MariaDB ended by itself (${signal ?? code}):\n${log.text.slice(-5_000)}\n`);
  });
  await readyOn(child, log);
  for (const each of [child, watch]) each.unref();
  for (const each of [watch.stdin, child.stderr]) (each as Socket).unref();
  const connect = async (user = 'boss', secret = password) => {
    const login = { host: '127.0.0.1', port, user, password: secret, dateStrings: true } as const;
    const client = await createConnection({ ...login, supportBigNumbers: true });
    client.on('error', () => {});
    return client;
  };
  let admin: Connection | undefined;
  return {
    port,
    user: 'boss',
    password,
    folder,
    connect,
    async sql(...statements) {
      admin ??= await connect();
      let rows: unknown = [];
      for (const statement of statements) [rows] = await admin.query(statement);
      return rows as Record<string, unknown>[];
    },
    async stop() {
      isStopping = true;
      admin?.destroy();
      const ended = new Promise((resolve) => child.once('close', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
      await remove();
    },
  };
}

const readyOn = (child: ChildProcess, log: { text: string }) =>
  new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), 120_000);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`MariaDB did not start: ${log.text}`)));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      log.text = (log.text + text).slice(-100_000);
      if (!/ready for connections/.test(log.text)) return;
      clearTimeout(limit);
      resolve();
    });
  });
