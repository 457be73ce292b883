export interface MonitoringProps {
  /** `postgresql`; `audit`, `error`, `general`, `slowquery`; `instance`, `iam-db-auth-error`. Has to hold on green as well. */
  readonly enabledCloudwatchLogsExports?: string[];
  /**
   * Log groups to declare for these exports, so that they have a retention: `/aws/rds/cluster/<clusterIdentifier>/<type>`. Of a
   * cluster that runs they exist already: import them. Their names stay through an upgrade; green and the old cluster write to
   * groups of their own names, which nobody removes.
   */
  readonly logGroups?: DeclaredLogGroups;
  /** Seconds: 0 (off, the default), 1, 5, 10, 15, 30 or 60. Needs a role unless 0. */
  readonly monitoringInterval?: number;
  /** The role that RDS writes the metrics with: one that exists … */
  readonly monitoringRoleArn?: string;
  /** … or one to declare. `{}` is enough. */
  readonly monitoringRole?: DeclaredMonitoringRole;
  /**
   * Performance Insights on every instance. Default off; write `{ enabled: false }` to turn them off, and remove it afterwards. Its history belongs to the resource id: a switchover begins a new one.
   */
  readonly performanceInsights?: PerformanceInsights;
  /** `advanced` needs Performance Insights for 465 days or more. Default `standard`: removing it leaves Insights on. */
  readonly databaseInsightsMode?: 'standard' | 'advanced';
}

export interface DeclaredLogGroups {
  /** Days, as CloudWatch knows them: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 and so on; 0 for ever. */
  readonly retentionInDays: number;
  readonly kmsKeyId?: string;
  /** Default false: `terraform destroy` removes the logs too. */
  readonly skipDestroy?: boolean;
}

export interface DeclaredMonitoringRole {
  /** Names of roles are those of the account, not of the region. Default `<clusterIdentifier>-monitoring`. */
  readonly name?: string;
  readonly path?: string;
  readonly permissionsBoundary?: string;
}

export interface PerformanceInsights {
  readonly enabled: boolean;
  /** The ARN of a key, not of an alias. Default: `aws/rds`. Cannot be changed while Insights are on. */
  readonly kmsKeyId?: string;
  /** Days: 7, 731 or a multiple of 31. */
  readonly retentionPeriod?: number;
}
