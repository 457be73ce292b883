import { execFile } from 'node:child_process';
import { UpgradeError } from '../runtime/errors';

type GitResult = { ok: true; stdout: string } | { ok: false; stderr: string };

/**
 * Never another repository's (a hook that runs us sets GIT_DIR to its own), and nothing that writes by itself: no refresh of the
 * index, no hook, no daemon, no prompt.
 */
export async function git(
  directory: string,
  args: readonly string[],
  { signal, env = process.env }: { signal?: AbortSignal; env?: NodeJS.ProcessEnv } = {},
): Promise<GitResult> {
  signal?.throwIfAborted();
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_(?!CONFIG_|SSL_|SSH)/.test(name)));
  const quiet = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'advice.detachedHead=false'];
  const options = {
    cwd: directory,
    env: { ...kept, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1', LC_ALL: 'C' },
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
    signal,
  };
  return new Promise((resolve, reject) => {
    execFile('git', [...quiet, ...args], options, (error, stdout, stderr) => {
      if (signal?.aborted) return reject(signal.reason);
      if (error === null) return resolve({ ok: true, stdout });
      if (error.code === 'ENOENT') return reject(noGit(error));
      resolve({ ok: false, stderr: stderr.trim() || error.message });
    });
  });
}

/** Its output, or undefined if it failed or git is not installed. */
export async function outputOfGit(directory: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await git(directory, args).catch((error: unknown) => {
    if (error instanceof UpgradeError) return undefined;
    throw error;
  });
  return answer?.ok ? answer.stdout : undefined;
}

const noGit = (cause: Error) =>
  new UpgradeError({
    code: 'NO_GIT',
    message: 'git is not installed, or the folder no longer exists.',
    remedy: 'Install git, and run the command in the folder of the app.',
    cause,
  });
