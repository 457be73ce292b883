import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';

interface ProcessSettings {
  program: string;
  args: readonly string[];
  folder: string;
  /** The signal by which it ends when whoever started it is gone. */
  orphaned: 'QUIT' | 'KILL';
  /** Once its log says so, it accepts connections. */
  isReady: RegExp;
  /** Milliseconds within which it must. Default two minutes; then it is ended. */
  startLimit?: number;
  /** Why it did not start, from what it has logged. */
  notStarted(logged: string): Error;
}

/** Servers of databases refuse to run as root; `nobody` has an entry in every passwd file, which PostgreSQL insists on. */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Makes a file or folder the server's. */
export function giveToServer(path: string): void {
  if (unprivileged.uid !== undefined) chownSync(path, unprivileged.uid, unprivileged.gid);
}

/** Ends the server when its standard input does: when whoever started both is gone, also by `kill -9`. */
const watchdog = 'read -r _; kill -"$1" "$2"';

/** In milliseconds: recovery after a kill takes seconds here. */
export const usualStartLimit = 120_000;
/** After it, sessions that do not end are not waited for. */
const stopLimit = 20_000;

/** What a server that did not start has logged, beside its data: a sentence that says where, if it could be kept. */
export function keptLog(folder: string, logged: string): string {
  const file = join(folder, 'log');
  try {
    writeFileSync(file, logged);
    return `Its log is ${file}. `;
  } catch {
    return '';
  }
}

/** A server of databases as a process of its own, which does not outlive this one. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Resolves when it has ended, whoever ended it. */
    readonly ended: Promise<void>,
    private readonly log: { text: string },
  ) {}

  static async start(settings: ProcessSettings): Promise<ServerProcess> {
    const { folder } = settings;
    // In a group of its own: Ctrl-C is for whoever started it, who ends it when it is no longer used.
    const child = spawn(settings.program, settings.args, {
      ...unprivileged,
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const watch = spawn('/bin/sh', ['-c', watchdog, 'watchdog', settings.orphaned, String(child.pid)], {
      ...unprivileged,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const log = { text: '' };
    const ended = new Promise<void>((resolve) =>
      child.once('close', () => {
        // Before its number can be another process's.
        watch.kill('SIGKILL');
        resolve();
      }),
    );
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => child.kill('SIGKILL'), settings.startLimit ?? usualStartLimit);
      const endsEarly = () => settled(() => reject(settings.notStarted(log.text)));
      const settled = (settle: () => void) => {
        clearTimeout(limit);
        // How it ends later is nobody's failure to start.
        child.off('close', endsEarly);
        settle();
      };
      child.once('error', (error) => settled(() => reject(error)));
      child.once('close', endsEarly);
      child.stderr!.setEncoding('utf8').on('data', (text: string) => {
        log.text = (log.text + text).slice(-100_000);
        if (settings.isReady.test(log.text)) settled(resolve);
      });
    });
    // Nobody has to wait for it: it ends with this process.
    child.unref();
    watch.unref();
    (watch.stdin as Socket).unref();
    (child.stderr as Socket).unref();
    return new ServerProcess(child, ended, log);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What it has logged lately. */
  get logged(): string {
    return this.log.text;
  }

  /** Whoever ended it. */
  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Ends it and every connection. `impatient` comes when that takes too long. */
  async stop(signal: NodeJS.Signals, impatient: NodeJS.Signals): Promise<void> {
    this.child.ref();
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill(impatient), stopLimit);
    await this.ended;
    clearTimeout(timer);
  }
}
