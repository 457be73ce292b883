import { sameVersions } from '../../desired/code-versions';
import type { ClusterRef, ClusterRefs } from '../edit';
import { findCluster, listClusters, type Synthesis, type SynthesizedCluster } from '../synthesized-clusters';
import type { VersionChange } from '../version-change';
import { type Annotated, changesOfCluster } from './changes-of-cluster';
import { type Difference, differences } from './difference';
import { isSame, type Verdict } from './judge';
import { takeOut } from './own-elements';

/** A cluster as both syntheses show it. */
interface Pair {
  cluster: ClusterRef;
  old: Annotated;
  now: Annotated;
}

/**
 * Decides whether two syntheses differ by the versions of these clusters and nothing else. What may differ:
 *
 * - In what the constructs of none of them have made: nothing.
 * - In what one has made: see `changesOfCluster`.
 */
export function intendedChange(
  before: Synthesis,
  after: Synthesis,
  clusters: ClusterRefs,
  change: VersionChange,
): Verdict {
  const { to } = change;
  const pairs = clusters.flatMap((cluster) => pairOf(before, after, cluster) ?? []);
  if (pairs.length < clusters.length) {
    return { moved: false, unintended: differences(before, after), otherClusters: [], derived: [] };
  }
  const moved = pairs.every(
    ({ now }) => now.engineVersion === to.engineVersion && now.versions !== undefined && sameVersions(now.versions, to),
  );
  const derived: string[] = [];
  const unintended = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((stack) => {
    const inStack = pairs.filter(({ cluster }) => cluster.stack === stack);
    return inStack.length === 0
      ? differences(before[stack], after[stack], `${stack}: `)
      : changesOfStack(before[stack], after[stack], inStack, change, derived);
  });
  return { moved, unintended, otherClusters: otherClusters(before, after, clusters), derived };
}

function pairOf(before: Synthesis, after: Synthesis, cluster: ClusterRef): Pair | undefined {
  const [old, now] = [findCluster(before, cluster), findCluster(after, cluster)];
  return isAnnotated(old) && isAnnotated(now) ? { cluster, old, now } : undefined;
}

const isAnnotated = (cluster: SynthesizedCluster | undefined): cluster is Annotated =>
  cluster?.annotation !== undefined;

/** Differences that are none of its clusters' versions. */
function changesOfStack(
  before: unknown,
  after: unknown,
  pairs: readonly Pair[],
  change: VersionChange,
  derived: string[],
): Difference[] {
  const at = `${pairs[0]!.cluster.stack}: `;
  const former = takeOut(
    before,
    pairs.map(({ old }) => old),
  );
  const latter = takeOut(
    after,
    pairs.map(({ now }) => now),
  );
  const own = pairs.flatMap(({ cluster, old, now }, index) => {
    const mine = { annotation: old.annotation, own: former.own[index]!, stack: before };
    const theirs = { annotation: now.annotation, own: latter.own[index]!, stack: after };
    return changesOfCluster(cluster, [mine, theirs], change, derived);
  });
  return [...differences(former.rest, latter.rest, at), ...own];
}

function otherClusters(before: Synthesis, after: Synthesis, clusters: ClusterRefs): SynthesizedCluster[] {
  const formerly = listClusters(before);
  return listClusters(after).filter((each) => {
    const former = formerly.find((other) => isSame(each, other));
    if (!former || clusters.some((cluster) => isSame(each, cluster))) return false;
    const sameInCode = former.versions && each.versions ? sameVersions(former.versions, each.versions) : true;
    return !sameInCode || former.engineVersion !== each.engineVersion;
  });
}
