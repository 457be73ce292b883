import { mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the first of a few folders whose names do not change; whoever takes it removes it. tsx keeps what it compiled by the path
 * of a file: a project at a path of its own compiles 300 files anew, more than a second of a command that takes half of one.
 */
export function takeStableFolder(): string {
  const places = stableFolders();
  for (let number = 0; ; number += 1) {
    const place = join(places, String(number));
    try {
      mkdirSync(place);
      return place;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Where they are: a folder of this user's. */
export function stableFolders(): string {
  const places = join(realpathSync(tmpdir()), `aurora-tests-${userInfo().username}`);
  mkdirSync(places, { recursive: true });
  removeOld(places);
  return places;
}

/** What tests that were killed have left, and packages of former states of the sources: no test takes a day. */
function removeOld(places: string): void {
  const yesterday = Date.now() - 24 * 3600_000;
  for (const name of readdirSync(places)) {
    const place = join(places, name);
    const made = statSync(place, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (made < yesterday) rmSync(place, { recursive: true, force: true });
  }
}
