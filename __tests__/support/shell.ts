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
const waiting = new Map<number, (end: ShellEnd) => void>();

afterAll(() => {
  starter?.disconnect();
  starter = undefined;
});

/** Runs a shell's command line to its end, cheaply: hundreds of them in one file of tests. */
export function shell(command: string, cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<ShellEnd> {
  starter ??= started();
  asked += 1;
  starter.send({ id: asked, command, cwd, env });
  return new Promise((resolve) => waiting.set(asked, resolve));
}

function started(): ChildProcess {
  const child = fork(join(__dirname, 'small-process.js'), { execArgv: [] });
  child.on('message', ({ id, ...end }: ShellEnd & { id: number }) => {
    waiting.get(id)?.(end);
    waiting.delete(id);
  });
  return child;
}
