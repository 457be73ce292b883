import { RdsFault } from '../../aws/faults';
import { finalSnapshotName } from '../../view/identity';
import type { OldCluster } from '../../view/old-environment';
import { fact, type View } from '../../view/view';

/** How many names are tried: a name may be taken by a snapshot that RDS does not list for this cluster. */
const tries = 9;

/** The next names that no final snapshot of the old cluster uses. */
export function nextFinalSnapshots(view: View, { cluster, fromVersion }: OldCluster): [string, ...string[]] {
  const production = view.desired.annotation.clusterIdentifier;
  const taken = fact(view, 'finalSnapshots').map(({ identifier }) => identifier);
  const name = (count: number) => finalSnapshotName(production, fromVersion, cluster.resourceId, count);
  const [first = name(taken.length), ...others] = Array.from({ length: taken.length + tries }, (_, i) =>
    name(i),
  ).filter((each) => !taken.includes(each));
  return [first, ...others];
}

export const nameIsTaken = (error: unknown) =>
  error instanceof RdsFault && error.fault === 'DBClusterSnapshotAlreadyExistsFault';
