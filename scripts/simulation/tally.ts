import type { Played } from './play';
import type { Violation } from './watch';

/** What many schedules have come to; plain data, as it goes between processes. */
export interface Tally {
  schedules: number;
  processes: number;
  calls: number;
  endings: Record<string, number>;
  happened: Record<string, number>;
  failures: Failure[];
}

export interface Failure {
  seed: number;
  violation: Violation;
}

export const newTally = (): Tally => ({
  schedules: 0,
  processes: 0,
  calls: 0,
  endings: {},
  happened: {},
  failures: [],
});

export function addPlay(tally: Tally, seed: number, { violation, ...played }: Played): void {
  const failures = violation === undefined ? [] : [{ seed, violation }];
  addTally(tally, { ...played, schedules: 1, failures });
}

export function addTally(tally: Tally, more: Tally): void {
  tally.schedules += more.schedules;
  tally.processes += more.processes;
  tally.calls += more.calls;
  for (const name of ['endings', 'happened'] as const) {
    for (const [key, count] of Object.entries(more[name])) tally[name][key] = (tally[name][key] ?? 0) + count;
  }
  tally.failures.push(...more.failures);
}
