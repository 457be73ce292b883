import type { FaultRule } from './on-demand/faults';
import { plainCopy } from './plain-copy';
import type { Region, World } from './world';

/** How far back a rule reaches that names no `seconds`. */
export const defaultReachSeconds = 30;

/** What a region was until a moment, that moment not included. */
interface Past {
  until: number;
  region: Region;
}

/**
 * What the regions were, oldest first: kept beside the world, not in it, so that it is in no state file, and only while a rule
 * asks for it. A read of the past then costs nothing where there is none.
 */
const pasts = new WeakMap<World, Map<string, Past[]>>();

/** Changes a region at `now`, and keeps what it was before, unless the change is refused. Changes of one moment are one change. */
export function remembered<Result>(world: World, region: Region, now: number, run: () => Result): Result {
  const reach = Math.max(...world.faults.map(reachOf));
  if (reach <= 0) {
    pasts.delete(world);
    return run();
  }
  const regions = pasts.get(world) ?? new Map<string, Past[]>();
  pasts.set(world, regions);
  const kept = (regions.get(region.name) ?? []).filter(({ until }) => until > now - reach);
  const before = kept.at(-1)?.until === now ? undefined : plainCopy(region);
  const result = run();
  if (before !== undefined) kept.push({ until: now, region: before });
  regions.set(region.name, kept);
  return result;
}

/** The region as it was at a time, or as far back as is known: history begins with the first change that a rule sees. */
export function regionAt(world: World, region: Region, time: number): Region {
  return (
    pasts
      .get(world)
      ?.get(region.name)
      ?.find(({ until }) => until > time)?.region ?? region
  );
}

/** Another world is in place: nothing of the former one's past is its own. */
export function forget(world: World): void {
  pasts.delete(world);
}

/** Milliseconds that a rule looks back, 0 for one that does not, or no longer. */
function reachOf(rule: FaultRule): number {
  if (rule.kind !== 'call' || (rule.effect !== 'stale' && rule.effect !== 'torn')) return 0;
  const { call = 1, times = 1, seen = 0, seconds = defaultReachSeconds } = rule;
  return times === 0 || seen < call + times - 1 ? seconds * 1000 : 0;
}
