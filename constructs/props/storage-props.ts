/** Storage, encryption, snapshots and backups. */
export interface StorageProps {
  /**
   * Name of the database that is created with the cluster.
   *
   * A change would replace the cluster, so the plan refuses it.
   *
   * @default none
   */
  readonly databaseName?: string;
  /**
   * Whether the storage is encrypted.
   *
   * A change would replace the cluster, so the plan refuses it.
   *
   * @default true
   */
  readonly storageEncrypted?: boolean;
  /**
   * ARN of a KMS key. Green has the same key.
   *
   * With anything else, an alias included, every plan wants to replace the cluster.
   *
   * @default `aws/rds`
   */
  readonly kmsKeyId?: string;
  /**
   * `aurora-iopt1` for I/O-Optimized, `aurora` for Standard.
   *
   * To go back, write `aurora`: removing the prop changes nothing. RDS changes to I/O-Optimized once in 30 days, and back at any time
   * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html).
   *
   * @default what the cluster has; Standard for a new one
   */
  readonly storageType?: string;
  /**
   * Snapshot from which the cluster is created, with the master user of the snapshot. Keep it afterwards.
   *
   * A change would replace the cluster, so the plan refuses it; upgrades do not touch it.
   *
   * @default none
   */
  readonly snapshotIdentifier?: string;

  /**
   * Days, 1 to 35.
   *
   * The old cluster keeps its backups after a switchover; green begins with its own.
   *
   * @default 7
   */
  readonly backupRetentionPeriod?: number;
  /**
   * In UTC: `18:00-18:30`. Do not upgrade in it: a cluster cannot be switched over during a backup.
   *
   * @default chosen by RDS
   */
  readonly preferredBackupWindow?: string;
  /**
   * In UTC: `sun:19:00-sun:19:30`.
   *
   * @default chosen by RDS
   */
  readonly preferredMaintenanceWindow?: string;
  /**
   * Whether snapshots get the cluster's tags.
   *
   * @default true
   */
  readonly copyTagsToSnapshot?: boolean;
  /**
   * Whether `terraform destroy` makes no final snapshot.
   *
   * @default false
   */
  readonly skipFinalSnapshot?: boolean;
  /**
   * Name of the final snapshot that `terraform destroy` makes.
   *
   * @default `<clusterIdentifier>-final`
   */
  readonly finalSnapshotIdentifier?: string;
  /**
   * Whether `terraform destroy` also deletes the automated backups.
   *
   * The provider never reads it back.
   *
   * @default true (the provider's default)
   */
  readonly deleteAutomatedBackups?: boolean;
}
