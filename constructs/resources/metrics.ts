/** A metric as `aws_cloudwatch_metric_alarm` and dashboards take it: the names are those of CloudwatchMetricAlarmConfig. */
export interface Metric {
  namespace: 'AWS/RDS';
  metricName: string;
  /** By name, never by resource id: it means the same before and after a switchover. */
  dimensions: Record<string, string>;
  statistic: string;
  /** Seconds. */
  period: number;
}

export interface MetricOptions {
  /** Default `Average`. */
  readonly statistic?: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'SampleCount';
  /** Seconds. Default 300. */
  readonly period?: number;
  /** Of the writer or the readers alone. */
  readonly role?: 'WRITER' | 'READER';
  /** Of one instance, by its identifier. */
  readonly instance?: string;
}

export function metric(clusterIdentifier: string, metricName: string, options: MetricOptions = {}): Metric {
  const { statistic = 'Average', period = 300, role, instance } = options;
  const dimensions: Record<string, string> = instance
    ? { DBInstanceIdentifier: instance }
    : { DBClusterIdentifier: clusterIdentifier, ...(role && { Role: role }) };
  return { namespace: 'AWS/RDS', metricName, dimensions, statistic, period };
}
