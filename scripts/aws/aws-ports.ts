import type { AutoscalingPort } from './autoscaling/autoscaling-port';
import type { MetricsPort } from './cloudwatch/metrics-port';
import type { RdsPort } from './rds/rds-port';

/** The services of one account and region, to read and to change. */
export interface AwsPorts {
  rds: RdsPort;
  metrics: MetricsPort;
  autoscaling: AutoscalingPort;
}
