import type { AutoscalingPort } from '../aws/autoscaling/autoscaling-port';
import type { MetricsPort } from '../aws/cloudwatch/metrics-port';
import type { RdsReads } from '../aws/rds/rds-port';
import type { AskedAt, DatabaseLook } from '../database/answers';
import type { View } from '../view/view';

/** Where facts are read from. */
export interface Sources {
  rds: RdsReads;
  metrics: MetricsPort;
  autoscaling: AutoscalingPort;
  /** Absent in commands that only look, such as `status`: they need no password. A run always has it, see `Ports`. */
  databases?: DatabasesSource;
}

/** Whose databases are asked: the view must hold the fact of that name, with an environment that stands. */
export type AskedEnd = 'production' | 'green' | 'old';

/** Asks the databases of a cluster, production's unless another end is named. What cannot be reached is an answer too, never an exception. */
export interface DatabasesSource {
  look(view: View, when: AskedAt, of?: AskedEnd): Promise<DatabaseLook>;
  /** ANALYZE in these databases of green; what stood in its way, where something did. Absent where nothing may be written. */
  analyzeGreen?(view: View, databases: readonly string[]): Promise<NotAnalyzed | undefined>;
}

interface NotAnalyzed {
  reason: string;
  remedy: string;
}
