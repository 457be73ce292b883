import type { DatabaseEngine } from '../engine';
import { MysqlDatabase } from './database';
import { type Mariadb, missingMariadb } from './installed';
import {
  buildTarget,
  coordinates,
  countErrors,
  drain,
  endReplication,
  followSource,
  handOver,
  prepareSource,
} from './replication';

/** Binary log replication, of a clone. */
export const mysqlEngine = (mariadb: Mariadb | undefined): DatabaseEngine<MysqlDatabase> => ({
  missing: ({ identifier }) => (mariadb === undefined ? missingMariadb(identifier) : undefined),
  open(wanted, folder, isTarget) {
    if (mariadb === undefined) throw new Error(missingMariadb(wanted.identifier));
    return MysqlDatabase.open(wanted, folder, isTarget, mariadb);
  },
  clones: true,
  prepareSource,
  buildTarget,
  followSource,
  drain,
  coordinates,
  handOver,
  endReplication,
  countErrors,
});
