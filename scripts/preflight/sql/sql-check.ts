import type { EngineVersion } from '../../../constructs/engine-version';
import type { AskedAt, Row } from '../../database/answers';
import type { Code } from '../../runtime/codes';
import type { Finding } from '../finding';

/** When, and of which end, it is asked. */
export type When = AskedAt;

/** What a check may know beside the answers. */
export interface SqlContext {
  from: EngineVersion;
  to: EngineVersion;
  /** The target's parameter groups: each value that is set there, by name. Undefined where nobody could read them. */
  target?: Readonly<Record<string, string | undefined>>;
  /** Production's, without the others of its environment. */
  instances: { count: number; class: string };
  /** As RDS names it. */
  masterUsername?: string;
  /** After which RDS undoes a switchover; undefined where none is asked for. */
  switchoverTimeoutSeconds?: number;
  /** Left out: before the creation. */
  askedAt?: When;
  /** A deployment is deleted before this one is created: its slots and senders are free then. */
  replaces?: true;
  /** The switchover that was finished has lost something, or brought it back. */
  hasLost?: true;
  /** RDS itself says that transactions hold the creation up: any of them may be the one. */
  isHeldUp?: boolean;
}

/** What one database answered to the question of a check; for a question to the cluster, the one that was asked. */
export interface DatabaseRows {
  database: string;
  rows: readonly Row[];
}

/** One check of a catalogue: a question to the engine's versions that are upgraded, and what its answer means for a blue/green deployment. */
export interface SqlCheck {
  id: Code;
  /** What it finds, in a few words. */
  title: string;
  /** Asked once, or in each database. */
  scope: 'cluster' | 'database';
  when: readonly When[];
  severity: readonly Finding['severity'][];
  /** Left out: for every upgrade. */
  applies?(context: SqlContext): boolean;
  /** One SELECT in one line without a semicolon; at most 1,000 rows. Of MySQL it may be a SHOW, and differ by the server that is asked. */
  sql: string | ((server: EngineVersion, context: SqlContext) => string);
  /** Of a statement that is no SELECT: what its first columns are called. */
  columns?: readonly string[];
  /** What no server of the tests could show, and why; left out where it finds, and does not find, on a real one. */
  unproven?: string;
  /** Why these answers do not suffice, although the database gave them: its sentence says so to whoever asked with too few rights. */
  unseen?(asked: readonly DatabaseRows[], context: SqlContext): string | undefined;
  judge(asked: readonly DatabaseRows[], context: SqlContext): Finding[];
  /** Where the fact is from that makes it a finding. */
  source: string;
}
