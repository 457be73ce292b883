import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { refusal } from '../../runtime/errors';

/** Locks held by this process: after a restart in a container its number may be that of the process that died. */
const held = new Set<string>();

/**
 * Takes the state file for this process: two servers on one file would overwrite each other's world. A lock that a killed
 * process left behind is taken over. Returns what gives the lock back.
 */
export function lockStateFile(file: string): () => void {
  const lock = `${file}.lock`;
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (claim(mine, lock)) {
        held.add(lock);
        return () => {
          held.delete(lock);
          rmSync(lock, { force: true });
        };
      }
      const owner = ownerOf(lock);
      if (owner !== undefined && isAlive(owner, lock)) throw taken(file, lock, owner);
      if (owner !== undefined) removeStale(lock, owner);
    }
    throw taken(file, lock, undefined);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A link is made only where nothing is, and shows up with its content: nobody ever reads a lock without an owner. */
function claim(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, lock: string): boolean {
  if (pid === process.pid) return held.has(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Of two that find the same stale lock, the second moves away the lock of the first: it sees that, and puts it back. */
function removeStale(lock: string, owner: number): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (ownerOf(aside) !== owner) claim(aside, lock);
  rmSync(aside, { force: true });
}

function taken(file: string, lock: string, owner: number | undefined): Error {
  const who = owner === undefined ? 'another process' : `the process ${owner}`;
  return refusal(
    'STATE_FILE_IN_USE',
    `The state file ${file} is in use by an embedded RDS in ${who}.`,
    `Use that server, stop it, or use another state file; if no such server is running, delete ${lock}.`,
  );
}
