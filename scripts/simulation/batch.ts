import { scheduleOf } from './generate';
import { invariants } from './invariants';
import { play } from './play';
import { addPlay, newTally, type Tally } from './tally';

/** Plays schedules one after the other, in this process. */
export async function playAll(seeds: readonly number[]): Promise<Tally> {
  const tally = newTally();
  for (const seed of seeds) addPlay(tally, seed, await play(scheduleOf(seed), { invariants }));
  return tally;
}
