import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { hasSameHooks } from './hook-notes';

export interface ClusterPair {
  base?: DesiredCluster;
  head?: DesiredCluster;
}

/**
 * Which cluster of the base is which of the head: by stack and address, which is what Terraform goes by, then by an identifier
 * that is the only one of its name at both ends. The head's order; what is only in the base comes last.
 */
export function pairClusters(base: readonly DesiredCluster[], head: readonly DesiredCluster[]): ClusterPair[] {
  const taken = new Set<DesiredCluster>();
  const take = (cluster: DesiredCluster | undefined) => {
    if (cluster !== undefined) taken.add(cluster);
    return cluster;
  };
  const byPlace = new Map(head.map((each) => [each, take(base.find((other) => samePlace(each, other)))]));
  const left = base.filter((each) => !taken.has(each));
  const unmatched = head.filter((each) => byPlace.get(each) === undefined);
  const pairs = head.map((each): ClusterPair => {
    const former = byPlace.get(each) ?? take(onlyNamesake(each, left, unmatched));
    return former === undefined ? { head: each } : { base: former, head: each };
  });
  return [...pairs, ...base.filter((each) => !taken.has(each)).map((each) => ({ base: each }))];
}

export const samePlace = (a: DesiredCluster, b: DesiredCluster) =>
  a.stack === b.stack && a.annotation.address === b.annotation.address;

function onlyNamesake(
  cluster: DesiredCluster,
  left: readonly DesiredCluster[],
  unmatched: readonly DesiredCluster[],
): DesiredCluster | undefined {
  const named = ({ annotation }: DesiredCluster) =>
    annotation.clusterIdentifier === cluster.annotation.clusterIdentifier;
  const [former, ...others] = left.filter(named);
  return others.length === 0 && unmatched.filter(named).length === 1 ? former : undefined;
}

/** Whether a reviewer has nothing to look at. */
export function isSame(base: DesiredCluster, head: DesiredCluster): boolean {
  const keys = ['clusterIdentifier', 'engine', 'upgradePolicy'] as const;
  const [before, after] = [codeVersions(base), codeVersions(head)];
  return (
    samePlace(base, head) &&
    hasSameHooks(base, head) &&
    keys.every((key) => base.annotation[key] === head.annotation[key]) &&
    (['engineVersion', 'upgradeTo', 'previousEngineVersion'] as const).every((key) => before[key] === after[key])
  );
}
