/**
 * The CloudWatch call that this project makes, and no other. Metrics are kept by name, not by resource id: a series belongs to whoever
 * had the name at that time, so a window must not reach back beyond the switchover that gave it.
 */
export interface MetricsPort {
  /**
   * `DatabaseConnections` of each, its highest value in every five minutes of the window, oldest first. A period that
   * CloudWatch knows nothing of is absent: that is no zero.
   * @throws UpgradeError ACCESS_DENIED without the permission cloudwatch:GetMetricData
   */
  connections(of: readonly Measured[], window: Window): Promise<ConnectionSeries[]>;
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

export interface ConnectionPoint {
  /** The beginning of its period. */
  at: number;
  connections: number;
}

/** Of one point; every finer sample within it counts, because its maximum is requested. */
export const period = 5 * 60_000;
