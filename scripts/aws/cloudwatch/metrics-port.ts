/**
 * The CloudWatch calls that this project makes, and no others. Metrics are kept by name, not by resource id: a series belongs to whoever
 * had the name at that time, so a window must not reach back beyond the switchover that gave it.
 */
export interface MetricsPort {
  /**
   * `DatabaseConnections` of each, its highest value in every five minutes of the window, oldest first. A period that
   * CloudWatch knows nothing of is absent: that is no zero.
   * @throws UpgradeError ACCESS_DENIED without the permission cloudwatch:GetMetricData
   */
  connections(of: readonly Measured[], window: Window): Promise<ConnectionSeries[]>;
  /** The same of other metrics of one instance, in the order of the request; one call for all of them. */
  values(metrics: readonly Metric[], window: Window): Promise<Point[][]>;
  /** Alarms on metrics, composite ones not among them: the first thousand, which are ten calls at the most. */
  alarms(): Promise<Alarms>;
}

export interface Metric {
  name: 'FreeableMemory' | 'OldestReplicationSlotLag' | 'AuroraBinlogReplicaLag' | 'DatabaseConnections' | 'DBLoad';
  instance: string;
  statistic: 'Minimum' | 'Maximum' | 'Average';
  /** Seconds. */
  period: number;
}

/** The beginning of a period, and the statistic of it. */
export interface Point {
  at: number;
  value: number;
}

export interface Alarms {
  alarms: Alarm[];
  /** False: there are more than were read. */
  complete: boolean;
}

export interface Alarm {
  name: string;
  /** Values of the dimensions of its metrics: names of clusters and instances among them. */
  dimensions: string[];
  /** Its expressions, which may name resource ids. */
  expressions: string[];
}

/** What a series is about: a cluster (all its instances together) or one instance. */
export interface Measured {
  kind: 'cluster' | 'instance';
  identifier: string;
}

/** Milliseconds on the service's clock: from, inclusive; to, exclusive. */
export interface Window {
  from: number;
  to: number;
}

export interface ConnectionSeries extends Measured {
  points: ConnectionPoint[];
}

interface ConnectionPoint {
  /** The beginning of its period. */
  at: number;
  connections: number;
}

/** Of one point; every finer sample within it counts, because its maximum is requested. */
export const period = 5 * 60_000;
