import type { Row } from '../../database/answers';
import { defaults } from '../../view/defaults';
import { block, type Finding } from '../finding';
import { firstOf } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { DatabaseRows, SqlCheck } from './sql-check';
import { isUnusual } from './unusable-databases';
import { limit } from './user-objects';

/** What one worker applies of one database's WAL in a second at the least: small rows, one by one. */
const applied = 1024 * 1024;

/**
 * The lag that may be left: what green applies in half of the switchover's timeout. RDS cancels a switchover whose lag is above a limit
 * that it makes from that timeout, too, without saying how; the other half is for sessions, sequences and names.
 */
const lagLimit = (timeoutSeconds: number = defaults.switchoverTimeoutSeconds): number => (timeoutSeconds / 2) * applied;

/** One database's way to green, on blue. */
interface DeploymentSlot {
  slot: string;
  database: string;
  active: boolean;
  /** What green has confirmed: it must grow between two looks wherever something is written. */
  confirmed: string;
  /** Bytes of WAL that green has not confirmed. */
  behind: number;
}

export const deploymentSlots: SqlCheck = {
  id: 'PG_BG_SLOT',
  title: "the deployment's slots: each database has one, it is read, and green is not far behind",
  scope: 'cluster',
  when: ['switchover'],
  severity: ['block'],
  sql: oneLine`
    SELECT d.datname::text AS database, s.slot_name::text AS slot, coalesce(s.active, false) AS active,
      s.confirmed_flush_lsn::text AS confirmed,
      pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint AS behind
    FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_replication_slots s
      ON s.datoid = d.oid AND s.slot_type = 'logical' AND s.slot_name ~ '^rds_.*_bg_slot_'
    WHERE d.datname NOT IN ('template0', 'template1') AND (s.slot_name IS NOT NULL OR NOT ${isUnusual}) ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked, { switchoverTimeoutSeconds }): Finding[] {
    const missing = asked.flatMap(({ rows }) => rows).filter(({ slot }) => slot === null);
    const slots = slotsOf(asked);
    const still = slots.filter(({ active }) => !active);
    const most = lagLimit(switchoverTimeoutSeconds);
    const late = slots.filter(({ behind }) => behind > most);
    return [
      ...(missing.length === 0 ? [] : [withoutSlot(missing)]),
      ...(still.length === 0 ? [] : [notRead(still)]),
      ...(late.length === 0 ? [] : [behindTime(late, most)]),
    ];
  },
  source: sources.switching,
};

/** For two looks, seconds apart: a slot that is not read for a moment proves nothing. */
export const slotsOf = (asked: readonly DatabaseRows[]): DeploymentSlot[] =>
  asked
    .flatMap(({ rows }) => rows)
    .filter(({ slot }) => slot !== null)
    .map(({ slot, database, active, confirmed, behind }) => ({
      slot: String(slot),
      database: String(database),
      active: active === true,
      confirmed: String(confirmed),
      behind: Number(behind),
    }));

const withoutSlot = (rows: readonly Row[]): Finding => ({
  ...block(
    'PG_BG_SLOT',
    `These databases do not replicate to green: ${firstOf(rows.map(({ database }) => String(database)))}. They were created after the deployment, were templates or closed then, or their slot was dropped.`,
    'Drop those that are not needed. Where one is needed, build green again (--rebuild).',
  ),
  databases: rows.map(({ database }) => String(database)),
});

/** For a moment that proves nothing: a worker begins again after five seconds. */
const notRead = (slots: readonly DeploymentSlot[]): Finding => ({
  passes: true,
  ...block(
    'PG_BG_SLOT',
    `Green does not read from ${firstOf(slots.map(({ slot, database }) => `${slot} (${database})`))} at the moment.`,
    'If it persists, replication is broken, usually by a schema change: the log of the writer names the statement ("will not be replicated"). Stop whatever made the change, and build green again (--rebuild).',
  ),
  databases: slots.map(({ database }) => database),
});

const behindTime = (slots: readonly DeploymentSlot[], most: number): Finding => ({
  passes: true,
  ...block(
    'PG_BG_SLOT',
    `Green is behind: ${firstOf(slots.map(({ database, behind }) => `${database} by ${mib(behind)}`))}; ${mib(most)} may be left (half of the switchover's timeout, at 1 MiB a second).`,
    'Wait until the lag is small and stays small, reduce the write load, or give the switchover more time (--switchover-timeout).',
  ),
  databases: slots.map(({ database }) => database),
});

/** Two digits: it changes with every look, and whoever waits is told of changes. */
function mib(bytes: number): string {
  const size = bytes / 1024 / 1024;
  return `${(size < 1 ? 1 : Number(size.toPrecision(2))).toLocaleString('en')} MiB`;
}
