/** A row as JSON gives it: the same from a connection, the Data API and a file of results. */
export type Row = Record<string, string | number | boolean | null>;

/** One SELECT, without a semicolon at its end. Its columns are numbers, texts, booleans or null; what is longer is cast to text. */
export interface Question {
  /** Of the check that asks: `PG_NOPK`. */
  id: string;
  sql: string;
}

/** The rows, or the sentence that says why the database did not answer. */
export type Answer = { rows: Row[] } | { failed: string };

/** What the databases of one cluster answered, as plain data. */
export interface DatabaseAnswers {
  /** How it was asked: `a connection to orders.cluster-….eu-west-1.rds.amazonaws.com:5432 as preflight`. */
  via: string;
  /** When, in milliseconds: of results in a file, when the DBA made them. */
  at: number;
  /** Every database that takes connections, template0 and template1 excepted: `rdsadmin` too, which nobody but RDS may enter. */
  databases: string[];
  /** Of questions to the cluster as a whole, asked in one database. */
  cluster: Record<string, Answer>;
  /** By database, of questions to each of them. */
  each: Record<string, Record<string, Answer>>;
}

/** What is known of the data. */
export type DatabaseLook =
  | { kind: 'answered'; answers: DatabaseAnswers }
  /** Not checked, which is never the same as passed. */
  | { kind: 'not-checked'; reason: string; remedy: string }
  /** The embedded RDS without `--data` plays no database. */
  | { kind: 'no-database' }
  /** The command does not ask, and does nothing for which it would have to. */
  | { kind: 'unasked' };

/**
 * At which point of an upgrade the databases are asked. Of production: before the deployment is created, while green is built, while it
 * stands, right before the switchover, after it, and once RDS has undone one; `gone`: once the deployment was deleted. Of green: while it
 * stands, right before the switchover. Of old: after it.
 */
export type AskedAt =
  | 'create'
  | 'building'
  | 'standing'
  | 'switchover'
  | 'after'
  | 'failed'
  | 'gone'
  | 'standing-green'
  | 'switchover-green'
  | 'old';
