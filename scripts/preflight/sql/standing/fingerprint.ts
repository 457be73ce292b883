import { oneLine } from '../one-line';
import { type Marks, marks } from './marks';

/** Objects in one row: a row of the Data API holds 64 KB. */
const perRow = 200;

const hash = (text: string) => `left(md5(coalesce(${text}, '')), 10)`;

/** One kind of object, as SQL: what of it is compared with the other end, and conditions for its marks. */
export interface Piece extends Partial<Marks<string>> {
  kind: string;
  name: string;
  /** What is the same in every major version. */
  same?: string;
  /** The text that PostgreSQL makes of a definition, which majors word differently. */
  worded?: string;
  /** What differs when what its marks tell has happened once more. */
  stamp?: string;
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
      ELSE json_build_array(o.name, o.same, o.worded, o.marks, o.stamp) END ORDER BY o.name)::text AS objects
  FROM (SELECT u.*, row_number() OVER (PARTITION BY u.kind ORDER BY u.name) / ${perRow} AS part
    FROM (${pieces.map(query).join(' UNION ALL ')}) u) o GROUP BY o.kind, o.part ORDER BY o.kind, o.part`;

const query = (piece: Piece) => oneLine`
  SELECT ${piece.kind} AS kind, ${piece.name} AS name, ${piece.same === undefined ? nothing : hash(piece.same)} AS same,
    ${piece.worded === undefined ? nothing : hash(piece.worded)} AS worded, ${lettersOf(piece)} AS marks,
    ${piece.stamp === undefined ? nothing : hash(piece.stamp)} AS stamp ${piece.from}`;

function lettersOf({ touched, ...piece }: Piece): string {
  const conditions: Partial<Marks<string>> = { ...piece, touched: touched ?? piece.remade };
  const each = Object.entries(marks).flatMap(([mark, letter]) => {
    const condition = conditions[mark as keyof typeof marks];
    return condition === undefined ? [] : [`CASE WHEN ${condition} THEN '${letter}' END`];
  });
  return each.length === 0 ? nothing : `concat(${each.join(', ')})`;
}

/** An array in one order, as text: null where there is none. */
export const sorted = (array: string) => `(SELECT string_agg(e::text, ',' ORDER BY e::text) FROM unnest(${array}) e)`;
