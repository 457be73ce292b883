import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface ShellEnd {
  /** Null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

let starter: ChildProcess | undefined;
let asked = 0;
const waiting = new Map<number, { resolve(end: ShellEnd): void; reject(error: Error): void }>();

afterAll(() => {
  starter?.disconnect();
  starter = undefined;
});

/** Runs a shell's command line to its end, cheaply: hundreds of them in one file of tests. */
export function shell(command: string, cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<ShellEnd> {
  starter ??= started();
  asked += 1;
  starter.send({ id: asked, command, cwd, env });
  return new Promise((resolve, reject) => waiting.set(asked, { resolve, reject }));
}

function started(): ChildProcess {
  const child = fork(join(__dirname, 'small-process.js'), { execArgv: [] });
  child.on('message', ({ id, ...end }: ShellEnd & { id: number }) => {
    waiting.get(id)?.resolve(end);
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The process that starts commands has ended.'));
    waiting.clear();
  });
  return child;
}
