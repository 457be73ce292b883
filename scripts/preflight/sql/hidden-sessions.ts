import { counted } from './listed';
import { oneLine } from './one-line';
import { noRow, rowOf } from './one-row';
import type { DatabaseRows } from './sql-check';

/** Sessions about which a role without pg_monitor learns nothing: what they do is not checked, which is not the same as nothing. */
export const hiddenSessions = oneLine`
  (SELECT count(*) FROM pg_catalog.pg_stat_activity h
    WHERE h.backend_type IS NULL AND h.query = '<insufficient privilege>' AND h.usename <> 'rdsadmin') AS hidden`;

/** Of a question that has at least one row, with `hidden` in it. */
export function unseenSessions(asked: readonly DatabaseRows[]): string | undefined {
  const row = rowOf(asked);
  if (row === undefined) return noRow;
  const hidden = Number(row.hidden);
  if (hidden === 0) return undefined;
  return `${counted(hidden, 'session')} of other roles cannot be seen. Grant pg_monitor to the role that runs the checks: GRANT pg_monitor TO …;`;
}
