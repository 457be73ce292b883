import { spawnSync } from 'node:child_process';

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
