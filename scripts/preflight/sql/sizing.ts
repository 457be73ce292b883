/** What a deployment needs of one parameter. */
export interface Need {
  parameter: string;
  least: number;
  /** Below this value a deployment fails. Between the two RDS helps itself, or replication shares processes with parallel queries. */
  fatal: number;
}

/** What production has now. */
export interface Load {
  /** All that take connections, `rdsadmin` too: RDS makes a slot, a publication and a subscription for each. */
  databases: number;
  slots: number;
  senders: number;
  autovacuumWorkers: number;
  parallelWorkers: number;
}

/**
 * The least values, on production and in the target's groups: "greater than the number of databases", of which each has a slot, a
 * sender on blue and an apply worker on green
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Replication.Logical.Configure.html).
 * @param workers  max_logical_replication_workers as it is: background processes must be enough for as many as it allows
 */
export function needsOf(load: Load, workers: number): Need[] {
  const least = Math.max(workers, load.databases);
  const slots = load.slots + load.databases + 1;
  const processes = least + load.autovacuumWorkers + load.parallelWorkers;
  return [
    { parameter: 'max_replication_slots', least: slots, fatal: slots },
    // RDS raises it to max_replication_slots.
    { parameter: 'max_wal_senders', least: load.senders + load.databases + 1, fatal: 0 },
    { parameter: 'max_logical_replication_workers', least: load.databases, fatal: load.databases },
    // One for each database, and the one that starts them.
    { parameter: 'max_worker_processes', least: processes, fatal: load.databases + 1 },
  ];
}

/** A deployment locks each table when it copies it: 20 percent more than there are (AWS's own precheck, 35c). */
export const locksNeeded = (tables: number, connections: number, prepared: number) =>
  Math.max(64, Math.ceil((tables * 1.2) / Math.max(1, connections + prepared)));

/** A value of a parameter group that is a number; formulas such as `LEAST({DBInstanceClassMemory/9531392},5000)` are not. */
export const numeric = (value: string | undefined) =>
  value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
