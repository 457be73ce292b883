import type { Answer, Question } from './answers';

/** One cluster's databases, read only: every question is asked in a read-only transaction with a limit of time. */
export interface DatabasePort {
  /** How it asks, for whoever reads the result; no secret. */
  readonly via: string;
  /** The database that questions to the cluster as a whole are asked in. */
  readonly database: string;
  /** Which databases there are, each in a row as `name`. */
  readonly listing: Question;
  /**
   * All questions of one database in one round. A question that the database refuses is answered by a sentence; the others are not lost.
   * @throws NotReached if there is no talking to it at all
   */
  ask(database: string, questions: readonly Question[]): Promise<Record<string, Answer>>;
  /**
   * ANALYZE of one database, the only thing that is written through a port, and statistics only. PostgreSQL lets it run where
   * transactions are read only, so nothing is switched off for it. Absent over the Data API, whose statements end after 45 seconds, and of
   * Aurora MySQL, whose statistics an upgrade keeps.
   * @throws NotReached, or Refused with what the database has against it
   */
  analyze?(database: string): Promise<void>;
  close(): Promise<void>;
}

/** There is no talking to the database: what was to be asked is not checked. */
export class NotReached extends Error {
  constructor(
    /** A sentence without any secret. */
    message: string,
    /** What to do about it. */
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'NotReached';
  }
}
