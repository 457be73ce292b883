import type { DatabaseRows } from './sql-check';

/** Of a question that every server answers with one row. */
export const rowOf = (asked: readonly DatabaseRows[]) => asked[0]?.rows[0];

/** A file of results can lack it. */
export const noRow = 'The answer has no row.';
