import type { Row } from '../../database/answers';
import type { SlotSeen } from '../../view/standing';
import { firstOf } from './listed';
import { oneLine } from './one-line';
import type { DatabaseRows } from './sql-check';
import { isUnusual } from './unusable-databases';
import { limit } from './user-objects';

/** Each database's slot of the deployment, on blue: a row without one for a database that has none. `at` is by the database's clock. */
export const slotsOfDeployment = oneLine`
  SELECT d.datname::text AS database, s.slot_name::text AS slot, coalesce(s.active, false) AS active,
    s.confirmed_flush_lsn::text AS confirmed,
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint AS behind,
    (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at
  FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_replication_slots s
    ON s.datoid = d.oid AND s.slot_type = 'logical' AND s.slot_name ~ '^rds_.*_bg_slot_'
  WHERE d.datname NOT IN ('template0', 'template1') AND (s.slot_name IS NOT NULL OR NOT ${isUnusual}) ORDER BY 1, 2 LIMIT ${limit}`;

const rowsOf = (asked: readonly DatabaseRows[]) => asked.flatMap(({ rows }) => rows);

export const slotsSeen = (asked: readonly DatabaseRows[]): SlotSeen[] =>
  rowsOf(asked)
    .filter(({ slot }) => slot !== null)
    .map(({ slot, database, active, confirmed, behind }: Row) => ({
      slot: String(slot),
      database: String(database),
      active: active === true,
      confirmed: String(confirmed),
      behind: Number(behind),
    }));

/** Names of databases that have none, and the sentence about them; undefined where each has one. */
export function withoutSlot(asked: readonly DatabaseRows[]): { databases: string[]; message: string } | undefined {
  const databases = rowsOf(asked)
    .filter(({ slot }) => slot === null)
    .map(({ database }) => String(database));
  if (databases.length === 0) return undefined;
  const why = 'They were created after the deployment, were templates or closed then, or their slot was dropped.';
  return { databases, message: `These databases do not replicate to green: ${firstOf(databases)}. ${why}` };
}
