import type { Row } from '../../database/answers';
import type { DatabaseRows } from './sql-check';

/** The answers with rows in them, or those with rows of a kind. */
export const withRows = (asked: readonly DatabaseRows[], only: (row: Row) => boolean = () => true): DatabaseRows[] =>
  asked.map(({ database, rows }) => ({ database, rows: rows.filter(only) })).filter(({ rows }) => rows.length > 0);

/** Rows of a question to the cluster that say themselves which database they are about. */
export function byDatabase(asked: readonly DatabaseRows[]): DatabaseRows[] {
  const groups = new Map<string, Row[]>();
  for (const row of asked.flatMap(({ rows }) => rows)) {
    const database = String(row.database ?? '');
    groups.set(database, [...(groups.get(database) ?? []), row]);
  }
  return [...groups].map(([database, rows]) => ({ database, rows }));
}

/** All of them, also those that the limit of a list has cut off. */
export const countOf = (found: readonly DatabaseRows[]) =>
  found.reduce((sum, { rows }) => sum + Math.max(rows.length, Number(rows[0]?.total ?? 0)), 0);

/** `1 table`, `3 tables` */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `orders: a, b, c, d, e and 195 more; shop: x` */
export const listed = (found: readonly DatabaseRows[], name: (row: Row) => string = (row) => String(row.name)) =>
  found
    .map(({ database, rows }) => `${database}: ${firstOf(rows.map(name), countOf([{ database, rows }]))}`)
    .join('; ');

/** In a message. */
export const mostNamed = 5;

/** The first five, and how many more. */
export function firstOf(names: readonly string[], count = names.length): string {
  const shown = names.slice(0, mostNamed);
  return count > shown.length
    ? `${shown.join(', ')} and ${(count - shown.length).toLocaleString('en')} more`
    : shown.join(', ');
}

/** For a finding whose message names them by `firstOf`. */
export const whole = (names: readonly string[]) => (names.length > mostNamed ? { details: names } : {});

export const databasesOf = (found: readonly DatabaseRows[]) => found.map(({ database }) => database);
