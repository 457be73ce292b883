import type { Code } from './codes';

/**
 * Exit codes, the same for every command (commands/README.md).
 *
 * `refused`: the command stopped by itself, right before what it names, and began nothing of that. It does not promise that nothing has
 * been done: what earlier steps did stands, whole (a green while it waits for a yes, a deleted record), and the same command continues
 * from there. It is right where what somebody decides or repairs outside of the run comes first, and repeating the command changes nothing.
 * `failed`: something that was begun, or a read, did not come to its end: somebody must look at what there is.
 */
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
    'failed: an act or a read did not succeed; also: done, but Terraform could not plan; `status` could not read some clusters (it shows the others)',
  changes:
    'work to do, drift or changes found: `--plan`, `status` (a due cleanup does not count), `reconcile --check`, a plan after an upgrade that is not empty, or waits',
  refused:
    'refused (a check, a "no", unsafe code, a wrong name): it stopped before that, and began nothing of it; what earlier steps did stands',
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
  /** Default `failed`. */
  exitCode?: ExitCode;
  /** The whole of a list that the message cuts short: for `--verbose` and `--json`. */
  details?: readonly string[];
  cause?: unknown;
}

/** Every failure that a user may meet. Anything else that is thrown is a bug of ours and is shown as one. */
export class UpgradeError extends Error {
  readonly code: Code;
  readonly remedy: string;
  readonly exitCode: ExitCode;
  readonly details: readonly string[];

  constructor(problem: Problem) {
    super(problem.message, { cause: problem.cause });
    this.name = 'UpgradeError';
    this.code = problem.code;
    this.remedy = problem.remedy;
    this.exitCode = problem.exitCode ?? ExitCode.failed;
    this.details = problem.details ?? [];
  }
}

/** The same, for what the command does not begin (exit code 3). */
export function refusal(code: Code, message: string, remedy: string, details: readonly string[] = []): UpgradeError {
  return new UpgradeError({ code, message, remedy, details, exitCode: ExitCode.refused });
}
