import type { RdsReads } from '../aws/rds/rds-port';
import type { Cluster } from '../aws/rds/types';
import { awsCommand } from '../report/commands';
import { counted } from '../runtime/counted';
import type { View } from '../view/view';

export interface Left {
  /** A sentence each. */
  notes: string[];
  /** What of it costs money, by name. */
  costs: string[];
}

/**
 * What a cleanup leaves, because somebody may need it and only people know.
 * @param old  the cluster that this run has removed
 */
export async function whatIsLeft(view: View, old: Cluster | undefined, rds: RdsReads): Promise<Left> {
  const name = view.desired.annotation.clusterIdentifier;
  const notes: string[] = [];
  const snapshots = (await rds.clusterSnapshots()).filter(
    ({ clusterIdentifier: of, identifier }) =>
      of === name || of === old?.identifier || identifier.startsWith(`preupgrade-${name}-green-`),
  );
  const costs = snapshots.length === 0 ? [] : [counted(snapshots.length, 'snapshot')];
  if (snapshots.length > 0) {
    notes.push(`Snapshots stay until you delete them: ${snapshots.map(({ identifier }) => identifier).join(', ')}.`);
  }
  if (old === undefined) return { notes, costs };
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
