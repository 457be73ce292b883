import type { RdsEvent } from '../rds/types';
import { attemptsOf } from './identity';
import { fact, type View } from './view';

/**
 * How the switchover attempts of the deployment stand. Each is tagged before it is made, so that three things can be told
 * apart after a crash: never announced; announced, but RDS never began; begun, and cancelled.
 */
export type Attempt =
  | { kind: 'none' }
  /** Announced at that time; RDS has told of no end. `young`: so lately that RDS may not have told yet. */
  | { kind: 'open'; number: number; at: number; young: boolean }
  | { kind: 'cancelled'; number: number; reason: string };

/** How long RDS may take to tell what became of an attempt: its answers are eventually consistent. */
const settle = 60_000;

/** The tag's time is ours, the events' is RDS's, and both are rounded to the second on the way. */
const clockSlack = 2_000;

export function attempt(view: View): Attempt {
  const deployment = fact(view, 'deployments').underway;
  if (deployment === undefined) return { kind: 'none' };
  const tagged = attemptsOf(deployment.tags).at(-1);
  const number = tagged?.number ?? 0;
  // This run's own attempt counts even while its tag cannot be read back yet.
  const announced = Math.max(tagged?.at ?? 0, view.memory.asked.get('switchover') ?? 0);
  const events = [...(view.facts.greenEvents ?? []), ...(view.facts.sourceEvents ?? [])];
  const since = events.filter((event) => event.at >= announced - clockSlack);
  const ended = since.filter(tellsOfCancellation);
  const begun = since.filter(tellsOfBeginning).map((event) => event.at);
  const undone = deployment.status === 'SWITCHOVER_FAILED' || begun.length > 0;
  // Another run's may have begun since the deployment was read.
  const at = Math.max(announced, ...begun);
  const young = view.now - at < settle;
  // Somebody else's attempt (the console) has no tag of ours: its cancellation counts all the same.
  if (ended.length > 0 || (undone && !young)) {
    return { kind: 'cancelled', number, reason: reasonOf(ended, deployment.statusDetails) };
  }
  return at === 0 ? { kind: 'none' } : { kind: 'open', number, at, young };
}

/** Events 0249, 0252, 0261, 0310, 0314: AWS writes both "canceled" and "cancelled" (reference: bluegreen-deployments, 1.5). */
function tellsOfCancellation(event: RdsEvent): boolean {
  return /cancell?ed/i.test(event.message) && /switchover|sequence/i.test(event.message);
}

/** A beginning with no completion, on a deployment that is not switching: it was undone. */
function tellsOfBeginning(event: RdsEvent): boolean {
  return /^Switchover .*started/i.test(event.message);
}

function reasonOf(ended: RdsEvent[], details: string | undefined): string {
  const messages = ended.map((event) => event.message);
  const told = messages.find((message) => /due to|because/i.test(message)) ?? details ?? messages.at(-1);
  if (told === undefined) return 'RDS gives no reason.';
  return told.endsWith('.') ? told : `${told}.`;
}
