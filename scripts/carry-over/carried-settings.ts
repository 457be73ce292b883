/**
 * Settings that production has and that green, a copy made at one moment, may lack: RDS does not promise which it takes over
 * (reference: terraform-and-cdktf, 3.3; the log of seed 003 shows other maintenance windows). Under the provider's names.
 */
interface Carried {
  /** Without a restart or a change of network: also set on production, where a switchover loses it. */
  quiet: boolean;
  /** RDS takes them only together. */
  with?: readonly string[];
}

const insights = [
  'performance_insights_enabled',
  'performance_insights_kms_key_id',
  'performance_insights_retention_period',
];
const monitoring = ['monitoring_interval', 'monitoring_role_arn'];

const together = (names: readonly string[], quiet: boolean) =>
  Object.fromEntries(names.map((name): [string, Carried] => [name, { quiet, with: names }]));

export const carriedOfCluster: Readonly<Record<string, Carried>> = {
  backup_retention_period: { quiet: true },
  copy_tags_to_snapshot: { quiet: true },
  // On green as well, so that production is never without: `abort` lifts it from green by itself.
  deletion_protection: { quiet: true },
  enable_http_endpoint: { quiet: true },
  enabled_cloudwatch_logs_exports: { quiet: true },
  iam_database_authentication_enabled: { quiet: true },
  preferred_backup_window: { quiet: true },
  preferred_maintenance_window: { quiet: true },
  serverlessv2_scaling_configuration: { quiet: false },
  vpc_security_group_ids: { quiet: false },
  ...together([...insights, 'database_insights_mode'], false),
  ...together(monitoring, false),
};

export const carriedOfInstance: Readonly<Record<string, Carried>> = {
  auto_minor_version_upgrade: { quiet: true },
  ca_cert_identifier: { quiet: false },
  copy_tags_to_snapshot: { quiet: true },
  instance_class: { quiet: false },
  preferred_maintenance_window: { quiet: true },
  promotion_tier: { quiet: true },
  publicly_accessible: { quiet: false },
  ...together(insights, true),
  ...together(monitoring, true),
};
