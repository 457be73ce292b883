import type { Row } from '../../database/answers';
import { countOf } from './listed';
import type { DatabaseRows } from './sql-check';

/**
 * Statements for psql, one a line, with `\connect` before those of each database. What destroys something must come as a comment
 * (`destructive`): a script that somebody pastes unread then does no harm.
 */
export const psqlScript = (found: readonly DatabaseRows[], statementsOf: (row: Row) => string | readonly string[]) =>
  found
    .flatMap((each) => [
      connect(each.database),
      ...new Set(each.rows.flatMap(statementsOf)),
      ...(countOf([each]) > each.rows.length ? [cutOff(countOf([each]) - each.rows.length)] : []),
    ])
    .join('\n');

/** Commented out: to be run only by somebody who has read it. A name may have a line break in it. */
export const destructive = (statement: string) => `-- ${statement.replaceAll('\n', '\n-- ')}`;

/** A name as SQL takes it, where the server did not quote it already. */
export const quotedName = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL takes it. */
export const quotedText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** psql takes a name with `=` in it, or one that begins as a URL, for a connection string, also in quotes. */
function connect(database: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(database)) return `\\connect ${database}`;
  if (!/=|^postgres(ql)?:/.test(database)) return `\\connect ${quotedName(database)}`;
  const value = database.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `\\connect -reuse-previous=on ${quotedName(`dbname='${value}'`)}`;
}

const cutOff = (count: number) =>
  `-- ${count.toLocaleString('en')} more are not listed: run the preflight again after these.`;
