import { annotationKey, type UpgradeAnnotation } from '../../../constructs/upgrade/upgrade-annotation';
import { versionPattern } from '../../checkout/source-text';
import type { ClusterRef } from '../edit';
import type { SynthesizedCluster } from '../synthesized-clusters';
import type { VersionChange } from '../version-change';
import { type Accept, type Difference, differences } from './difference';
import { type ClusterSide, groupChanges, groupsByFamily } from './group-changes';
import { addressOf } from './own-elements';

/** A cluster that an AuroraCluster has made. */
export type Annotated = SynthesizedCluster & { annotation: UpgradeAnnotation };

/**
 * What differs in what a cluster's construct has made, beyond what its versions explain:
 *
 * - A text that says another version or refers to the groups of another family, and is the same otherwise.
 * - Groups that come or go with their families (`groupChanges`). A group that stays is the same, its address included.
 * - The versions in the annotation, with their groups.
 * - If the families differ, the conditions of data sources: they can make a plan fail, and change nothing.
 */
export function changesOfCluster(
  cluster: ClusterRef,
  sides: [ClusterSide, ClusterSide],
  { from, to }: VersionChange,
  derived: string[],
): Difference[] {
  const at = `${cluster.stack}: `;
  const [{ own: mine }, { own: theirs }] = sides;
  const saysNewVersion = textRule([], from.engineVersion, to.engineVersion, derived);
  const follows = ownRule(cluster, sides, textRule(groupPairs(sides), from.engineVersion, to.engineVersion, derived));
  const groups = groupChanges(...sides, saysNewVersion, at);
  const unintended = [...groups.unintended];
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    if (groups.settled.has(key)) continue;
    const accept = isGroup(key) ? saysNewVersion : follows;
    unintended.push(...differences(mine[key], theirs[key], at + key, accept));
  }
  return unintended;
}

function isGroup(key: string): boolean {
  const address = addressOf(key);
  return address?.mode === 'managed' && groupTypes.has(address.type);
}

const groupTypes = new Set(['aws_rds_cluster_parameter_group', 'aws_db_parameter_group']);

/** Texts that are the same but for the version, and for what the groups in use are called. */
function textRule(pairs: [string, string][], from: string, to: string, derived: string[]): Accept {
  const substitute = (text: string) => {
    const exact = pairs.find(([a]) => a === text);
    if (exact) return exact[1];
    return pairs.reduce((result, [a, b]) => result.replaceAll(a, b), text).replaceAll(versionPattern(from), to);
  };
  return (a, b, path) => {
    if (typeof a !== 'string' || typeof b !== 'string' || substitute(a) !== b) return false;
    if (!isVersionItself(path) && a.search(versionPattern(from)) >= 0) derived.push(path);
    return true;
  };
}

const isVersionItself = (path: string) =>
  /\.engine_version$|\.lifecycle\.(pre|post)condition\[\d+\]\.(condition|error_message)$/.test(path);

/** What the groups in use are called before and after; the same in a minor upgrade, and if only other versions change. */
function groupPairs([{ annotation: old }, { annotation: now }]: [ClusterSide, ClusterSide]): [string, string][] {
  const pairs: [string, string][] = [];
  for (const key of ['clusterParameterGroup', 'instanceParameterGroup'] as const) {
    const [a, b] = [old[key], now[key]];
    if (!a || !b || a.family === b.family) continue;
    pairs.push([a.family, b.family], [a.name, b.name]);
    if (a.address && b.address) pairs.push([a.address, b.address]);
  }
  // Longest first: a family is part of many a name.
  return pairs.filter(([a, b]) => a !== b).sort(([a], [b]) => b.length - a.length);
}

/** What may differ beside texts: the annotation's versions, and conditions that tell of the families. */
function ownRule(cluster: ClusterRef, [old, now]: [ClusterSide, ClusterSide], text: Accept): Accept {
  const annotation = `${cluster.stack}: resource.${cluster.address}.//.${annotationKey}.`;
  const families = (side: ClusterSide) => [...groupsByFamily(side.annotation).keys()].sort().join();
  const otherFamilies = families(old) !== families(now);
  return (a, b, path) => {
    if (path.startsWith(annotation)) {
      const [key] = path.slice(annotation.length).split('.');
      return ['engineVersion', 'clusterParameterGroup', 'instanceParameterGroup', 'upgradeTo', 'previous'].includes(
        key!,
      );
    }
    const isCondition = /^[^:]*: data\..*\.lifecycle\.(pre|post)condition\[\d+\]\.(condition|error_message)$/.test(
      path,
    );
    const areTexts = typeof a === 'string' && typeof b === 'string';
    return (isCondition && otherFamilies && areTexts) || text(a, b, path);
  };
}
