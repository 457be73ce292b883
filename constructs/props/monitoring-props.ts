/** Logs, enhanced monitoring and Performance Insights. */
export interface MonitoringProps {
  /**
   * Logs to export: `postgresql` (PostgreSQL); `audit`, `error`, `general`, `slowquery` (MySQL); `instance`, `iam-db-auth-error` (both).
   *
   * Must hold on green as well.
   *
   * @default none
   */
  readonly enabledCloudwatchLogsExports?: string[];
  /**
   * Declares the log groups of these exports, `/aws/rds/cluster/<clusterIdentifier>/<type>`, with a retention.
   *
   * A running cluster has them already: import them. Their names stay through an upgrade. Green and the old cluster write to groups
   * of their own names, which nobody removes.
   *
   * @default none: RDS creates them, and keeps logs forever
   */
  readonly logGroups?: DeclaredLogGroups;
  /**
   * Enhanced monitoring, in seconds: 0 (off), 1, 5, 10, 15, 30 or 60. Needs a role unless 0.
   *
   * @default 0
   */
  readonly monitoringInterval?: number;
  /**
   * ARN of an existing role with which RDS writes enhanced monitoring's metrics.
   *
   * @default none
   */
  readonly monitoringRoleArn?: string;
  /**
   * Declares that role instead; `{}` is enough.
   *
   * @default none
   */
  readonly monitoringRole?: DeclaredMonitoringRole;
  /**
   * Performance Insights on every instance.
   *
   * To turn it off, write `{ enabled: false }` and deploy; then you can remove the prop. The history belongs to the resource id: a
   * switchover begins a new one.
   *
   * @default off
   */
  readonly performanceInsights?: PerformanceInsights;
  /**
   * `advanced` needs Performance Insights with a retention of 465 days or more.
   *
   * With `performanceInsights`, removing this prop sets `standard` and leaves Performance Insights on.
   *
   * @default `standard`
   */
  readonly databaseInsightsMode?: 'standard' | 'advanced';
}

/** The CloudWatch log groups of the exported logs. */
export interface DeclaredLogGroups {
  /** Days, one of CloudWatch's values: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, …; 0 keeps them forever. */
  readonly retentionInDays: number;
  /**
   * ARN of a KMS key.
   *
   * @default CloudWatch's encryption
   */
  readonly kmsKeyId?: string;
  /**
   * Whether the logs stay after `terraform destroy`.
   *
   * @default false
   */
  readonly skipDestroy?: boolean;
}

/** The IAM role of enhanced monitoring. */
export interface DeclaredMonitoringRole {
  /**
   * Role names are unique in an account, not in a region: choose a different one for each region.
   *
   * @default `<clusterIdentifier>-monitoring`
   */
  readonly name?: string;
  /**
   * IAM path of the role, such as `/rds/`.
   *
   * @default `/`
   */
  readonly path?: string;
  /**
   * ARN of a policy that bounds the role's permissions.
   *
   * @default none
   */
  readonly permissionsBoundary?: string;
}

/** Performance Insights, the same on every instance. */
export interface PerformanceInsights {
  /** Whether Performance Insights is on. */
  readonly enabled: boolean;
  /**
   * ARN of a key, not of an alias. Cannot be changed while Performance Insights is on.
   *
   * @default `aws/rds`
   */
  readonly kmsKeyId?: string;
  /**
   * Days: 7, 731 or a multiple of 31.
   *
   * @default 7 (RDS's default)
   */
  readonly retentionPeriod?: number;
}
