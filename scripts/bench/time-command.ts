import { spawnSync } from 'node:child_process';
import { shellWord } from '../../constructs/shell-word';
import { runShell } from '../runtime/run-shell';

/** A command that hangs must not hold the bench up for ever. */
const longest = 300_000;

/** Wall seconds of a process, and what it wrote to standard error. Throws where its exit code is not the expected one. */
export function timeCommand(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; expected?: number } = {},
): { seconds: number; stderr: string } {
  const { expected = 0, ...of } = options;
  const begun = process.hrtime.bigint();
  const child = spawnSync(program, args, { ...of, encoding: 'utf8', timeout: longest });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  if (child.status === expected) return { seconds, stderr: child.stderr };
  throw new Error(`${program} ${args.join(' ')} ended with ${child.status}: ${child.stdout}${child.stderr}`);
}

/** Wall seconds of a process that this one serves meanwhile. Throws where it does not end well, or not within the time. */
export async function timeServed(
  program: string,
  args: string[],
  { timeout = longest, ...of }: { cwd: string; env: NodeJS.ProcessEnv; timeout?: number },
): Promise<number> {
  const begun = process.hrtime.bigint();
  const ended = await runShell([program, ...args].map(shellWord).join(' '), { ...of, timeout });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  if (ended.kind === 'exited' && ended.code === 0) return seconds;
  const how =
    ended.kind === 'timeout'
      ? `did not end within ${timeout / 1000} seconds`
      : `ended with ${ended.kind === 'exited' ? ended.code : ended.signal}`;
  throw new Error(`${program} ${args.join(' ')} ${how}\n${ended.stdout}${ended.stderr}`);
}
