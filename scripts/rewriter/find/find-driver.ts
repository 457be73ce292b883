import type { Reading } from '../judge/judge';
import type { Trials } from '../trials';
import { type Candidate, trialsOf } from './candidate';
import { type Arrivals, isSameMark } from './locator';

type Driver =
  | { kind: 'found'; candidate: Candidate }
  /** No candidate decides the version by itself: it is computed, or it stands elsewhere. */
  | { kind: 'none' }
  /** The app refuses too many combinations. */
  | { kind: 'too-many-syntheses' };

type Says = (reading: Reading) => boolean;

const budget = 40;

/** Finds the candidate from which the cluster's versions come: the one whose markers reach it, or else by bisection. */
export async function findDriver(
  trials: Trials,
  all: readonly Candidate[],
  arrivals: () => Promise<Arrivals | undefined>,
  says: Says,
): Promise<Driver> {
  const [only] = all;
  if (!only) return { kind: 'none' };
  // Whether it really decides is what the proof of the edit shows.
  if (all.length === 1) return { kind: 'found', candidate: only };
  const arrived = await arrivals();
  if (!arrived) return narrow(trials, all, says);
  const candidate = all.find(({ marks }) => marks.every((mark) => isSameMark(arrived.get(mark.name), mark)));
  return candidate ? { kind: 'found', candidate } : { kind: 'none' };
}

/** Bisection: the half that changes the cluster contains the candidate. A half with which the app does not synthesize is split further. */
export async function narrow(trials: Trials, all: readonly Candidate[], says: Says): Promise<Driver> {
  const limit = trials.count + budget;
  const search = async (set: readonly Candidate[]): Promise<Candidate | undefined | 'exhausted'> => {
    if (trials.count >= limit) return 'exhausted';
    const result = await trials.run(set.flatMap(trialsOf));
    const moved = result.ok && says(result.reading);
    if (set.length === 1) return moved ? set[0] : undefined;
    if (result.ok && !moved) return undefined;
    const middle = Math.ceil(set.length / 2);
    return (await search(set.slice(0, middle))) ?? search(set.slice(middle));
  };
  const candidate = await search(all);
  if (candidate === 'exhausted') return { kind: 'too-many-syntheses' };
  return candidate ? { kind: 'found', candidate } : { kind: 'none' };
}
