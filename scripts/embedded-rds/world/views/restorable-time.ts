import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';

/** Aurora can restore to about five minutes ago (user guide, "Restoring a DB cluster to a specified time"). */
const lag = 5 * 60_000;

/** Undefined while the cluster is too young to have one. */
export function latestRestorableTime(scene: Scene, cluster: ClusterRecord | undefined): Date | undefined {
  if (cluster === undefined || scene.now - lag < cluster.createdAt) return undefined;
  return new Date(scene.now - lag);
}

/** The start of the backup retention period, and never before the cluster itself. */
export function earliestRestorableTime(scene: Scene, cluster: ClusterRecord): Date | undefined {
  if (latestRestorableTime(scene, cluster) === undefined) return undefined;
  const days = cluster.settings.BackupRetentionPeriod ?? 1;
  return new Date(Math.max(cluster.createdAt, scene.now - days * 24 * 60 * 60_000));
}
