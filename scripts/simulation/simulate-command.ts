import { availableParallelism } from 'node:os';
import { counted } from '../runtime/counted';
import { table } from '../text/table';
import { scheduleOf } from './generate';
import { invariants } from './invariants';
import { play } from './play';
import { linesOf, type Schedule } from './schedule';
import { seedsOf } from './seeds';
import { shrink } from './shrink';
import { simulateEveryCall } from './simulate-every-call';
import { addTally, type Failure, newTally, type Tally } from './tally';
import { print, tell } from './tell';
import { over } from './workers';

export interface SimulateOptions {
  schedules: number;
  seed: number;
  /** Of one schedule, to be replayed with every line. */
  only?: number;
  jobs?: number;
  /** Instead of schedules: every fault at every call. */
  everyCall?: boolean;
}

/** How many failures of each invariant are shortened and shown; the others are named by their seeds. */
const shown = 3;

/** `npm run simulate`: exit code 1 where an invariant was violated. */
export async function simulateCommand(options: SimulateOptions): Promise<void> {
  if (options.only !== undefined) return replay(options.only);
  const jobs = options.jobs ?? availableParallelism();
  const failed = options.everyCall === true ? await simulateEveryCall(jobs) : await simulateSchedules(jobs, options);
  if (failed) process.exitCode = 1;
}

async function simulateSchedules(jobs: number, { seed, schedules }: SimulateOptions): Promise<boolean> {
  const begun = Date.now();
  const seeds = seedsOf(seed, schedules);
  const tally = newTally();
  await over(jobs, 'schedules', seeds, (more) => {
    addTally(tally, more);
    tell(tally.schedules, seeds.length, 'schedules', tally.failures.length, begun);
  });
  tally.failures.sort((a, b) => a.seed - b.seed);
  print([figures(tally, (Date.now() - begun) / 1000)]);
  await showFailures(tally.failures);
  return tally.failures.length > 0;
}

async function replay(seed: number): Promise<void> {
  const schedule = scheduleOf(seed);
  print(linesOf(schedule));
  print(['']);
  const { violation } = await play(schedule, { invariants, log: (line) => print([line]) });
  if (violation === undefined) return print(['', 'No invariant is violated.']);
  await show({ seed, violation });
  process.exitCode = 1;
}

async function showFailures(failures: readonly Failure[]): Promise<void> {
  for (const { name, says } of invariants) {
    const of = failures.filter(({ violation }) => violation.invariant === name);
    if (of.length === 0) continue;
    print(['', `VIOLATED ${name} (${says}): ${counted(of.length, 'schedule')}`]);
    for (const failure of of.slice(0, shown)) await show(failure);
    if (of.length > shown)
      print([
        `  further seeds: ${of
          .slice(shown)
          .map(({ seed }) => seed)
          .join(' ')}`,
      ]);
  }
}

async function show({ seed, violation: { invariant, message } }: Failure): Promise<void> {
  const smallest = await shrink(scheduleOf(seed), (candidate) => fails(candidate, invariant));
  print([
    '',
    `  ${message}`,
    `  replay: npm run simulate -- --only ${seed}`,
    '  shortened to:',
    ...linesOf(smallest).map((line) => `    ${line}`),
  ]);
}

const fails = async (schedule: Schedule, invariant: string): Promise<boolean> =>
  (await play(schedule, { invariants })).violation?.invariant === invariant;

function figures({ schedules, processes, calls, endings, happened, failures }: Tally, seconds: number): string {
  const rows = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => [name, String(count)]);
  return [
    `${schedules} schedules, ${processes} processes, ${calls} calls in ${seconds.toFixed(1)} s: ${(schedules / seconds).toFixed(1)} schedules/s`,
    '',
    table(['HOW THEY ENDED', 'TIMES'], rows(endings)),
    '',
    table(['WHAT HAPPENED', 'TIMES'], rows(happened)),
    '',
    `${counted(failures.length, 'violation')}`,
  ].join('\n');
}
