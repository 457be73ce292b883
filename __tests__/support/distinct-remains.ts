import type { Remains } from './scenario';

/**
 * A process keeps nothing of its own: after a call that changed nothing and took no time, a kill leaves what a kill before it
 * would have left. Such neighbours are tried once; how often RDS was asked tells nothing to the next run.
 */
export function distinctRemains(all: readonly Remains[]): Remains[] {
  const texts = all.map(({ world: { calls: _, ...world }, ...rest }) => JSON.stringify({ world, ...rest }));
  return all.filter((_, i) => texts[i] !== texts[i - 1]);
}
