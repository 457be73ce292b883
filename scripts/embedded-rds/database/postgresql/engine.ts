import { UpgradeError } from '../../../runtime/errors';
import type { DatabaseEngine } from '../engine';
import { hasRoomFor } from '../wanted/postgresql-parameters';
import { DatabaseServer } from './database-server';
import { howToInstall, type Installed } from './installed';
import { countErrors } from './replication/errors';
import { drain, endReplication, handOver } from './replication/hand-over';
import { prepareSource } from './replication/prepare-source';
import { buildTarget, followSource } from './replication/set-up-target';

/** Logical replication, a publication and a slot for each database. `installed` may be the error that says that nothing is. */
export const postgresqlEngine = (installed: Installed | UpgradeError): DatabaseEngine<DatabaseServer> => ({
  missing: ({ identifier, version }) =>
    installed instanceof UpgradeError
      ? `${identifier} has no database. ${installed.message} ${howToInstall(Number.parseInt(version, 10))}`
      : undefined,
  open(wanted, folder) {
    if (installed instanceof UpgradeError) throw installed;
    return DatabaseServer.open(wanted, folder, installed);
  },
  // Beside one worker for each database, others copy the tables.
  forTheCopy: {
    max_logical_replication_workers: '40',
    max_worker_processes: '60',
    max_sync_workers_per_subscription: '4',
    // What cannot be copied is found out by its third failure.
    wal_retrieve_retry_interval: '1s',
    max_replication_slots: '60',
    wal_receiver_status_interval: '1s',
  },
  prepareSource,
  hasRoom: async (blue, { parameters }) => hasRoomFor((await blue.databases()).length, parameters),
  buildTarget,
  followSource,
  drain: (blue, _, replication) => drain(blue, replication),
  handOver,
  endReplication,
  countErrors,
});
