/** The reader went away: `| head -1`, a pager that was closed (EPIPE), a terminal that was (EIO). */
const readerGone = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

let surviving = false;

/**
 * What it means that nobody reads stdout or stderr any more, for every command: nothing. A run that acts goes on to its end, quietly:
 * it was consented to, and what is left half done (production without what a switchover drops, a lock of Terraform) is worse than
 * what nobody has watched. Whoever wants it to stop interrupts it: `interruptible` in `interruptions.ts`.
 *
 * Any other failure, such as a full disk, is said on the other stream, and the command does not end with 0: its result is not whole.
 */
export function surviveLostReaders(): void {
  if (surviving) return;
  surviving = true;
  const pairs = [
    ['stdout', process.stdout, process.stderr],
    ['stderr', process.stderr, process.stdout],
  ] as const;
  for (const [name, stream, other] of pairs) {
    let told = false;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (told || readerGone.has(error.code ?? '')) return;
      told = true;
      other.write(
        `✘ Not all could be written to ${name}: ${error.message}.\n  The run goes on; its exit code will not be 0.\n`,
      );
      process.once('exit', (code) => {
        if (code === 0) process.exitCode = 1;
      });
    });
  }
}

/** Ends the process now, after all output is written, whatever keeps its event loop alive. */
export function exitFlushed(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
