import { randomBytes } from 'node:crypto';
import type { Cluster } from '../aws/rds/types';
import type { CodeVersions } from '../desired/code-versions';
import type { PlanProof } from '../terraform/proof-kinds';
import type { TargetedPlan, Unheld } from '../terraform/targeted-plan';
import type { HooksRun } from './hooks';
import type { SlotLook } from './standing';

/**
 * What this process did and was told: typed, plain data. It is no evidence of what is true: that is read from RDS and the code,
 * so that a run without it (killed, on another machine) can go on. Use it to delay a repetition, to end a run earlier, or to
 * spare a question whose answer still stands (`confirmed`, `answers`); never to take a change for made or to find what to delete.
 * One thing it does allow: a switchover that this very run has announced and not begun, or RDS has refused as too busy, may be
 * asked for again (`notBegun`). Without memory, and without the tag that takes it back, that attempt counts as cancelled.
 */
export interface Memory {
  /** Names this run in tags. */
  run: string;
  /** Changes that were sent, by the line that told them: `reboot db-1 (green, no traffic)`. */
  sent: Readonly<Record<string, Sent>>;
  /** Questions that were answered with yes, each with the code of what it covered. */
  confirmed: readonly string[];
  /** When its command was typed, on the service's clock: what came to be later is not what was meant. */
  askedAt?: number;
  /**
   * The deployment that this run works on, the first that it saw: where it is gone, the run ends rather than making another one, and
   * where another has taken its place, too.
   */
  deployment?: string;
  /** Resource id of production when the first yes was given: where another has taken its place since, the run ends (begun-anew.ts). */
  production?: string;
  /** The last one that was seen as this cluster's, finished or not: looked for by its identifier where a list lacks it. */
  record?: string;
  /** When this run announced the switchover that is certain not to have been begun. */
  notBegun?: number;
  /** When this run last saw a switchover at work, whoever began it. */
  switchingAt?: number;
  /** The status of the deployment when this run saw it first. */
  statusFound?: string;
  /** When the attempt was made that the first look at events found cancelled before the command was typed; 0 for none. */
  attemptFound?: number;
  /** How often green could not apply a change, as the last look and the one before it saw it. */
  applyErrors?: ApplyErrors & { before?: ApplyErrors };
  /** What the look before came to, where two must agree. */
  verdict?: Verdict;
  /** What the last looks at the deployment's slots saw, oldest first: whether one advances shows from one to the next. */
  slots?: readonly SlotLook[];
  /** What is waited for now. */
  wait?: WaitMemory;
  /** When each wait began, by step and by what it is for: a wait that is left and taken up again has one limit. */
  waits: Readonly<Record<string, number>>;
  /** Lines that were told already. */
  told: readonly string[];
  /** Terraform's answers, and the code's; each is one to a question, and counts for no other. */
  answers: Answers;
  /** Why this run ends before its last step, and how it goes on, where nothing is wrong. */
  paused?: Paused;
  /** How often in a row something else stood where the old environment was. */
  timesNotAsSeen: number;
  /** What came of the hooks that this run has run, each with the deployment that it ran for. */
  hooks: HooksRun;
  /** Old clusters whose deletion was sent. They are read back, which may end a run that would else have ended well. */
  removing: readonly Removing[];
}

/** By subscription. */
interface ApplyErrors {
  at: number;
  by: Readonly<Record<string, number>>;
}

export interface Paused {
  because: string;
  /** When the same command goes on. */
  until: number;
}

export interface Removing {
  cluster: Cluster;
  /** The snapshot that RDS was asked to make before. */
  finalSnapshot?: string;
}

/** What later questions ask of the acts of this run, where they may not depend on how an act is worded. */
export type ActKind = 'switchover' | 'edit of the code';

/** How often one change was sent, and how RDS answered. Milliseconds on the service's clock. */
export interface Sent {
  /** Undefined of an act that nobody asks for. */
  kind?: ActKind;
  last: number;
  /** Answers that took it. */
  accepted: number;
  /** Sent, and no answer came that tells what became of it. */
  unanswered: number;
  /** Since when, each time, RDS has been too busy for it or its resource was not as it was read. */
  busySince?: number;
}

interface Verdict {
  key: string;
  /** When it was reached first. */
  at: number;
  /** Looks in a row that ended in some verdict. */
  looks: number;
}

interface WaitMemory {
  /** Step, and what it waits for. */
  key: string;
  /** The deployment as it was seen then. */
  deployment: string;
  toldAt: number;
  toldText: string;
  /** When what only changes seldom was looked at last. */
  seldomAt: number;
}

export interface Answers {
  proof?: Answer<PlanProof>;
  /** What Terraform would do to create the target's groups, as it was shown. */
  groupsPlan?: Answer<TargetedPlan>;
  /** Which of the target's groups exist, but not in Terraform's state, or not so. */
  unheldGroups?: Answer<Unheld>;
  /** What the code was seen, on a copy, to be changed to. */
  editTried?: Answer<CodeVersions>;
  /** An edit that changes several clusters, and is written when each of them has come to it. */
  editPutOff?: Answer<{ to: CodeVersions; waitsFor: readonly string[] }>;
}

interface Answer<T> {
  /** What was asked: the code and the world, as far as the answer depends on them. */
  of: string;
  is: T;
}

/** @param run  letters and digits; default: drawn at random */
export const noMemory = (run: string = randomBytes(4).toString('hex')): Memory => ({
  run,
  sent: {},
  confirmed: [],
  waits: {},
  told: [],
  answers: {},
  timesNotAsSeen: 0,
  hooks: {},
  removing: [],
});

/** The answer to this very question, if it was given. */
export const answerTo = <T>(answer: Answer<T> | undefined, of: string): T | undefined =>
  answer?.of === of ? answer.is : undefined;
