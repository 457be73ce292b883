import type { Answer, Question, Row } from './answers';

/** Milliseconds: a check must never become what production waits for. */
export interface Limits {
  statement: number;
  lock: number;
  /** How long a transaction may stay open if this process dies within it. */
  idleInTransaction: number;
}

export const usualLimits: Limits = { statement: 30_000, lock: 1_000, idleInTransaction: 60_000 };

/**
 * As pg_dump has it: PostgreSQL words names and constants in definitions by the settings of whoever asks, and a role may have its own. So
 * both ends of a deployment word them alike.
 */
export const asWritten = {
  search_path: 'pg_catalog',
  quote_all_identifiers: 'off',
  standard_conforming_strings: 'on',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
} as const;

/**
 * What holds in each transaction, set by one SELECT, because the Data API takes one statement a call. Nothing that an application keeps
 * in a schema of its own is called by mistake, and production's worker processes are left alone.
 */
export function settingsStatement({ statement, lock, idleInTransaction }: Limits): string {
  const settings = {
    transaction_read_only: 'on',
    statement_timeout: `${statement}ms`,
    lock_timeout: `${lock}ms`,
    idle_in_transaction_session_timeout: `${idleInTransaction}ms`,
    ...asWritten,
    max_parallel_workers_per_gather: '0',
    jit: 'off',
  };
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', true)`);
  return `SELECT ${calls.join(', ')}`;
}

/** All questions as one statement. Each row is an answer's row, as JSON: the Data API returns rows of up to 64 KB. */
export const oneStatement = (questions: readonly Question[]): string =>
  questions
    .map(({ id, sql }) => {
      const literal = `'${id.replaceAll("'", "''")}'`;
      // A line of its own: the question may end in a comment.
      return `SELECT ${literal}::text AS question, row_to_json(answer_row)::text AS answer FROM (\n${sql}\n) AS answer_row`;
    })
    .join('\nUNION ALL\n');

/** @param rows what the statement above returned */
export function answersOf(
  questions: readonly Question[],
  rows: Iterable<{ question: string; answer: string }>,
): Record<string, Answer> {
  const found = new Map(questions.map(({ id }): [string, Row[]] => [id, []]));
  for (const { question, answer } of rows) found.get(question)?.push(JSON.parse(answer) as Row);
  return Object.fromEntries([...found].map(([id, each]) => [id, { rows: each }]));
}

/** `rdsadmin` is listed too, which nobody but RDS may enter: it counts where databases are counted. */
export const listing: Question = {
  id: 'DATABASES',
  sql: "SELECT datname::text AS name FROM pg_database WHERE datallowconn AND datname NOT IN ('template0', 'template1') ORDER BY datname",
};
