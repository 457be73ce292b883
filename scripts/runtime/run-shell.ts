import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

interface ShellOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds. */
  timeout: number;
  signal?: AbortSignal;
}

interface Output {
  /** The last 256 KiB of each. */
  stdout: string;
  stderr: string;
}

export type ShellResult = Output &
  ({ kind: 'exited'; code: number } | { kind: 'killed'; signal: NodeJS.Signals } | { kind: 'timeout' });

const keptOutput = 256 * 1024;

/**
 * Runs a command line in a shell and collects its output. At the time limit, and when `signal` is aborted, everything that it started
 * is killed; in the latter case it rejects with the signal's reason.
 */
export function runShell(command: string, { cwd, env, timeout, signal }: ShellOptions): Promise<ShellResult> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    // A process group of its own: killing the shell alone would leave the app running.
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, { cwd, env, shell: true, detached: ownGroup, stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    let timedOut = false;

    const kill = () => {
      if (child.pid === undefined) return;
      try {
        if (ownGroup) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended by itself meanwhile.
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeout);
    signal?.addEventListener('abort', kill, { once: true });

    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, endedBy) => {
      settle();
      if (signal?.aborted) return reject(signal.reason);
      const output = { stdout: stdout(), stderr: stderr() };
      if (timedOut) return resolve({ kind: 'timeout', ...output });
      if (code === null) return resolve({ kind: 'killed', signal: endedBy ?? 'SIGKILL', ...output });
      resolve({ kind: 'exited', code, ...output });
    });
  });
}

function collect(stream: Readable): () => string {
  let kept = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-keptOutput);
  });
  return () => kept;
}
