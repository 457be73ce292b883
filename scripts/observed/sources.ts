import type { AutoscalingPort } from '../aws/autoscaling/autoscaling-port';
import type { MetricsPort } from '../aws/cloudwatch/metrics-port';
import type { RdsReads } from '../aws/rds/rds-port';
import type { DatabaseLook } from '../database/answers';
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

/** For what they are asked: the questions of the catalogue are for one of these moments, or several. */
export type AskedWhen = 'create' | 'switchover' | 'greenSwitchover' | 'after' | 'old' | 'failed';

/** Asks the databases of a cluster, production's unless another end is named. What cannot be reached is an answer too, never an exception. */
export interface DatabasesSource {
  look(view: View, when: AskedWhen, of?: AskedEnd): Promise<DatabaseLook>;
}

/** The embedded RDS without databases behind it. */
export const noDatabases: DatabasesSource = { look: async () => ({ kind: 'no-database' }) };
