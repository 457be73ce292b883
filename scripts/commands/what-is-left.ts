import type { RdsReads } from '../aws/rds/rds-port';
import type { Cluster } from '../aws/rds/types';
import { awsCommand } from '../report/commands';
import type { View } from '../view/view';

/**
 * What a cleanup leaves, because somebody may need it and only people know: one line each.
 * @param old  the cluster that this run has removed
 */
export async function whatIsLeft(view: View, old: Cluster | undefined, rds: RdsReads): Promise<string[]> {
  const name = view.desired.annotation.clusterIdentifier;
  const lines: string[] = [];
  const snapshots = (await rds.clusterSnapshots()).filter(
    ({ clusterIdentifier: of, identifier }) =>
      of === name || of === old?.identifier || identifier.startsWith(`preupgrade-${name}-green-`),
  );
  if (snapshots.length > 0) {
    lines.push(
      `Snapshots stay until somebody deletes them: ${snapshots.map(({ identifier }) => identifier).join(', ')}.`,
    );
  }
  if (old === undefined) return lines;
  if (old.backupRetentionDays > 0) {
    const command = `rds delete-db-cluster-automated-backup --db-cluster-resource-id ${old.resourceId}`;
    lines.push(
      `Automated backups of ${old.identifier} stay until they expire, within ${old.backupRetentionDays} days: only they reach back before the switchover. To delete them: ${awsCommand(view, command)}`,
    );
  }
  lines.push(`Log groups and metrics of the old names stay: /aws/rds/cluster/${old.identifier}/…`);
  return lines;
}
