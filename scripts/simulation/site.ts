import type { CodeVersions } from '../desired/code-versions';
import { type WorldClock, worldClock } from '../embedded-rds/server/clock';
import { settle } from '../embedded-rds/server/service';
import { newWorld, regionOf } from '../embedded-rds/world/new-world';
import { plainCopy } from '../embedded-rds/world/plain-copy';
import type { Region, World } from '../embedded-rds/world/world';
import { CodeInMemory } from './code-in-memory';
import { beginning, region } from './names';

/** What outlives every process: the world with its time, and the code. Nothing else is shared between two runs. */
export interface Site {
  world: World;
  clock: WorldClock;
  code: CodeInMemory;
}

/** The same as plain data. */
export interface KeptSite {
  world: World;
  now: number;
  versions: CodeVersions;
}

export function newSite(versions: CodeVersions): Site {
  return { world: newWorld(), clock: stepped(beginning), code: new CodeInMemory(versions) };
}

export const keep = ({ world, clock, code }: Site): KeptSite => ({
  world: plainCopy(world),
  now: clock.now(),
  versions: code.versions,
});

export const reopen = ({ world, now, versions }: KeptSite): Site => ({
  world: plainCopy(world),
  clock: stepped(now),
  code: new CodeInMemory(versions),
});

export const here = ({ world }: Site): Region => regionOf(world, region);

/** Lets so many minutes pass. */
export function pass(site: Site, minutes: number): void {
  site.clock.advance(minutes * 60_000);
  settle(site.world, site.clock);
}

/** A clock that knows no wall: the same steps give the same times. */
const stepped = (now: number): WorldClock => worldClock(0, now, () => 0);
