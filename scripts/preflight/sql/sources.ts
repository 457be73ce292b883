const guide = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide';

/** The pages that the checks of this folder are from. */
export const sources = {
  considerations: `${guide}/blue-green-deployments-considerations.html`,
  creating: `${guide}/blue-green-deployments-creating.html`,
  switching: `${guide}/blue-green-deployments-switching.html`,
  majorUpgrade: `${guide}/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html`,
  extensionUpgrade: `${guide}/USER_UpgradeDBInstance.Upgrading.ExtensionUpgrades.html`,
  logicalCache: `${guide}/AuroraPostgreSQL.Replication.Logical-monitoring.html`,
  /** AWS's own check of what pg_upgrade refuses. */
  precheck:
    'https://github.com/awslabs/rds-support-tools/tree/main/postgres/diag/pg-major-version-upgrade-precheck-tool',
  publication: 'https://www.postgresql.org/docs/current/logical-replication-publication.html',
  wraparound: 'https://www.postgresql.org/docs/current/routine-vacuuming.html',
} as const;
