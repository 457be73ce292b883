import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UpgradeError } from '../../../runtime/errors';
import { unprivileged } from '../server-process';
import { waitUntil } from '../wait-until';
import type { MysqlDatabase } from './database';

const seldom = 20;

/**
 * As Aurora clones a volume: what there is of blue in one moment, which green then recovers as after a crash. For the moments of the copy
 * blue is stopped (SIGSTOP), so that no byte of its files moves; its clients wait.
 */
export async function cloneData(blue: MysqlDatabase, green: MysqlDatabase): Promise<void> {
  const [from, to] = [blue, green].map(({ folder }) => join(folder, 'data')) as [string, string];
  rmSync(to, { recursive: true, force: true });
  await blue.sql('FLUSH NO_WRITE_TO_BINLOG ENGINE LOGS');
  blue.signal('SIGSTOP');
  try {
    await waitUntil(async () => isStopped(blue.pid), 10_000, seldom);
    await promisify(execFile)('cp', ['-a', from, to], unprivileged).catch((error) => {
      throw notCopied(blue, error);
    });
  } finally {
    blue.signal('SIGCONT');
  }
  for (const file of readdirSync(to))
    if (/^(mariadbd\.|relay|master\.info|multi-master)/.test(file)) rmSync(join(to, file), { force: true });
  // Users are in the data, this one too.
  copyFileSync(join(blue.folder, 'owner'), join(green.folder, 'owner'));
}

/** `cp` says it of every file: the first is enough. */
function notCopied({ cluster, folder }: MysqlDatabase, error: { stderr?: string; message: string }): UpgradeError {
  const [first = error.message] = (error.stderr ?? '').split('\n').filter((line) => line !== '');
  return new UpgradeError({
    code: 'FILE_SYSTEM',
    message: `The data of ${cluster} cannot be copied to green: ${first}.`,
    remedy: `Make room beside ${folder}: it is tried again.`,
    cause: error,
  });
}

/** Each thread for itself: one that is writing stops when it has written. Where nothing says so, a moment is enough. */
async function isStopped(pid: number | undefined): Promise<boolean> {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(threads)) {
    await new Promise((resolve) => setTimeout(resolve, 10 * seldom));
    return true;
  }
  return readdirSync(threads).every((thread) =>
    /^\d+ \(.*\) [Tt]/s.test(readFileSync(join(threads, thread, 'stat'), 'utf8')),
  );
}
