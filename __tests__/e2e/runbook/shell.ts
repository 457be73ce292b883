import { spawn } from 'node:child_process';
import { commandLimit } from '../../support/run-command';

const endMark = 'end-of-commands';

/** One bash, as a person has it open: variables of one section are there in the next. */
export interface Shell {
  /**
   * What the commands print, on stdout or stderr.
   * @throws where they end the shell, or take longer than the limit of a command (then the shell is gone)
   */
  run(commands: string): Promise<string>;
  close(): void;
}

export function openShell(env: NodeJS.ProcessEnv): Shell {
  const bash = spawn('bash', ['--noprofile', '--norc'], { env, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  let printed = '';
  let look = () => {};
  let over = false;
  bash.stdin.on('error', () => {});
  bash.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    look();
  });
  bash.on('close', () => {
    over = true;
    look();
  });
  const close = () => {
    if (!over) process.kill(-bash.pid!, 'SIGKILL');
  };
  return {
    close,
    run: (commands) =>
      new Promise((resolve, reject) => {
        printed = '';
        const timer = setTimeout(() => {
          reject(new Error(`Not done after ${commandLimit / 1000} s:\n${commands}\n${printed}`));
          close();
        }, commandLimit);
        look = () => {
          const end = printed.indexOf(`${endMark}\n`);
          if (end < 0 && !over) return;
          clearTimeout(timer);
          if (end >= 0) resolve(printed.slice(0, end));
          else reject(new Error(`The shell has ended:\n${commands}\n${printed}`));
        };
        if (over) look();
        else bash.stdin.write(`{\n${commands}\n} </dev/null 2>&1; echo ${endMark}\n`);
      }),
  };
}
