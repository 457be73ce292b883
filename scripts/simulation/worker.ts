import { compileLightly } from './light-compiler';

compileLightly();

/** What a process beside the command's can be sent. Loaded here, so that it is compiled lightly. */
const { playAll } = require('./batch') as typeof import('./batch');
const { strikeAll } = require('./every-call') as typeof import('./every-call');
const jobs = { schedules: playAll, strikes: strikeAll };

export type JobName = keyof typeof jobs;
export type Job<Name extends JobName> = Parameters<(typeof jobs)[Name]>[0][number];
export type Answer<Name extends JobName> = Awaited<ReturnType<(typeof jobs)[Name]>>;

process.on('message', ({ name, items }: { name: JobName; items: never[] }) => {
  jobs[name](items).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${(error as Error).stack}\n`);
      process.exit(1);
    },
  );
});
