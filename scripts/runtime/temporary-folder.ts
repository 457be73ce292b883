import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  /** Absolute, without links in it. */
  folder: string;
  remove(): Promise<void>;
}

/**
 * A new folder (0700: plans and copies of code may hold passwords). The name carries our process id, so that what a killed run
 * left behind is removed by the next one.
 *
 * @param prefix  names the purpose, `aurora-upgrade-plan`
 * @param parent  must exist; default: the system's folder for temporary files
 */
export async function temporaryFolder(prefix: string, parent = tmpdir()): Promise<TemporaryFolder> {
  await removeLeftovers(prefix, parent);
  // mkdtemp creates with mode 0700. The real path: a program that asks for its working folder gets no other.
  // In one go: a process that ends in between would not know of it.
  const folder = realpathSync(mkdtempSync(join(parent, `${prefix}-${process.pid}-`)));
  if (standing.size === 0) process.once('exit', removeStanding);
  standing.add(folder);
  const remove = async () => {
    await removeFolder(folder);
    standing.delete(folder);
    if (standing.size === 0) process.off('exit', removeStanding);
  };
  return { folder, remove };
}

/** What it cannot remove is removed by the next run: no result depends on it. */
async function removeFolder(folder: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 };
  await rm(folder, options)
    // Of a checkout that cannot be written, the copies of its folders cannot either, until they are made so.
    .catch(() => makeWritable(folder).then(() => rm(folder, options)))
    .catch(() => {});
}

/** Folders, for their owner, all the way down. */
export async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
  }
}

const standing = new Set<string>();

/** An interrupted run ends while parallel work is still giving itself up. */
function removeStanding(): void {
  for (const folder of standing) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // The next run removes it.
    }
  }
}

/** Runs `work` in such a folder and removes it afterwards. */
export async function withTemporaryFolder<T>(
  prefix: string,
  work: (folder: string) => Promise<T>,
  parent?: string,
): Promise<T> {
  const { folder, remove } = await temporaryFolder(prefix, parent);
  try {
    return await work(folder);
  } finally {
    await remove();
  }
}

async function removeLeftovers(prefix: string, parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`${prefix}-`)) continue;
    const [, pid] = /^(\d+)-/.exec(name.slice(prefix.length + 1)) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    // Another user's leftover in a shared folder is not ours to remove.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
