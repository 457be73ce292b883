import type { AwsPorts } from '../aws/aws-ports';
import type { CodeVersions } from '../desired/code-versions';
import type { DatabasesSource } from '../observed/sources';
import type { Prediction } from '../plans/prediction/predicted-change';
import type { Finding } from '../preflight/finding';
import type { Progress } from '../report/progress';
import type { UpgradeError } from '../runtime/errors';
import type { PlanProof } from '../terraform/proof-kinds';
import type { TargetedPlan, Unheld } from '../terraform/targeted-plan';
import type { HooksRun } from '../view/hooks';
import type { ActKind, Answers, Paused } from '../view/memory';
import type { Fact, View } from '../view/view';
import type { Approval } from './approval/approval';

/** A step's verdict on the world that it is shown. */
export type Assessment = Done | Acting | Waiting | Pausing | Refusal;

export interface Done {
  state: 'done';
  because: string;
  warnings?: Finding[];
  attention?: boolean;
  prediction?: Prediction;
}

export interface Refusal {
  state: 'refuse';
  error: UpgradeError;
  prediction?: Prediction;
}

/** It goes on at a known time, by the next run of the same command: this one ends with exit code 2. */
export interface Pausing extends Paused {
  state: 'pause';
}

/** Something to send. How often, and how soon again, is up to the tick: see `acts.ts`. */
export interface Acting {
  state: 'act';
  /** What `execute` does, a line each. A line is also what one act is told from another by. */
  will: string[];
  /** Lines that rest upon others: each waits until these are sent again, or no longer open. */
  after?: Readonly<Record<string, readonly string[]>>;
  /** By which later questions find it among what was sent. */
  kind?: ActKind;
  confirm?: Confirmation;
  /** It only looks and changes nothing: it may be done before its turn. */
  reads?: true;
  /** Never sent a second time by one run, whatever became of it: it interrupts production, or makes what costs money. */
  once?: boolean;
  /**
   * What one stale answer must not cause: seen in two looks some seconds apart, as what ends a run. A text is what both must have
   * seen.
   */
  concludes?: true | string;
  /** Milliseconds in which what RDS has taken may fail to show (default 30 s). */
  settles?: number;
  /** Milliseconds in which RDS may be too busy for it, or its resource change, each time it is asked (default 60 min). */
  busyLimit?: number;
  /** The longest pause between two times, in milliseconds (default 60 s). */
  busyPause?: number;
  /** Facts that show what became of it (default: production and deployments). */
  watch?: Fact[];
  /** What is seen now, for the sentence that ends a run in which nothing changes: `orders-1 is available`. */
  seen?: string;
  /** Said then. */
  remedy?: string;
}

/** A question to answer before what cannot be undone; `declined` is the error after a "no". */
export interface Confirmation {
  question: string;
  declined: UpgradeError;
  /** Nothing of production is at stake: a `y` is enough, in place of the typed name. */
  quick?: boolean;
  /** What the answer covers: where that has changed, it is asked again. Only such a question can be answered by `--approve`. */
  approval?: Approval;
}

export interface Waiting {
  state: 'wait';
  /** With what is seen now: a change of it is a change of state. */
  for: Progress;
  /** What to read again for the next look; while a step waits, nothing else is read but `seldom`. */
  watch: Fact[];
  /** Beside it, what changes seldom. */
  seldom?: { watch: Fact[]; every: number };
  /** A timestamp that AWS gave, from which the limit counts; without one it counts from this run's first look. */
  since?: number;
  /** Milliseconds on the service's clock. */
  limit: number;
  /** Between two looks. */
  every: number;
  /** What a healthy wait takes, for whoever watches. */
  expected?: string;
  /** What to look at when it takes longer than that. */
  hints?: { after: number; lines: string[] };
  /** Said when the limit is over. */
  remedy: string;
}

/** The outcome of an act. */
export interface Outcome {
  /** The lines that were not sent or not accepted, as RDS is busy with the resource or it was changed: nothing was done. */
  busy?: readonly string[];
  /** When the switchover was announced that is certain not to have been begun. */
  notBegun?: number;
  /** The code, where it was written. */
  desired?: View['desired'];
  /** Terraform's or the code's, where they were asked. */
  answers?: Answers;
  /** Of hooks that were run. */
  hooks?: HooksRun;
}

/** What steps may act with. The code and the plan are ports too: the runbook knows neither TypeScript nor Terraform. */
export interface Ports extends AwsPorts {
  databases: DatabasesPort;
  code: CodePort;
  plan: PlanPort;
  groups: GroupsPort;
}

export interface DatabasesPort extends DatabasesSource {
  /** ANALYZE in these databases of green; what stood in its way, where something did. */
  analyzeGreen(view: View, databases: readonly string[]): Promise<NotAnalyzed | undefined>;
}

export interface NotAnalyzed {
  reason: string;
  remedy: string;
}

/** Parameter groups that the code declares and nobody has deployed yet, created by a targeted `terraform apply`. */
export interface GroupsPort {
  /** Which of these, all of which exist, Terraform's state does not hold, or holds otherwise; changes nothing. */
  unheld(cluster: View['desired'], addresses: readonly string[]): Promise<Unheld>;
  /** Changes nothing. */
  plan(cluster: View['desired'], addresses: readonly string[]): Promise<TargetedPlan>;
  /** Plans once more, and applies that if it creates exactly these. */
  apply(cluster: View['desired'], addresses: readonly string[]): Promise<TargetedPlan>;
}

export interface CodePort {
  /** Throws an UpgradeError where `write` would refuse: asked before anything is created that the code must follow. */
  check(cluster: View['desired'], to: CodeVersions): Promise<void>;
  /** Makes the code say these versions, proved by synthesis. Throws an UpgradeError where it is refused. */
  write(cluster: View['desired'], to: CodeVersions): Promise<Written>;
  /** What the code says now. */
  read(cluster: View['desired']): Promise<View['desired']>;
}

/** `waitsFor`: nothing was written, because the edit also changes these clusters, which have not reached this step. */
type Written = { summary: string } | { waitsFor: readonly string[] };

export interface PlanPort {
  /** @param expected  tells of an address whether its destruction is no surprise */
  prove(cluster: View['desired'], expected?: (address: string) => boolean): Promise<PlanProof>;
}

export interface Step {
  /** `check-source`; what reports and README.md beside this file call it. */
  id: string;
  title: string;
  /** Section of the runbook; undefined for what it does not have. */
  section?: string;
  /** Depends on blue alone: a dry run assesses it behind steps that are still open, so that every obstacle is shown at once. */
  foreseeable?: boolean;
  /** Where it has no meaning for a cluster, such as one of another engine: then it is no step of its runbook. */
  of?(view: View): boolean;
  /** It changes neither RDS nor the code: a dry run does not count it as work. */
  idle?: boolean;
  /** Time alone can undo it, and production and deployments are enough to tell: looked at again while a later step waits. */
  clocked?: boolean;
  /** The facts that `assess` reads, given what is known already: production and deployments always are. */
  needs(view: View): Fact[];
  /** In a few words of Markdown, for the table of README.md beside this file. */
  doneWhen: string;
  /** Only asked when every step before it is done, or for what is `foreseeable`. */
  assess(view: View): Assessment;
  /** What the step is for, as a plan shows it while earlier steps are still open. */
  outline(view: View): string;
  /** What `execute` waits for where it takes long, as in `waiting for Terraform`. */
  busyWith?: string;
  /**
   * Sends those of the lines of `will` that are due. What decides whether something may be destroyed or interrupted is read again
   * right before. A fault that is thrown is looked at again, and ends the run the second time.
   */
  execute?(view: View, ports: Ports, lines: readonly string[]): Promise<Outcome>;
}

export const minutes = (count: number) => count * 60_000;

export const done = (because: string): Done => ({ state: 'done', because });

export const refuse = (error: UpgradeError): Refusal => ({ state: 'refuse', error });
