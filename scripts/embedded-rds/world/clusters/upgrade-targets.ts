import { compare, familyOf, type UpgradeTarget, validUpgradeTargets } from '../../../engine-versions/catalogue';
import { seenTargets } from '../../../engine-versions/seen-pairs';
import type { Choices } from '../on-demand/choices';

interface OfferedTarget extends UpgradeTarget {
  /** No source shows it: the choice `assumedTargets` of this world does. */
  isAssumed?: true;
}

/** What this world offers as upgrade targets: what a source lists, else what was seen; and what the world assumes. Oldest first. */
export function upgradeTargets(
  { assumedTargets }: Pick<Choices, 'assumedTargets'>,
  engine: string,
  version: string,
): OfferedTarget[] {
  const cited = validUpgradeTargets(engine, version) ?? seenTargets(engine, version);
  const family = familyOf(engine, version);
  const assumed = assumedTargets.flatMap((pair): OfferedTarget[] => {
    const { from, to } = assumedPair(pair) ?? {};
    if (from !== version || to === undefined || familyOf(engine, to) === undefined) return [];
    if (cited.some((target) => target.version === to)) return [];
    return [{ version: to, isMajor: familyOf(engine, to) !== family, isAssumed: true }];
  });
  return [...cited, ...assumed].sort((a, b) => compare(a.version, b.version));
}

/** `8.0.mysql_aurora.3.10.2 > 8.4.mysql_aurora.8.4.7`; undefined for another text. */
export function assumedPair(text: string): { from: string; to: string } | undefined {
  const [, from, to] = /^(\S+) > (\S+)$/.exec(text) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}
