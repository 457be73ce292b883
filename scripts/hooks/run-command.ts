import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

interface HookProcess {
  command: string;
  cwd: string;
  env: Record<string, string>;
  /** Milliseconds. */
  timeout: number;
  signal?: AbortSignal | undefined;
  /** Each line of stdout and stderr as it comes, without its end. */
  line(text: string): void;
}

export type HookEnd =
  | { kind: 'exited'; code: number }
  | { kind: 'killed'; signal: string }
  | { kind: 'timeout' }
  | { kind: 'not-started'; message: string };

/** Between SIGTERM and SIGKILL, in milliseconds. */
const grace = 5_000;
/** How long the output of what the command has left behind is listened to, in milliseconds. */
const leftBehind = 1_000;
/** A line that is longer than this comes in pieces: output without a line break must not fill the memory. */
const longestLine = 2_000;

/**
 * Runs a line in the shell, without stdin, in a process group of its own. At the time limit, and when `signal` is aborted, the group is
 * told to end (SIGTERM), and killed some seconds later; what stays of the group when the command has ended is killed too.
 */
export function runCommand({ command, cwd, env, timeout, signal, line }: HookProcess): Promise<HookEnd> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const flush = [lines(child.stdout, line), lines(child.stderr, line)];
    let timedOut = false;
    let killing: NodeJS.Timeout | undefined;
    const kill = (how: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, how);
      } catch {
        // All of it has ended meanwhile.
      }
    };
    const stop = () => {
      kill('SIGTERM');
      killing ??= setTimeout(() => kill('SIGKILL'), grace);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeout);
    signal?.addEventListener('abort', stop, { once: true });
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(killing);
      signal?.removeEventListener('abort', stop);
      for (const rest of flush) rest();
    };
    child.once('error', (error) => {
      settle();
      resolve({ kind: 'not-started', message: error.message });
    });
    // Its end is that of the shell. What it has left behind is ended; one in a session of its own cannot be, and its output is not waited for.
    child.once('exit', () => {
      clearTimeout(timer);
      kill(killing === undefined ? 'SIGTERM' : 'SIGKILL');
      setTimeout(() => kill('SIGKILL'), leftBehind / 2).unref();
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, leftBehind).unref();
    });
    child.once('close', (code, endedBy) => {
      settle();
      if (signal?.aborted) return reject(signal.reason);
      if (timedOut) return resolve({ kind: 'timeout' });
      if (code === null) return resolve({ kind: 'killed', signal: endedBy ?? 'SIGKILL' });
      resolve({ kind: 'exited', code });
    });
  });
}

/** @returns what tells the last line, where it has no end */
function lines(stream: Readable, tell: (line: string) => void): () => void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split(/\r?\n/);
    rest = parts.pop()!;
    for (const part of parts) for (const piece of pieces(part)) tell(piece);
    while (rest.length > longestLine) {
      tell(rest.slice(0, longestLine));
      rest = rest.slice(longestLine);
    }
  });
  return () => {
    if (rest !== '') tell(rest);
    rest = '';
  };
}

function pieces(line: string): string[] {
  if (line.length <= longestLine) return [line];
  return [line.slice(0, longestLine), ...pieces(line.slice(longestLine))];
}
