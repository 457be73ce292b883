/** A metric for `aws_cloudwatch_metric_alarm` or a dashboard; fields are named as in CloudwatchMetricAlarmConfig. */
export interface Metric {
  /** Always `AWS/RDS`. */
  namespace: 'AWS/RDS';
  /** Name in CloudWatch, `CPUUtilization`. */
  metricName: string;
  /** Names of cluster or instance, never resource ids: the same before and after a switchover. */
  dimensions: Record<string, string>;
  /** `Average`, … */
  statistic: string;
  /** Seconds. */
  period: number;
}

/** Which values of a metric are taken, and of what. */
export interface MetricOptions {
  /**
   * How the values of a period become one.
   *
   * @default `Average`
   */
  readonly statistic?: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'SampleCount';
  /**
   * Length of a period, in seconds.
   *
   * @default 300
   */
  readonly period?: number;
  /**
   * The writer or the readers alone; not with `instance`.
   *
   * @default the whole cluster
   */
  readonly role?: 'WRITER' | 'READER';
  /**
   * Identifier of one instance.
   *
   * @default the whole cluster
   */
  readonly instance?: string;
}

/** A metric of the cluster, or of one instance where the options name it. */
export function metric(clusterIdentifier: string, metricName: string, options: MetricOptions = {}): Metric {
  const { statistic = 'Average', period = 300, role, instance } = options;
  const dimensions: Record<string, string> = instance
    ? { DBInstanceIdentifier: instance }
    : { DBClusterIdentifier: clusterIdentifier, ...(role && { Role: role }) };
  return { namespace: 'AWS/RDS', metricName, dimensions, statistic, period };
}
