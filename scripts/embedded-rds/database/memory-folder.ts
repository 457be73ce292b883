import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
/** A container has 64 MB of it by default (https://docs.docker.com/reference/cli/docker/container/run/), which two servers fill. */
const needed = 2 * 1024 ** 3;

/**
 * The parent of a temporary folder for the data of a database server that is not kept: in memory where there is room. A thousand small
 * files, and each change of the schema, cost a disk most of a second.
 */
export function roomyMemory(): string {
  return existsSync(memory) && free(memory) >= needed ? memory : tmpdir();
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
