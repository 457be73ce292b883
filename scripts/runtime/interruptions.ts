import { ExitCode } from './errors';

class Interrupted extends Error {}

/** SIGHUP: the terminal, or the connection to it, was closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C arrives twice under npm, from the terminal and from npm, which passes signals on; a closed terminal sends several. Within
 * this time all of them are one.
 */
const oneInterruption = 1_000;

/** npm hands SIGTERM to the shell in which it has started the command, and no further. */
const lookForParent = 250;

/**
 * Aborted by the first signal, whichever it is: an act in progress is finished, all its changes are answered by AWS, Terraform releases
 * its lock, and no other act is started. A second signal ends the process at once: everything in progress is in RDS, not here.
 */
export function interruptible(env: NodeJS.ProcessEnv = process.env): AbortController {
  const controller = new AbortController();
  let since = 0;
  const interrupt = () => {
    if (!controller.signal.aborted) {
      since = Date.now();
      controller.abort(new Interrupted());
    } else if (Date.now() - since > oneInterruption) process.exit(ExitCode.interrupted);
  };
  for (const signal of signals) process.on(signal, interrupt);
  if (env.npm_lifecycle_event !== undefined) onceOrphaned(interrupt);
  return controller;
}

/** Who has lost its parent is told of no signal any more: npm was stopped, and nobody watches. */
function onceOrphaned(act: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, lookForParent);
  timer.unref();
}
