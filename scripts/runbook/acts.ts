import { continueCommand } from '../report/commands';
import { UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import type { ActKind, Memory, Sent } from '../view/memory';
import type { View } from '../view/view';
import { type Acting, minutes, type Outcome, type Step, type Waiting } from './step';

/** What RDS has accepted shows within moments. */
const settles = 30_000;
/** A resource that is being built or changed takes no other change for so long at most. */
const busyLimit = minutes(60);
/** An act that was taken so often, with nothing seen to change, does not do what it is for. */
const mostTaken = 2;
/** As many as a quarter of an hour holds, in which no answer comes. */
const mostUnanswered = 40;

type Due =
  | { kind: 'send'; lines: string[] }
  /** All of it was sent, and may still show. */
  | { kind: 'wait'; waiting: Waiting }
  | { kind: 'refuse'; error: UpgradeError };

/**
 * Which lines of an act to send now. A line that was sent is not sent again before it could show; one that was accepted twice and is
 * still open is refused, as is one that may be sent only once. Pure.
 */
export function due(step: Step, act: Acting, view: View): Due {
  const lines: string[] = [];
  for (const line of act.will) {
    const before = act.after?.[line] ?? [];
    if (before.some((other) => act.will.includes(other) && !lines.includes(other))) continue;
    const sent = view.memory.sent[line];
    if (sent === undefined) {
      lines.push(line);
      continue;
    }
    if (sent.busySince !== undefined) {
      if (view.now - sent.busySince > (act.busyLimit ?? busyLimit))
        return { kind: 'refuse', error: tooBusy(view, act, line, sent) };
      if (view.now >= dueAgain(act, sent, view.now)) lines.push(line);
      continue;
    }
    if (view.now - sent.last < (act.settles ?? settles)) continue;
    if (act.once === true || sent.accepted >= mostTaken || sent.unanswered >= mostUnanswered)
      return { kind: 'refuse', error: withoutEffect(view, step, act, line, sent) };
    lines.push(line);
  }
  return lines.length > 0 ? { kind: 'send', lines } : { kind: 'wait', waiting: untilShown(view, act) };
}

/** When something that was busy is asked for again: the longer it is busy, the longer it will be. */
function dueAgain(act: Acting, { last, busySince = last }: Sent, now: number): number {
  return last + Math.min(Math.max(10_000, (now - busySince) / 4), act.busyPause ?? 60_000);
}

function untilShown(view: View, act: Acting): Waiting {
  const busy = act.will.filter((line) => view.memory.sent[line]?.busySince !== undefined);
  const again = busy.map((line) => dueAgain(act, view.memory.sent[line]!, view.now) - view.now);
  return {
    state: 'wait',
    for: busy.length > 0 ? { what: 'accepted', of: busy } : { what: 'shown', of: act.will },
    watch: busy.length > 0 ? ['deployments'] : (act.watch ?? ['production', 'deployments']),
    // Which line is open for how long is counted above.
    limit: Number.POSITIVE_INFINITY,
    every: again.length > 0 ? Math.max(...again, 1_000) : 5_000,
    remedy: '',
  };
}

/** Memory after an act was sent. `outcome` is undefined if no answer came that shows the result. */
export function sending(
  memory: Memory,
  { lines, kind }: { lines: readonly string[]; kind?: ActKind },
  now: number,
  outcome: Outcome | undefined,
): Memory {
  const sent: Record<string, Sent> = { ...memory.sent };
  for (const line of lines) {
    const { accepted = 0, unanswered = 0, busySince } = sent[line] ?? {};
    const busy = outcome?.busy?.includes(line) === true;
    sent[line] = {
      ...given({ kind }),
      last: now,
      accepted: accepted + (outcome !== undefined && !busy ? 1 : 0),
      unanswered: unanswered + (outcome === undefined ? 1 : 0),
      ...(busy ? { busySince: busySince ?? now } : {}),
    };
  }
  const { answers, notBegun, hooks } = outcome ?? {};
  return {
    ...memory,
    sent,
    ...(answers === undefined ? {} : { answers: { ...memory.answers, ...answers } }),
    ...(hooks === undefined ? {} : { hooks: { ...memory.hooks, ...hooks } }),
    ...given({ notBegun }),
  };
}

function withoutEffect(
  view: View,
  { id }: Step,
  act: Acting,
  line: string,
  { accepted, unanswered }: Sent,
): UpgradeError {
  const times =
    accepted + unanswered === 1 ? 'once' : accepted + unanswered === 2 ? 'twice' : `${accepted + unanswered} times`;
  const how = accepted > 0 ? `RDS accepted it ${times}` : `It was sent ${times} without an answer`;
  const seen = act.seen === undefined ? '' : ` (${act.seen})`;
  return new UpgradeError({
    code: 'WITHOUT_EFFECT',
    message: `${id} of ${view.desired.annotation.clusterIdentifier}: ${line}. ${how}, and the change does not show${seen}.`,
    remedy:
      act.remedy ??
      `Somebody may be undoing the change, or RDS does not show it. Look at the resource in the console, then continue: ${continueCommand(view)}`,
  });
}

function tooBusy(view: View, act: Acting, line: string, { busySince, last }: Sent): UpgradeError {
  const seen = act.seen === undefined ? '' : ` (${act.seen})`;
  return new UpgradeError({
    code: 'TOO_BUSY',
    message: `For ${Math.round((last - busySince!) / 60_000)} minutes it was not possible to ${line}${seen}: each time, RDS was busy with the resource, or it had changed since it was read.`,
    remedy: act.remedy ?? `Look at the resource in the console, then continue: ${continueCommand(view)}`,
  });
}
