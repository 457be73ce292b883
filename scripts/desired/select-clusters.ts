import { refusal } from '../runtime/errors';
import type { DesiredCluster } from './desired-cluster';

export interface Selection {
  /** `--all` */
  all?: boolean;
  /** For the sentence when a choice is missing: `to upgrade`. */
  purpose?: string;
  /** Whether the command has `--all`. */
  offerAll?: boolean;
  /** Where only the clusters of one region are given. */
  region?: string;
}

/**
 * The clusters that a command applies to: those named by identifier or by path, or all of them, or the only one.
 * @throws UpgradeError NO_CLUSTERS, CLUSTER_UNKNOWN, CLUSTER_AMBIGUOUS, SEVERAL_CLUSTERS
 */
export function selectClusters(
  clusters: readonly DesiredCluster[],
  names: readonly string[],
  { all = false, purpose = 'meant', offerAll = true, region }: Selection = {},
): DesiredCluster[] {
  if (clusters.length === 0) {
    throw refusal(
      'NO_CLUSTERS',
      'The app declares no AuroraCluster.',
      'Declare one (constructs/README.md), or run the command in the folder of the app that does.',
    );
  }
  if (names.length > 0) return [...new Set(names.map((name) => find(clusters, name, region)))];
  if (all || clusters.length === 1) return [...clusters];
  throw refusal(
    'SEVERAL_CLUSTERS',
    `Which cluster is ${purpose}? There are ${clusters.length}: ${clusters.map(label).join(', ')}.`,
    offerAll ? 'Name the clusters, or use --all.' : 'Name the clusters.',
  );
}

function find(clusters: readonly DesiredCluster[], name: string, region: string | undefined): DesiredCluster {
  const byPath = clusters.filter(({ path }) => path === name);
  // RDS stores identifiers in lower case, and people paste them as they come.
  const found = byPath.length > 0 ? byPath : clusters.filter((each) => label(each) === name.toLowerCase());
  if (found.length > 1) {
    throw refusal(
      'CLUSTER_AMBIGUOUS',
      `${found.length} clusters are called "${name}", in different regions, accounts or stacks.`,
      `Use the path of the one you mean: ${found.map(({ path }) => path).join(', ')}.`,
    );
  }
  if (found[0]) return found[0];
  const near = nearest(
    name,
    clusters.flatMap((each) => [label(each), each.path]),
  );
  throw refusal(
    'CLUSTER_UNKNOWN',
    `The app declares no cluster called "${name}"${region === undefined ? '' : ` in ${region}`}.`,
    near
      ? `Did you mean "${near}"?`
      : `It declares ${clusters.map(label).join(', ')}${region === undefined ? '' : ' there'}.`,
  );
}

const label = (cluster: DesiredCluster) => cluster.annotation.clusterIdentifier;

/** The candidate that a slip of the finger explains: at most a third of the letters differ, or one contains the other. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({
    candidate,
    distance: candidate.includes(name) && name.length > 2 ? 1 : editDistance(name.toLowerCase(), candidate),
  }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
