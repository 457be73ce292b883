import { type ChildProcess, spawn } from 'node:child_process';
import { devNull } from 'node:os';

/**
 * Limits end what hangs; none is a measure of speed. Machines that run tests differ by a factor of five, and share their cores:
 * no test has a limit of its own but one that is about time.
 */
export const commandLimit = 10 * 60_000;

/** Of a server that is stopped when its test ends, for a test that forgets to. */
export const serverLimit = 60 * 60_000;

export interface CommandCall {
  cwd: string;
  /** Added to `cleanEnvironment()`; `undefined` removes a variable. */
  env?: Record<string, string | undefined>;
  /** Milliseconds, default 10 min; afterwards the command's whole process group is killed and this throws. */
  limit?: number;
  /** `open`: a pipe into which nothing is written, so that it waits at its prompts. Default: none, it reads the end at once. */
  stdin?: 'open';
}

export interface CommandResult {
  /** Undefined where a signal ended it. */
  exitCode: number | undefined;
  signal?: NodeJS.Signals;
  stdout: string;
  stderr: string;
  /** What a person at a terminal would have seen, in the order in which it arrived. */
  output: string;
  seconds: number;
}

export interface RunningCommand {
  child: ChildProcess;
  /** So far. */
  output(): string;
  /** Resolves when the output contains `pattern`; throws, with the output, when the command ends first or after `limit`. */
  until(pattern: RegExp, limit?: number): Promise<RegExpExecArray>;
  /** To the whole process group; default SIGKILL. */
  kill(signal?: NodeJS.Signals): void;
  ended: Promise<CommandResult>;
}

/**
 * This process's environment without what a developer's shell says about AWS, Terraform and git, so that a test means the same
 * everywhere and never reaches an account.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|TF_|CDKTF_|GIT_|npm_|JEST_)|^(NODE_OPTIONS|FORCE_COLOR|CI)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
  };
}

/** Starts a command in a process group of its own. */
export function startCommand(file: string, args: readonly string[], call: CommandCall): RunningCommand {
  const { cwd, limit = commandLimit, stdin } = call;
  const name = [file, ...args].join(' ');
  const env: NodeJS.ProcessEnv = { ...cleanEnvironment(), ...call.env };
  for (const [key, value] of Object.entries(env)) if (value === undefined) delete env[key];
  const begun = Date.now();
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: [stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const printed = { stdout: '', stderr: '', output: '' };
  const listeners = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
      printed.output += text;
      for (const listener of listeners) listener();
    });
  }
  const kill = (signal: NodeJS.Signals = 'SIGKILL') => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // It has ended already.
    }
  };
  const ended = new Promise<CommandResult>((resolve, reject) => {
    const timer = setTimeout(() => {
      kill();
      reject(new Error(`\`${name}\` had not ended after ${limit / 1000} s:\n${printed.output}`));
    }, limit);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const seconds = (Date.now() - begun) / 1000;
      resolve({ ...printed, exitCode: code ?? undefined, signal: signal ?? undefined, seconds });
    });
  });
  // Whoever starts a command may not wait for its end; its failure is told by `until` then.
  ended.catch(() => {});
  const until = (pattern: RegExp, patience = 180_000) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const stop = (act: () => void) => {
        clearTimeout(timer);
        listeners.delete(look);
        act();
      };
      const look = () => {
        const match = pattern.exec(printed.output);
        if (match !== null) stop(() => resolve(match));
      };
      const missing = (why: string) => () =>
        stop(() => reject(new Error(`\`${name}\` ${why} without ${pattern}:\n${printed.output}`)));
      const timer = setTimeout(missing(`ran ${patience / 1000} s`), patience);
      listeners.add(look);
      ended.then(missing('ended'), missing('failed'));
      look();
    });
  return { child, output: () => printed.output, until, kill, ended };
}

/** Runs a command to its end; its exit code is a result, not an error. */
export async function runCommand(file: string, args: readonly string[], call: CommandCall): Promise<CommandResult> {
  return startCommand(file, args, call).ended;
}
