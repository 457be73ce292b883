import { compare, familyOf, type UpgradeTarget } from './catalogue';
import { type Citation, citationOf } from './citation';
import data from './seen-pairs.json';

/**
 * Single upgrades that a source shows, of versions whose whole list no source prints. Which others there are stays unknown: neither
 * "any higher number" nor "any later release" holds (3.04.3 cannot go to 3.05.2, and 3.10.2 goes to 3.11.0, which is older than it).
 * An empty list of a release that was the newest on its day says nothing about today, so none is kept here.
 */
const engines: Record<string, Record<string, Record<string, string>>> = data.engines;

/** Oldest first; empty where no source shows one, which is not "none". */
export function seenTargets(engine: string, version: string): UpgradeTarget[] {
  return Object.keys(engines[engine]?.[version] ?? {})
    .map((to) => ({ version: to, isMajor: familyOf(engine, to) !== familyOf(engine, version) }))
    .sort((a, b) => compare(a.version, b.version));
}

/** Where this upgrade was seen. */
export function seenPairSource(engine: string, from: string, to: string): Citation | undefined {
  const id = engines[engine]?.[from]?.[to];
  return id === undefined ? undefined : citationOf(data.sources, id);
}
