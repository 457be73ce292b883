import type { Row } from '../../database/answers';
import { printable } from '../../runtime/printable';
import { countOf } from './listed';
import type { DatabaseRows } from './sql-check';

/**
 * Statements for psql, one a line whatever is in a name: psql takes `\!` at the beginning of a line for a command of the shell, and a
 * pipeline may take a line for one of its own. `\connect` comes before those of each database. What destroys something must come as a
 * comment (`destructive`): a script that somebody pastes unread then does no harm.
 */
export const psqlScript = (found: readonly DatabaseRows[], statementsOf: (row: Row) => string | readonly string[]) =>
  found
    .flatMap((each) => [
      connect(each.database),
      statements(each.rows.flatMap(statementsOf)),
      ...(countOf([each]) > each.rows.length ? [cutOff(countOf([each]) - each.rows.length)] : []),
    ])
    .join('\n');

/** Each once, and of whichever database. */
export const statements = (written: readonly string[]): string => [...new Set(written.map(onOneLine))].join('\n');

/** Commented out: to be run only by somebody who has read it. */
export const destructive = (statement: string) => `-- ${onOneLine(statement)}`;

/** A name as SQL takes it, where the server did not quote it already. */
const quotedName = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL takes it. */
export const quotedText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * psql takes a name with `=` in it, or one that begins as a URL, for a connection string, also in quotes; and a line break ends a
 * command of its own, in quotes too: then the name comes by way of a variable.
 * https://www.postgresql.org/docs/current/app-psql.html
 */
function connect(database: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(database)) return `\\connect ${database}`;
  const value = database.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const target = `dbname='${value}'`;
  if (control.test(database)) {
    return `SELECT ${onOneLine(quotedText(target))} AS target \\gset\n\\connect -reuse-previous=on :"target"`;
  }
  if (!/=|^postgres(ql)?:/.test(database)) return `\\connect ${quotedName(database)}`;
  return `\\connect -reuse-previous=on ${quotedName(target)}`;
}

const control = /\p{Cc}/u;
/** Four digits: both kinds of quotes take `\uXXXX` or `\XXXX`. */
const hex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(4, '0');

/**
 * The same statement, with every control character in its names and texts escaped; in a comment, which only people read, replaced.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
function onOneLine(statement: string): string {
  if (!control.test(statement)) return statement;
  if (statement.startsWith('--')) return printable(statement);
  const escaped = statement.replace(/"(?:[^"]|"")*"|E?'(?:[^']|'')*'/g, (quoted) => {
    if (!control.test(quoted)) return quoted;
    const body = quoted.startsWith('E') ? quoted : quoted.replaceAll('\\', '\\\\');
    if (body.startsWith('"')) return `U&${body.replace(/\p{Cc}/gu, (sign) => `\\${hex(sign)}`)}`;
    return `E${body.replace(/^E/, '').replace(/\p{Cc}/gu, (sign) => `\\u${hex(sign)}`)}`;
  });
  return control.test(escaped) ? `-- ${printable(statement)}` : escaped;
}

const cutOff = (count: number) =>
  `-- ${count.toLocaleString('en')} more are not listed: run the preflight again after these.`;
