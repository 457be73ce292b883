import { EngineVersion } from '../../../constructs/engine-version';
import type { SqlContext } from '../../../scripts/preflight/sql/sql-check';

export const version = (text: string) => EngineVersion.parse('aurora-postgresql', text);

/** Values with which no parameter is too low. */
export const enough = {
  max_replication_slots: '50',
  max_wal_senders: '50',
  max_logical_replication_workers: '50',
  max_worker_processes: '100',
};

export const upgrade: SqlContext = {
  from: version('15.6'),
  to: version('17.4'),
  target: { ...enough, shared_preload_libraries: 'pg_stat_statements' },
  instances: { count: 2, class: 'db.r6g.large' },
};
