import type { SqlCheck } from '../sql-check';
import { before80 } from './before-8-0/checks';
import { before84 } from './before-8-4/checks';
import { binlog, binlogFilters, binlogRetention, enhancedBinlog, externalSource } from './binlog';
import { eventScheduler, eventsOff } from './events';
import { greenWriters, replica, replicaBroken } from './green';
import { oldClients, takesWrites } from './production';
import { rights } from './rights';
import { sysSchema } from './sys-schema';
import { lowerCaseNames, otherEngines, tablesWithoutKey, tmpDatabase } from './tables';
import { historyList, longTransactions, preparedXa, runningDdl, uncommittedRows } from './transactions';
import { connectionAdmins, masterUser, proxyAdmin, topologyGrant } from './users';
import { reservedWords } from './words';

/** Everything that is asked of Aurora MySQL, what loses data or stops an upgrade first. */
export const mysqlChecks: readonly SqlCheck[] = [
  rights,
  tmpDatabase,
  binlog,
  binlogFilters,
  externalSource,
  eventScheduler,
  lowerCaseNames,
  preparedXa,
  longTransactions,
  runningDdl,
  proxyAdmin,
  masterUser,
  sysSchema,
  ...before80,
  ...before84,
  reservedWords,
  otherEngines,
  tablesWithoutKey,
  connectionAdmins,
  topologyGrant,
  binlogRetention,
  enhancedBinlog,
  historyList,
  uncommittedRows,
  replica,
  takesWrites,
  oldClients,
  eventsOff,
];

/** While green stands. */
export const mysqlStanding: readonly SqlCheck[] = [replicaBroken, greenWriters];
