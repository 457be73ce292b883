import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of PostgreSQL, and of MariaDB as it is started here. */
const pidFiles = ['postmaster.pid', 'mariadbd.pid'];

/**
 * Ends a server that still runs on this data folder: whoever started it was killed, and its watchdog too. A file names it, but the number
 * may be another process's by now: only one whose command names the folder is ended.
 */
export async function endLeftover(data: string): Promise<void> {
  const pid = pidFiles.map((file) => pidIn(join(data, file))).find((each) => each !== undefined);
  if (pid === undefined || !commandOf(pid).includes(data)) return;
  signal(pid, 'SIGQUIT');
  for (let waited = 0; commandOf(pid).includes(data); waited += 50) {
    if (waited > 10_000) signal(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function pidIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Empty: there is no such process. */
function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  } catch {
    return procCommand(pid);
  }
}

/** Where there is no `ps`. */
function procCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
