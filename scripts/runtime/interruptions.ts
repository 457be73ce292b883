import { ExitCode } from './errors';

class Interrupted extends Error {}

/** SIGHUP: the terminal, or the connection to it, was closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C arrives twice under npm, from the terminal and from npm, which passes signals on; a closed terminal sends several. Within
 * this time all of them are one.
 */
const oneInterruption = 1_000;

/**
 * Aborted by the first signal, whichever it is: a change that is under way to AWS is answered first, Terraform gives its lock back, and
 * nothing new is begun. A later one means now: everything that is under way is in RDS, not here.
 */
export function interruptible(): AbortController {
  const controller = new AbortController();
  let since = 0;
  for (const signal of signals) {
    process.on(signal, () => {
      if (!controller.signal.aborted) {
        since = Date.now();
        controller.abort(new Interrupted());
      } else if (Date.now() - since > oneInterruption) process.exit(ExitCode.interrupted);
    });
  }
  return controller;
}
