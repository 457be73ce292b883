import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** A container has 64 MB of it by default (https://docs.docker.com/reference/cli/docker/container/run/), which two servers fill. */
const needed = 2 * 1024 ** 3;

/**
 * A new folder for the data of a database server that is not kept: in memory where there is room. A thousand small files, and each
 * change of the schema, cost a disk most of a second.
 */
export function memoryFolder(prefix: string): string {
  const isRoomy = existsSync(memory) && free(memory) >= needed;
  return mkdtempSync(join(isRoomy ? memory : tmpdir(), prefix));
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
