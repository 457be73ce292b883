import type { Candidate } from './candidate';
import type { ClusterRef } from './edit';
import { findCluster } from './synthesized-clusters';
import type { Trials } from './trials';

export type Driver =
  | { kind: 'found'; candidate: Candidate }
  /** No candidate decides the version by itself: it is computed, or it stands elsewhere. */
  | { kind: 'none' }
  /** The app refuses too many combinations. */
  | { kind: 'too-many-syntheses' };

const budget = 40;

/**
 * Finds the candidate that the cluster's version comes from. All of them are given versions of their own at once, and the one
 * that arrives at the cluster tells its place: one synthesis for any number of candidates. Where the app does not accept such
 * versions (it checks them against a list, say), halves are tried with the new version.
 */
export async function findDriver(
  trials: Trials,
  all: Candidate[],
  cluster: ClusterRef,
  { from, to }: { from: string; to: string },
): Promise<Driver> {
  const [only] = all;
  if (!only) return { kind: 'none' };
  // Whether it really decides is what the proof of the edit shows.
  if (all.length === 1) return { kind: 'found', candidate: only };
  const marked = await trials.run(all.map((candidate, index) => ({ ...candidate, text: marker(from, index) })));
  if (!marked.ok) return narrow(trials, all, cluster, to);
  const arrived = findCluster(marked.synthesis, cluster)?.engineVersion;
  const candidate = all.find((_candidate, index) => marker(from, index) === arrived);
  if (candidate) return { kind: 'found', candidate };
  // The cluster vanished: the markers changed more than versions. Otherwise none of them reaches it.
  return arrived === undefined ? narrow(trials, all, cluster, to) : { kind: 'none' };
}

/** A version of the same form that nobody runs: `15.6` gives `15.9001`. */
function marker(version: string, index: number): string {
  return version.replace(/\d+$/, String(9001 + index));
}

/** Bisection: the half that moves the cluster holds the candidate. A half that the app refuses is split further. */
export async function narrow(trials: Trials, all: Candidate[], cluster: ClusterRef, to: string): Promise<Driver> {
  const limit = trials.count + budget;
  const search = async (set: Candidate[]): Promise<Candidate | undefined | 'exhausted'> => {
    if (trials.count >= limit) return 'exhausted';
    const result = await trials.run(set.map((candidate) => ({ ...candidate, text: to })));
    const moved = result.ok && findCluster(result.synthesis, cluster)?.engineVersion === to;
    if (set.length === 1) return moved ? set[0] : undefined;
    if (result.ok && !moved) return undefined;
    const middle = Math.ceil(set.length / 2);
    return (await search(set.slice(0, middle))) ?? search(set.slice(middle));
  };
  const candidate = await search(all);
  if (candidate === 'exhausted') return { kind: 'too-many-syntheses' };
  return candidate ? { kind: 'found', candidate } : { kind: 'none' };
}
