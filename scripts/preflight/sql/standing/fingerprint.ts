import { oneLine } from '../one-line';

/** Objects in one row: a row of the Data API holds 64 KB. */
const perRow = 200;

const hash = (text: string) => `left(md5(coalesce(${text}, '')), 10)`;

/** One kind of object, as SQL: what of it is compared with the other end. */
export interface Piece {
  kind: string;
  name: string;
  /** What is the same in every major version. */
  same?: string;
  /** The text that PostgreSQL makes of a definition, which majors word differently. */
  worded?: string;
  /** Whether that definition was written after the deployment began to replicate. */
  since?: string;
  /** Whether an object that looks the same has been made, renamed or rewritten since then. */
  remade?: string;
  /** Whether the replication to this end does not know it. */
  unfollowed?: string;
  /** FROM and WHERE. */
  from: string;
}

const nothing = "''";

/**
 * Queries of objects as one, whose rows hold many objects of a kind.
 * @param lists  what they read several times, for a WITH
 */
export const inRows = (pieces: readonly Piece[], lists?: string) => oneLine`
  ${lists === undefined ? '' : `WITH ${lists}`}
  SELECT o.kind, json_agg(CASE o.marks WHEN '' THEN json_build_array(o.name, o.same, o.worded)
      ELSE json_build_array(o.name, o.same, o.worded, o.marks) END ORDER BY o.name)::text AS objects
  FROM (SELECT u.*, row_number() OVER (PARTITION BY u.kind ORDER BY u.name) / ${perRow} AS part
    FROM (${pieces.map(query).join(' UNION ALL ')}) u) o GROUP BY o.kind, o.part ORDER BY o.kind, o.part`;

const query = ({ kind, name, same, worded, since, remade, unfollowed, from }: Piece) => oneLine`
  SELECT ${kind} AS kind, ${name} AS name, ${same === undefined ? nothing : hash(same)} AS same,
    ${worded === undefined ? nothing : hash(worded)} AS worded,
    ${marked({ s: since, r: remade, u: unfollowed })} AS marks ${from}`;

const marked = (marks: Record<string, string | undefined>) => {
  const set = Object.entries(marks).filter(([, when]) => when !== undefined);
  return set.length === 0
    ? nothing
    : `concat(${set.map(([mark, when]) => `CASE WHEN ${when} THEN '${mark}' END`).join(', ')})`;
};

/** An array in one order, as text: null where there is none. */
export const sorted = (array: string) => `(SELECT string_agg(e::text, ',' ORDER BY e::text) FROM unnest(${array}) e)`;
