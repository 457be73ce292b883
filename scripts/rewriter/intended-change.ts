import { type Difference, differences } from './difference';
import type { ClusterRef, Synthesis } from './edit';
import { versionPattern } from './source-text';
import {
  findCluster,
  isSame,
  type Json,
  listClusters,
  oldClusterCheck,
  ownAddresses,
  record,
  type SynthesizedCluster,
} from './synthesized-clusters';

export interface Verdict {
  /** The cluster has the new version. */
  moved: boolean;
  /** Differences that the edit must not make; it is as intended if the cluster moved and there is none. */
  unintended: Difference[];
  /** Other clusters whose version changed along. */
  otherClusters: SynthesizedCluster[];
  /** Attributes beyond the version, its annotation and its guard that follow the version. */
  derived: string[];
}

export const isIntended = ({ moved, unintended }: Verdict) => moved && unintended.length === 0;

/**
 * Decides whether two syntheses differ by the version of one cluster and nothing else. Outside the cluster's own resources no
 * leaf may differ. Within them a leaf may differ only by the version, or, in a major upgrade, by what the construct derives
 * from it: names, families and addresses of the parameter groups, each as the two annotations give them.
 */
export function judge(before: Synthesis, after: Synthesis, cluster: ClusterRef, from: string, to: string): Verdict {
  const old = findCluster(before, cluster);
  const now = findCluster(after, cluster);
  const moved = now?.engineVersion === to && now.annotation?.engineVersion === to;
  if (!old || !now) {
    return { moved, unintended: differences(before, after), otherClusters: [], derived: [] };
  }
  const substitute = substitution(old, now, from, to);
  const derived: string[] = [];
  const follows = (a: unknown, b: unknown, path: string) => {
    // cdktf numbers its own notes on a resource by its address, which a group of another family changes.
    if (/\.\/\/\.metadata\.(path|uniqueId)$/.test(path) && typeof b === 'string')
      return path.includes('parameter_group');
    if (typeof a !== 'string' || typeof b !== 'string' || substitute(a) !== b) return false;
    if (!isVersionItself(path) && a.search(versionPattern(from)) >= 0) derived.push(path);
    return true;
  };

  const unintended: Difference[] = [];
  for (const stack of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (stack !== cluster.stack) {
      unintended.push(...differences(before[stack], after[stack], `${stack}: `));
      continue;
    }
    const mine = takeOut(before[stack], ownAddresses(old));
    const theirs = takeOut(after[stack], ownAddresses(now));
    const check = `${stack}: ${oldClusterCheck(before[stack], old)}.lifecycle.postcondition[0].condition`;
    const checkFollows = (a: unknown, b: unknown, path: string) => path === check && follows(a, b, path);
    unintended.push(...differences(mine.rest, theirs.rest, `${stack}: `, checkFollows));
    const renamed = Object.fromEntries(
      Object.entries(mine.own).map(([address, body]) => [rename(address, old, now), body]),
    );
    unintended.push(...differences(renamed, theirs.own, `${stack}: resource`, follows));
  }
  const otherClusters = listClusters(after).filter((each) => {
    const former = listClusters(before).find((other) => isSame(each, other));
    return !isSame(each, cluster) && former && former.engineVersion !== each.engineVersion;
  });
  return { moved, unintended, otherClusters, derived };
}

const isVersionItself = (path: string) =>
  /\.engine_version$|\.\/\/\.aurora\.engineVersion$|\.lifecycle\.(pre|post)condition\[\d+\]\.(condition|error_message)$/.test(
    path,
  );

/** What the groups are called before and after; the same on both sides in a minor upgrade. */
function groupPairs(old: SynthesizedCluster, now: SynthesizedCluster): [string, string][] {
  const pairs: [string, string][] = [];
  for (const key of ['clusterParameterGroup', 'instanceParameterGroup'] as const) {
    const [a, b] = [old.annotation?.[key], now.annotation?.[key]];
    if (!a || !b || a.family === b.family) continue;
    pairs.push([a.family, b.family], [a.name, b.name]);
    if (a.address && b.address) pairs.push([a.address, b.address]);
  }
  // Longest first: a family is part of many a name.
  return pairs.filter(([a, b]) => a !== b).sort(([a], [b]) => b.length - a.length);
}

function substitution(old: SynthesizedCluster, now: SynthesizedCluster, from: string, to: string) {
  const pairs = groupPairs(old, now);
  return (text: string) => {
    const exact = pairs.find(([a]) => a === text);
    if (exact) return exact[1];
    const replaced = pairs.reduce((result, [a, b]) => result.replaceAll(a, b), text);
    return replaced.replaceAll(versionPattern(from), to);
  };
}

const rename = (address: string, old: SynthesizedCluster, now: SynthesizedCluster) =>
  groupPairs(old, now).find(([a]) => a === address)?.[1] ?? address;

/** The stack without the cluster's own resources, and these by address. */
function takeOut(stack: unknown, addresses: string[]): { rest: Json; own: Json } {
  const rest: Json = { ...record(stack) };
  const resources: Json = { ...record(rest.resource) };
  const own: Json = {};
  for (const address of addresses) {
    const type = address.slice(0, address.indexOf('.'));
    const name = address.slice(type.length + 1);
    const { [name]: body, ...others } = record(resources[type]) ?? {};
    if (body !== undefined) own[address] = body;
    resources[type] = others;
  }
  return { rest: { ...rest, resource: resources }, own };
}
