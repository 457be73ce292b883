import type { RdsEvent } from '../aws/rds/types';
import { given } from '../runtime/given';
import { type AnnouncedAttempt, attemptsOf } from './announced-attempts';
import { applyErrorsSeen } from './apply-errors';
import type { Memory } from './memory';
import { requestOf } from './request';
import { fact, type View } from './view';

/**
 * How the switchover attempts of the deployment stand. Each is tagged before it is made, and again when RDS has taken it, so
 * that consent to one attempt is never used for another.
 */
type Attempt =
  | { kind: 'none' }
  /** Announced so lately that RDS may not have told yet what became of it. */
  | { kind: 'open'; number: number; at: number }
  /**
   * Undone, or never begun: the deployment is back where it was. One from the console may leave no trace of when it was, and
   * without an event nothing tells when it ended.
   */
  | { kind: 'cancelled'; number: number; at?: number; endedAt?: number; reason: string; begun: boolean };

/** Of this run: whether it has asked for a switchover, and RDS has not turned it away. */
export function hasSwitched(view: View): boolean {
  const sent = Object.values(view.memory.sent).find(({ kind }) => kind === 'switchover');
  return sent !== undefined && sent.accepted + sent.unanswered > 0;
}

/** How long RDS may take to tell what became of an attempt: its answers are eventually consistent. */
const settle = 60_000;

/** The tag's time is ours, the events' is RDS's, and both are rounded to the second on the way. */
export const clockSlack = 2_000;

/**
 * A deployment that was switched over is not back at AVAILABLE. One that reads so a minute after an attempt was announced has
 * cancelled it, whether or not events tell of it: they may be late, missing, or older than RDS's memory of 14 days.
 */
export function attempt(view: View): Attempt {
  const deployment = fact(view, 'deployments').underway;
  if (deployment === undefined) return { kind: 'none' };
  const tagged = attemptsOf(deployment.tags).findLast((each) => !isNotBegun(each, view.memory));
  const number = tagged?.number ?? 0;
  const announced = tagged?.at ?? 0;
  const events = [...(view.facts.greenEvents ?? []), ...(view.facts.sourceEvents ?? [])].sort((a, b) => a.at - b.at);
  const since = events.filter((event) => event.at >= announced - clockSlack);
  const ended = since.filter(tellsOfCancellation);
  const begun = since.filter(tellsOfBeginning).map((event) => event.at);
  // Another run's, or one at the console, may have begun since; events of it may be late or missing.
  const { switchingAt = 0 } = view.memory;
  const at = Math.max(announced, switchingAt, ...begun);
  const failed = deployment.status === 'SWITCHOVER_FAILED';
  const young = view.now - at < settle;
  // Somebody else's attempt (the console) has no tag of ours: its cancellation counts all the same.
  if (ended.length > 0 || ((at > 0 || failed) && !young)) {
    const told = reasonOf(ended, deployment.statusDetails);
    // An attempt of the console, of which its status alone is left.
    const unannounced = failed && tagged === undefined;
    const known = told !== undefined || begun.length > 0 || tagged?.accepted === true || switchingAt > 0 || unannounced;
    const reason = told ?? (known ? 'RDS gives no reason.' : neverTold);
    const endedAt = ended.at(-1)?.at;
    return { kind: 'cancelled', number, at: at > 0 ? at : endedAt, ...given({ endedAt }), reason, begun: known };
  }
  return at === 0 ? { kind: 'none' } : { kind: 'open', number, at };
}

/** Announced by this very run, which knows that it never asked RDS for it, or that RDS has refused it. */
const isNotBegun = ({ run, at }: AnnouncedAttempt, memory: Memory) => run === memory.run && at === memory.notBegun;

/**
 * What this run has seen of attempts at this look. One that is seen running counts for as long as the run lasts: a deployment that
 * reads AVAILABLE again has cancelled it, whether or not anything tells of that.
 */
export function noticed(view: View): Memory {
  const { memory, facts } = view;
  const status = facts.deployments?.underway?.status;
  if (status === undefined) return memory;
  const switchingAt = status === 'SWITCHOVER_IN_PROGRESS' ? view.now : memory.switchingAt;
  return {
    ...memory,
    ...given({ switchingAt, applyErrors: applyErrorsSeen(view) }),
    statusFound: memory.statusFound ?? status,
    ...(memory.attemptFound === undefined ? found(view, status) : {}),
  };
}

/** Before events were read nothing is found yet. One that is running is none that anybody could have decided to follow. */
function found(view: View, status: string): Pick<Memory, 'attemptFound'> {
  if (status === 'SWITCHOVER_IN_PROGRESS') return { attemptFound: 0 };
  if (view.facts.greenEvents === undefined || view.facts.sourceEvents === undefined) return {};
  return { attemptFound: wasCancelledBefore(view) ? momentOf(view) : 0 };
}

/**
 * Whether the last attempt may have been known as cancelled when the command was typed. Events are read right before the switchover,
 * maybe days after that. Where none tells of its end, nothing told it before it had settled; where its status is all that is left, the
 * run must have found it so.
 */
function wasCancelledBefore(view: View): boolean {
  const last = attempt(view);
  const { askedAt = 0, statusFound } = view.memory;
  if (last.kind !== 'cancelled') return false;
  if (last.at === undefined && statusFound !== undefined && statusFound !== 'SWITCHOVER_FAILED') return false;
  return (last.endedAt ?? momentOf(view) + settle) <= askedAt;
}

/**
 * `--retry-switchover` is consent to follow the attempt that was cancelled when it was typed, and no other: not one that began, or
 * was cancelled, since, whoever began it. Events of the same one may come later, and date it some seconds later. `preflight/cancelled-attempt.ts` asks it.
 */
export function mayRetry(view: View): boolean {
  const { attemptFound = 0 } = view.memory;
  const isSame = attemptFound > 0 && momentOf(view) - attemptFound < settle && wasCancelledBefore(view);
  return requestOf(view, 'upgrade').retrySwitchover && !hasSwitched(view) && isSame;
}

/** Of the last attempt, 0 where there is none. One that left no time was made since the deployment stands, no later is known. */
function momentOf(view: View): number {
  const last = attempt(view);
  return last.kind === 'none' ? 0 : (last.at ?? fact(view, 'deployments').underway!.createdAt);
}

/** AWS writes both "canceled" and "cancelled" (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html). */
export function tellsOfCancellation(event: RdsEvent): boolean {
  return /cancell?ed/i.test(event.message) && /switchover|sequence/i.test(event.message);
}

/** A beginning with no completion, on a deployment that is not switching: it was undone. */
export function tellsOfBeginning(event: RdsEvent): boolean {
  return /^Switchover .*started/i.test(event.message);
}

function reasonOf(ended: RdsEvent[], details: string | undefined): string | undefined {
  const messages = ended.map((event) => event.message);
  const told = messages.find((message) => /due to|because/i.test(message)) ?? details ?? messages.at(-1);
  return told === undefined || told.endsWith('.') ? told : `${told}.`;
}

const neverTold = 'RDS reports nothing about it, and whether it ever began is not known.';
