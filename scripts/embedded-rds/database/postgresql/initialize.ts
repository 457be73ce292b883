import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { giveToServer, unprivileged, usualStartLimit } from '../server-process';
import { executable } from './binaries';
import { identifier, literal } from './sql-text';

interface NewData {
  binaries: string;
  /** The server's own. */
  folder: string;
  user: string;
  password: string;
  /** Milliseconds for each of its programs. */
  limit?: number;
}

const run = promisify(execFile);

/**
 * Makes `data` what `initdb` makes. That takes more than a second of CPU, and the result is the same each time but for the password: the
 * first is kept beside the programs, with a password that nobody knows, and the others are copies.
 */
export async function initialize(server: NewData, data: string): Promise<void> {
  const template = join(server.binaries, `.initialized-${process.getuid?.() ?? 0}-${server.user}`);
  const { limit = usualStartLimit } = server;
  if (!(await copied(template, data, limit))) {
    await initdb(server, data);
    await keep(data, template, limit);
  }
  await setPassword(server, data);
}

/** False where there is none, or no `cp`. The owner is kept: PostgreSQL takes no folder of somebody else. */
async function copied(from: string, to: string, limit: number): Promise<boolean> {
  if (!existsSync(from)) return false;
  try {
    await run('cp', ['-Rp', from, to], { timeout: limit, killSignal: 'SIGKILL' });
    return true;
  } catch {
    rmSync(to, { recursive: true, force: true });
    return false;
  }
}

/** Whole or not at all, also where several do it at once. Where nothing may be written beside the programs, nothing is kept. */
async function keep(data: string, template: string, limit: number): Promise<void> {
  const part = `${template}.${randomBytes(6).toString('hex')}`;
  try {
    if (await copied(data, part, limit)) renameSync(part, template);
  } catch {
    // Somebody else was first.
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

async function initdb({ binaries, folder, user, limit = usualStartLimit }: NewData, data: string): Promise<void> {
  const secret = join(folder, 'password');
  // A file, not an argument: others may read a list of processes.
  writeFileSync(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
  try {
    giveToServer(secret);
    await run(
      join(binaries, executable('initdb')),
      ['-D', data, '-U', user, '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--no-locale', '--no-sync'],
      { ...unprivileged, cwd: folder, timeout: limit, killSignal: 'SIGKILL' },
    );
  } finally {
    rmSync(secret, { force: true });
  }
}

/** Before the server ever listens, and over its standard input. An error must not quote the statement: it is told. */
async function setPassword({ binaries, folder, user, password, limit = usualStartLimit }: NewData, data: string) {
  const running = run(
    join(binaries, executable('postgres')),
    [
      '--single',
      '-F',
      '-D',
      data,
      '-c',
      'exit_on_error=true',
      '-c',
      'log_checkpoints=off',
      '-c',
      'log_min_error_statement=panic',
      'postgres',
    ],
    { ...unprivileged, cwd: folder, timeout: limit, killSignal: 'SIGKILL' },
  );
  // One that has ended says why itself.
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(`ALTER ROLE ${identifier(user)} PASSWORD ${literal(password)}\n`);
  await running;
}
