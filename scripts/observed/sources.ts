import type { AutoscalingPort } from '../aws/autoscaling/autoscaling-port';
import type { MetricsPort } from '../aws/cloudwatch/metrics-port';
import type { RdsReads } from '../aws/rds/rds-port';

/** Where facts are read from. */
export interface Sources {
  rds: RdsReads;
  metrics: MetricsPort;
  autoscaling: AutoscalingPort;
}
