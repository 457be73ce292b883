import { oneLine } from '../one-line';

/** Objects in one row: a row of the Data API holds 64 KB. */
const perRow = 200;

export const hash = (text: string) => `left(md5(coalesce(${text}, '')), 10)`;

/**
 * Queries that give kind, name, same and worded of objects, as one whose rows hold many objects of a kind.
 * @param lists  what they read several times, for a WITH
 */
export const inRows = (pieces: readonly string[], lists?: string) => oneLine`
  ${lists === undefined ? '' : `WITH ${lists}`}
  SELECT o.kind, json_agg(json_build_array(o.name, o.same, o.worded) ORDER BY o.name)::text AS objects
  FROM (SELECT u.*, row_number() OVER (PARTITION BY u.kind ORDER BY u.name) / ${perRow} AS part
    FROM (${pieces.join(' UNION ALL ')}) u) o GROUP BY o.kind, o.part ORDER BY o.kind, o.part`;
