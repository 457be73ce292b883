import type { AutoscalingPort } from '../autoscaling/autoscaling-port';
import type { MetricsPort } from '../metrics/metrics-port';
import type { RdsPort } from '../rds/rds-port';

/** Where facts are read. */
export interface Sources {
  rds: RdsPort;
  metrics: MetricsPort;
  autoscaling: AutoscalingPort;
}
