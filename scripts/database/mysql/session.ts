import type { Answer, Question, Row } from '../answers';
import type { Limits } from '../statement';

/** The schemas of the server itself, which nobody has to look after. */
export const systemSchemas = ['information_schema', 'mysql', 'performance_schema', 'sys'] as const;

/** Aurora keeps tables of its own in schemas, too. */
export const listing: Question = {
  id: 'DATABASES',
  sql: `SELECT s.schema_name AS name FROM information_schema.schemata s WHERE s.schema_name NOT IN (${systemSchemas.map((name) => `'${name}'`).join(', ')}) ORDER BY 1`,
};

/**
 * What holds in a session of ours, and keeps production from waiting for it: no question is asked in a transaction, so none holds a
 * snapshot. The comments are statements to one server each: `max_execution_time` is MySQL's, in milliseconds, from 5.7.8 on; MariaDB, on
 * which the questions are tested, has `max_statement_time`, in seconds (https://mariadb.com/kb/en/comment-syntax/).
 */
export function sessionStatements({ statement, lock, idleInTransaction }: Limits): string[] {
  const seconds = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1000));
  const settings = [
    `lock_wait_timeout = ${seconds(lock)}`,
    `innodb_lock_wait_timeout = ${seconds(lock)}`,
    `wait_timeout = ${seconds(idleInTransaction)}`,
    "sql_mode = ''",
    'group_concat_max_len = 60000',
  ].join(', ');
  return [
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY',
    `SET SESSION ${settings} /*!50708 , max_execution_time = ${statement} */ /*M! , max_statement_time = ${statement / 1000} */`,
  ];
}

/** In lower case: MySQL 8.0 gives the columns of its catalogs in capitals. */
export function answerOf(names: readonly string[], rows: readonly (readonly unknown[])[]): Answer {
  const lower = names.map((name) => name.toLowerCase());
  return { rows: rows.map((row): Row => Object.fromEntries(row.map((value, i) => [lower[i]!, plain(value)]))) };
}

function plain(value: unknown): Row[string] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
}
