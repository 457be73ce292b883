import { ExitCode } from '../runtime/errors';

/** What outranks what where several clusters have ended differently, the worst first. */
const orders = {
  /** What failed is half done, and somebody must look; what was refused was not begun. */
  run: [
    ExitCode.interrupted,
    ExitCode.usage,
    ExitCode.failed,
    ExitCode.refused,
    ExitCode.changes,
    ExitCode.done,
  ] as const,
  /**
   * A check changes nothing. What it refuses would hurt, whatever could not be looked at beside it; a failure may pass when it is
   * repeated, and must not hide that.
   */
  check: [
    ExitCode.interrupted,
    ExitCode.usage,
    ExitCode.refused,
    ExitCode.failed,
    ExitCode.changes,
    ExitCode.done,
  ] as const,
};

/** The exit code of a command from those of its parts. @param of  whether the command acts, or judges */
export const worstOf = (codes: readonly ExitCode[], of: keyof typeof orders = 'run'): ExitCode =>
  orders[of].find((code) => codes.includes(code)) ?? ExitCode.done;
