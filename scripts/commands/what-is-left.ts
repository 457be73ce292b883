import type { RdsReads } from '../aws/rds/rds-port';
import type { Cluster, ClusterSnapshot } from '../aws/rds/types';
import { awsCommand } from '../report/commands';
import { counted } from '../runtime/counted';
import { isFinalSnapshot } from '../view/identity';
import type { View } from '../view/view';

interface Left {
  /** A sentence each. */
  notes: string[];
  /** What of it costs money, by name. */
  costs: string[];
}

/**
 * What a cleanup leaves, because somebody may need it and only people know.
 * @param old  the cluster that this run has removed; undefined where an earlier run was stopped after that
 */
export async function whatIsLeft(view: View, old: Cluster | undefined, rds: RdsReads): Promise<Left> {
  const name = view.desired.annotation.clusterIdentifier;
  const notes: string[] = [];
  const snapshots = (await rds.clusterSnapshots()).filter(
    (snapshot) =>
      [name, old?.identifier].includes(snapshot.clusterIdentifier) ||
      isOfOld(snapshot, name) ||
      snapshot.identifier.startsWith(`preupgrade-${name}-green-`),
  );
  const costs = snapshots.length === 0 ? [] : [counted(snapshots.length, 'snapshot')];
  if (snapshots.length > 0) {
    notes.push(`Snapshots stay until you delete them: ${snapshots.map(({ identifier }) => identifier).join(', ')}.`);
  }
  if (old === undefined) return { notes: [...notes, ...backupsOfGone(view, snapshots)], costs };
  if (old.backupRetentionDays > 0) {
    const command = `rds delete-db-cluster-automated-backup --db-cluster-resource-id ${old.resourceId}`;
    notes.push(
      `Automated backups of ${old.identifier} stay until they expire, within ${old.backupRetentionDays} days: only they reach back before the switchover. To delete them: ${awsCommand(view, command)}`,
    );
    costs.push(`automated backups of ${old.identifier} for at most ${counted(old.backupRetentionDays, 'day')}`);
  }
  notes.push(`Log groups and metrics of the old names stay: /aws/rds/cluster/${old.identifier}/…`);
  return { notes, costs: costs.length === 0 ? [] : [`${costs.join(' and ')}, on purpose (see above)`] };
}

/** By its name, which says of which production, and by the hash of its cluster in it. */
const isOfOld = (snapshot: ClusterSnapshot, name: string) =>
  snapshot.clusterIdentifier.replace(/-old\d+$/, '') === name && isFinalSnapshot(snapshot);

/** The cluster that an earlier run has removed is known by its last snapshot only. */
function backupsOfGone(view: View, snapshots: readonly ClusterSnapshot[]): string[] {
  const name = view.desired.annotation.clusterIdentifier;
  const last = snapshots
    .filter((snapshot) => snapshot.clusterResourceId !== undefined && isOfOld(snapshot, name))
    .sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))
    .at(-1);
  if (last === undefined) return [];
  const words = `rds describe-db-cluster-automated-backups --db-cluster-resource-id ${last.clusterResourceId}`;
  return [
    `Automated backups of ${last.clusterIdentifier}, if it had any, stay until they expire. To see them: ${awsCommand(view, words)}`,
  ];
}
