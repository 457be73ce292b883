import { playAll } from './batch';

/** A process beside the command's: it plays the seeds that it is sent, and tells what they have come to. */
process.on('message', (seeds: number[]) => {
  playAll(seeds).then(
    (tally) => process.send?.(tally),
    (error: unknown) => {
      process.stderr.write(`${(error as Error).stack}\n`);
      process.exit(1);
    },
  );
});
