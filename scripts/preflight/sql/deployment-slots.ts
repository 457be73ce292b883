import type { Row } from '../../database/answers';
import { block, type Finding, warn } from '../finding';
import { firstOf } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { DatabaseRows, SqlCheck } from './sql-check';
import { limit } from './user-objects';

/** More than that is not applied within the seconds that a switchover waits. */
const farBehind = 100 * 1024 * 1024;

/** One database's way to green, on blue. */
export interface DeploymentSlot {
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
  severity: ['block', 'warn'],
  sql: oneLine`
    SELECT d.datname::text AS database, s.slot_name::text AS slot, coalesce(s.active, false) AS active,
      s.confirmed_flush_lsn::text AS confirmed,
      pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.confirmed_flush_lsn)::bigint AS behind
    FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_replication_slots s
      ON s.datoid = d.oid AND s.slot_type = 'logical' AND s.slot_name ~ '^rds_.*_bg_slot_'
    WHERE d.datallowconn AND NOT d.datistemplate ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked): Finding[] {
    const missing = asked.flatMap(({ rows }) => rows).filter(({ slot }) => slot === null);
    const slots = slotsOf(asked);
    const still = slots.filter(({ active }) => !active);
    const late = slots.filter(({ behind }) => behind > farBehind);
    return [
      ...(missing.length === 0 ? [] : [withoutSlot(missing)]),
      ...(still.length === 0 ? [] : [notRead(still)]),
      ...(late.length === 0 ? [] : [behindTime(late)]),
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
    `These databases do not replicate to green: ${firstOf(rows.map(({ database }) => String(database)))}. They were made after the deployment, or their slot was dropped.`,
    'Abort the upgrade, drop databases that nobody needs, and begin again.',
  ),
  databases: rows.map(({ database }) => String(database)),
});

const notRead = (slots: readonly DeploymentSlot[]): Finding => ({
  ...warn(
    'PG_BG_SLOT',
    `Green does not read from ${firstOf(slots.map(({ slot, database }) => `${slot} (${database})`))} at the moment.`,
    'If that lasts, replication is broken, mostly by a change of the schema: the log of the writer names the statement ("will not be replicated"). Abort the upgrade and begin again.',
  ),
  databases: slots.map(({ database }) => database),
});

const behindTime = (slots: readonly DeploymentSlot[]): Finding => ({
  ...warn(
    'PG_BG_SLOT',
    `Green is behind: ${firstOf(slots.map(({ database, behind }) => `${database} by ${Math.round(behind / 1024 / 1024).toLocaleString('en')} MiB`))}. A switchover waits for it, and is cancelled at its time limit.`,
    'Wait until the distance is small and stays so, or write less.',
  ),
  databases: slots.map(({ database }) => database),
});
