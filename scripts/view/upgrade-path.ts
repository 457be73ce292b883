import type { EngineVersionFacts } from '../aws/rds/types';

/**
 * The fewest hops from one version to another over what RDS offers as upgrade targets, both ends included. Undefined where
 * there is no way.
 *
 * @param preference  orders versions between which there is a choice, the preferred one first
 */
export function upgradePath(
  all: readonly EngineVersionFacts[],
  from: string,
  to: string,
  preference: (a: string, b: string) => number,
): string[] | undefined {
  const targets = new Map(all.map(({ version, validTargets }) => [version, validTargets.map((it) => it.version)]));
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  let frontier = [from];
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const version of frontier.sort(preference)) {
      for (const target of targets.get(version) ?? []) {
        if (cameFrom.has(target)) continue;
        cameFrom.set(target, version);
        next.push(target);
      }
    }
    if (cameFrom.has(to)) return walkBack(cameFrom, to);
    frontier = next;
  }
  return undefined;
}

function walkBack(cameFrom: Map<string, string | undefined>, to: string): string[] {
  const path: string[] = [];
  for (let version: string | undefined = to; version !== undefined; version = cameFrom.get(version))
    path.unshift(version);
  return path;
}
