export interface StorageProps {
  readonly databaseName?: string;
  /** Default true. A change replaces the cluster, and is therefore refused at plan. */
  readonly storageEncrypted?: boolean;
  /** The ARN of a key: of anything else, an alias too, every plan wants to replace the cluster. Default: `aws/rds`. Green has the same key. */
  readonly kmsKeyId?: string;
  /**
   * `aurora-iopt1` for I/O-Optimized, `aurora` for Standard. Default: what runs, Standard for a new cluster. To go back write `aurora`:
   * removing it changes nothing. RDS goes to I/O-Optimized once in 30 days, and back at any time
   * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html).
   */
  readonly storageType?: string;
  /**
   * A snapshot that the cluster is created from; takes the place of `masterUsername`. Leave it as it is afterwards, upgrades
   * included: a change replaces the cluster, and is therefore refused at plan.
   */
  readonly snapshotIdentifier?: string;

  /** Days, 1 to 35. Default 7. The old cluster keeps its backups after a switchover; green begins with its own. */
  readonly backupRetentionPeriod?: number;
  /** UTC, `18:00-18:30`. Keep upgrades out of it: a cluster that is backing up cannot be switched over. */
  readonly preferredBackupWindow?: string;
  /** UTC, `sun:19:00-sun:19:30`. */
  readonly preferredMaintenanceWindow?: string;
  /** Default true. */
  readonly copyTagsToSnapshot?: boolean;
  /** Default false: `terraform destroy` leaves a snapshot. */
  readonly skipFinalSnapshot?: boolean;
  /** Default `<clusterIdentifier>-final`. */
  readonly finalSnapshotIdentifier?: string;
  /** Whether `terraform destroy` takes the automated backups along. Default: the provider's, true. Never read back. */
  readonly deleteAutomatedBackups?: boolean;
}
