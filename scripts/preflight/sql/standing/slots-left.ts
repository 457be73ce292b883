import { warn } from '../../finding';
import { firstOf } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { DatabaseRows, SqlCheck } from '../sql-check';
import { limit } from '../user-objects';

/** Without a reader a slot keeps all WAL from then on, until the volume is full. */
export const slotsLeft: SqlCheck = {
  id: 'SLOTS_LEFT',
  title: 'slots of a deployment that is gone',
  scope: 'cluster',
  when: ['gone'],
  severity: ['warn'],
  sql: oneLine`
    SELECT s.slot_name::text AS slot, s.database::text AS database FROM pg_catalog.pg_replication_slots s
    WHERE s.slot_name ~ '^rds_.*_bg_slot_' ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const slots = slotNames(asked);
    if (slots.length === 0) return [];
    const message = `Slots of a deployment that is gone are still on production (${firstOf(slots)}): it keeps all WAL for them.`;
    return [warn('SLOTS_LEFT', message, dropStatements(slots))];
  },
  source: sources.considerations,
};

export const slotNames = (asked: readonly DatabaseRows[]): string[] =>
  asked.flatMap(({ rows }) => rows).map(({ slot }) => String(slot));

export const dropStatements = (slots: readonly string[]): string =>
  slots.map((slot) => `SELECT pg_drop_replication_slot('${slot.replaceAll("'", "''")}');`).join(' ');
