import type { Code } from './codes';

/** Exit codes, the same for every command (commands/README.md). */
export const ExitCode = {
  done: 0,
  failed: 1,
  changes: 2,
  refused: 3,
  usage: 64,
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export const exitCodeMeanings: Readonly<Record<keyof typeof ExitCode, string>> = {
  done: 'done, or nothing to do; also: upgraded, but without Terraform the plan could not be verified',
  failed:
    'failed; also: upgraded, cleaned up or nothing to do, but Terraform could not plan; `status` could not read some of the clusters (it shows the others)',
  changes:
    'work to do, drift or changes found: `--plan`, `status` (a due cleanup does not count), `reconcile --check`, a plan after an upgrade that is not empty, or waits',
  refused:
    'refused: by a check, not confirmed, the code cannot be changed safely, or an argument names the wrong thing',
  usage: 'wrong usage',
  interrupted: 'interrupted; the same command continues',
};

interface Problem {
  /** Stable and machine readable, `CLUSTER_NOT_FOUND`. */
  code: Code;
  /** One sentence: what is wrong, on which resource. */
  message: string;
  /** One sentence: what to do next. */
  remedy: string;
  /** `refused`: nothing was touched and nothing will be until something outside changes. Default `failed`. */
  exitCode?: ExitCode;
  cause?: unknown;
}

/** Every failure that a user may meet. Anything else that is thrown is a bug of ours and is shown as one. */
export class UpgradeError extends Error {
  readonly code: Code;
  readonly remedy: string;
  readonly exitCode: ExitCode;

  constructor(problem: Problem) {
    super(problem.message, { cause: problem.cause });
    this.name = 'UpgradeError';
    this.code = problem.code;
    this.remedy = problem.remedy;
    this.exitCode = problem.exitCode ?? ExitCode.failed;
  }
}

/** The same, for what is refused before anything is touched (exit code 3). */
export function refusal(code: Code, message: string, remedy: string): UpgradeError {
  return new UpgradeError({ code, message, remedy, exitCode: ExitCode.refused });
}
