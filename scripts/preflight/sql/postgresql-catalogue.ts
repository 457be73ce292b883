import { applyErrors } from './apply-errors';
import { awsExtensions } from './aws-extensions';
import { babelfish } from './babelfish';
import { collationVersions } from './collation-versions';
import { connectorsAnew } from './connectors-anew';
import { ddlSessions } from './ddl-sessions';
import { ddlTools } from './ddl-tools';
import { decodingMemory } from './decoding-memory';
import { deploymentSlots } from './deployment-slots';
import { eventTriggers } from './event-triggers';
import { extensionUpdates } from './extension-updates';
import { extensionVersions } from './extension-versions';
import { extensionsRefused } from './extensions-refused';
import { foreignServers } from './foreign-servers';
import { fullIdentity } from './full-identity';
import { greenStatistics } from './green-statistics';
import { largeObjects } from './large-objects';
import { locks } from './locks';
import { logLevel } from './log-level';
import { longTransactions } from './long-transactions';
import { columnTypes } from './major/column-types';
import { removedExtensions } from './major/removed-extensions';
import { removedObjects } from './major/removed-objects';
import { tablesWithOids } from './major/tables-with-oids';
import { materializedViews } from './materialized-views';
import { oldClients } from './old-clients';
import { parameters } from './parameters';
import { partitionedTables } from './partitioned-tables';
import { pendingRestart } from './pending-restart';
import { planManagement } from './plan-management';
import { preloadedLibraries } from './preloaded-libraries';
import { preparedTransactions } from './prepared-transactions';
import { publications } from './publications';
import { readOnlyOverrides } from './read-only-overrides';
import { replicaTriggers } from './replica-triggers';
import { replicationRoles } from './replication-roles';
import { replicationSlots } from './replication-slots';
import { scheduledJobs } from './scheduled-jobs';
import { sequences } from './sequences';
import type { SqlCheck } from './sql-check';
import { staleViews } from './stale-views';
import { statistics } from './statistics';
import { switchedOff } from './switched-off';
import { synchronousCommit } from './synchronous-commit';
import { tablesWithoutKey } from './tables-without-key';
import { takesWrites } from './takes-writes';
import { transactionAge } from './transaction-age';
import { unloggedTables } from './unlogged-tables';
import { unusableDatabases } from './unusable-databases';
import { writeRate } from './write-rate';

/** Everything that is asked of Aurora PostgreSQL, what breaks production first. */
export const catalogue: readonly SqlCheck[] = [
  tablesWithoutKey,
  parameters,
  locks,
  synchronousCommit,
  pendingRestart,
  preloadedLibraries,
  replicationSlots,
  publications,
  extensionsRefused,
  babelfish,
  largeObjects,
  preparedTransactions,
  longTransactions,
  deploymentSlots,
  eventTriggers,
  unusableDatabases,
  ...columnTypes,
  ...removedObjects,
  tablesWithOids,
  removedExtensions,
  fullIdentity,
  unloggedTables,
  materializedViews,
  partitionedTables,
  replicaTriggers,
  readOnlyOverrides,
  scheduledJobs,
  planManagement,
  awsExtensions,
  extensionVersions,
  foreignServers,
  ddlTools,
  ddlSessions,
  replicationRoles,
  sequences,
  writeRate,
  decodingMemory,
  transactionAge,
  statistics,
  logLevel,
  collationVersions,
  applyErrors,
  takesWrites,
  oldClients,
  greenStatistics,
  staleViews,
  extensionUpdates,
  switchedOff,
  connectorsAnew,
];
