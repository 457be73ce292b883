import type { AutoscalingReads } from '../aws/autoscaling/autoscaling-port';
import type { MetricsPort } from '../aws/cloudwatch/metrics-port';
import type { RdsReads } from '../aws/rds/rds-port';
import type { AskedAt, DatabaseLook } from '../database/answers';
import type { View } from '../view/view';

/** Where facts are read from: nothing here changes anything, so whoever has no more than this cannot act. */
export interface Sources {
  rds: RdsReads;
  metrics: MetricsPort;
  autoscaling: AutoscalingReads;
  /** Absent where only AWS is read, which needs no password. A run always has it, see `Ports`. */
  databases?: DatabasesSource;
}

/** Where the databases are asked, too: whoever tells or compares a consent must, as it covers what they hold. */
export type AllSources = Sources & Required<Pick<Sources, 'databases'>>;

/** Whose databases are asked: the view must hold the fact of that name, with an environment that stands. */
export type AskedEnd = 'production' | 'green' | 'old';

/** Asks the databases of a cluster, production's unless another end is named. What cannot be reached is an answer too, never an exception. */
export interface DatabasesSource {
  look(view: View, when: AskedAt, of?: AskedEnd): Promise<DatabaseLook>;
}
