import type { RDSDataClient } from '@aws-sdk/client-rds-data';
import type { ConnectionAccess, DataApiAccess } from './access';
import type { DatabasePort } from './database-port';
import type { Login } from './login';

/** What must be known of an engine to ask its databases. Another engine is another row of `dialects`. */
export interface Dialect {
  /** Every cluster has it: questions to the cluster as a whole are asked in it. */
  database: string;
  /** TCP, where RDS tells none. */
  port: number;
  /** Of the environment, as the engine's own programs know them. */
  variables: { user: string; password: string };
  /** Loads the driver only now: most commands need none. */
  connect(access: ConnectionAccess, login: Login): DatabasePort;
  overDataApi(client: RDSDataClient, access: DataApiAccess): DatabasePort;
}
