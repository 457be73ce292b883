import type { EngineVersion } from '../../constructs/engine-version';

/** A version with those that RDS offers to upgrade it to. */
interface UpgradeOffer {
  version: EngineVersion;
  targets: readonly EngineVersion[];
}

/**
 * The fewest hops from one version to another over what RDS offers as upgrade targets, both ends included. Undefined where
 * there is no way.
 *
 * "Do minor upgrades first until a row has it" (AuroraUserGuide): of several ways the one that stays in the family, then the one
 * over the latest version, which is supported longest.
 */
export function upgradePath(
  offers: readonly UpgradeOffer[],
  from: EngineVersion,
  to: EngineVersion,
): EngineVersion[] | undefined {
  const targets = new Map(offers.map((offer) => [offer.version.text, offer.targets]));
  const cameFrom = new Map<string, EngineVersion | undefined>([[from.text, undefined]]);
  const leaves = ({ family }: EngineVersion) => Number(family !== from.family);
  let frontier = [from];
  while (frontier.length > 0) {
    const next: EngineVersion[] = [];
    for (const version of frontier.sort((a, b) => leaves(a) - leaves(b) || b.compare(a))) {
      for (const target of targets.get(version.text) ?? []) {
        if (cameFrom.has(target.text)) continue;
        cameFrom.set(target.text, version);
        next.push(target);
      }
    }
    if (cameFrom.has(to.text)) return walkBack(cameFrom, to);
    frontier = next;
  }
  return undefined;
}

function walkBack(cameFrom: Map<string, EngineVersion | undefined>, to: EngineVersion): EngineVersion[] {
  const path: EngineVersion[] = [];
  for (let version: EngineVersion | undefined = to; version !== undefined; version = cameFrom.get(version.text))
    path.unshift(version);
  return path;
}
