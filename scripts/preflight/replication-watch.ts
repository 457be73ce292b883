import type { DatabaseAnswers, DatabaseLook } from '../database/answers';
import { ownCommand } from '../report/commands';
import type { Code } from '../runtime/codes';
import { given } from '../runtime/given';
import { skippedBy } from '../view/skipped';
import type { SlotLook } from '../view/standing';
import { fact, type View } from '../view/view';
import { sqlContext } from './data-verdict';
import type { Finding } from './finding';
import { checksOf } from './sql/catalogues';
import { type NotChecked, sqlFindings } from './sql/sql-findings';
import { slotLook, standingSlots, stillSlots } from './sql/standing/slots';
import type { Unreplicated } from './sql/standing/unreplicated';
import { unreplicatedFindings } from './sql/standing/unreplicated-findings';
import { comparedEnds } from './unreplicated';

/** What a look at the replication comes to. */
export interface Watched {
  /** Green cannot be used any more. */
  broken: Finding[];
  /** To be told; the run goes on. */
  told: Finding[];
  /** Never taken for fine. */
  notChecked: NotChecked[];
  /** How to have the rest checked. */
  remedy?: string;
  /** Checks of both ends that found nothing. */
  passed: Code[];
}

/** What the databases and RDS's events say of the replication to green, as far as they were asked. */
export function replicationWatch(view: View): Watched {
  const { blue, green } = fact(view, 'standing');
  const skipped = skippedBy(view).map(({ id }) => id);
  const both = comparedEnds(view);
  const findings = [
    ...(blue.kind === 'answered' ? ofBlue(view, blue.answers, green !== undefined) : []),
    ...(green?.kind === 'answered' ? sqlFindings(green.answers, sqlContext(view), 'standing-green').findings : []),
    ...(both === undefined ? [] : unreplicatedFindings(both)),
  ];
  const { notChecked, remedy } = unanswered(
    view,
    [blue, ...(green === undefined || !greenIsUp(view) ? [] : [green])],
    skipped,
    greenIsUp(view) ? both : undefined,
  );
  const isBroken = ({ severity, id, mendable }: Finding) =>
    severity === 'block' && mendable !== true && !skipped.includes(id);
  return {
    broken: findings.filter(isBroken),
    told: findings.filter((finding) => !isBroken(finding)).map((finding) => foretold(view, finding, skipped)),
    // While green restarts it cannot answer, and the next look tells.
    notChecked,
    ...given({ remedy }),
    passed: passedOf(
      view,
      [...findings, ...notChecked].map(({ id }) => id),
    ),
  };
}

/** Nothing that was not asked, or not answered, has passed. */
function passedOf(view: View, others: readonly Code[]): Code[] {
  const { blue, green } = fact(view, 'standing');
  if (blue.kind !== 'answered' || green?.kind !== 'answered') return [];
  const asked = (['standing', 'standing-green'] as const).flatMap((when) => checksOf(sqlContext(view), when));
  // One look tells nothing of slots.
  return [...new Set(asked.map(({ id }) => id))].filter((id) => !others.includes(id) && id !== standingSlots.id);
}

/** Until green is built nothing but a transaction that holds its creation up is of interest. */
function ofBlue(view: View, answers: DatabaseAnswers, isBuilt: boolean): Finding[] {
  const { isHeldUp } = fact(view, 'standing');
  const when = isBuilt ? 'standing' : 'building';
  const { findings } = sqlFindings(answers, { ...sqlContext(view), ...given({ isHeldUp }) }, when);
  const held = findings.filter(isLong).map((finding) => heldUp(finding, isBuilt));
  if (!isBuilt) return held;
  return [
    ...findings.filter((finding) => !isLong(finding)),
    ...(greenIsUp(view) ? stillSlots(view.memory.slots ?? []) : []),
    ...held,
  ];
}

/** What will refuse the switchover is named before somebody approves it. */
function foretold(view: View, finding: Finding, skipped: readonly string[]): Finding {
  if (finding.mendable !== true || skipped.includes(finding.id)) return finding;
  return {
    ...finding,
    severity: 'warn',
    message: `${finding.message} As long as that is so, the switchover is refused.`,
    remedy: `${finding.remedy} The script: ${ownCommand(view, 'preflight')}`,
  };
}

const isLong = ({ id }: Finding) => id === 'PG_LONGTX' || id === 'MY_LONGTX';

/** It does not break replication: while green is built the creation waits for it, and later the switchover. */
const heldUp = (finding: Finding, isBuilt: boolean): Finding => ({
  ...finding,
  severity: 'warn',
  message: finding.message.replace(
    /: while they are open.*$/,
    isBuilt
      ? ': they hold old rows back, and a switchover is cancelled while they are open.'
      : ': they hold the creation of green up, which waits until they end.',
  ),
});

const greenIsUp = ({ facts: { green } }: View) =>
  green?.cluster.status === 'available' && green.instances.every(({ status }) => status === 'available');

function unanswered(view: View, looks: readonly DatabaseLook[], skipped: readonly string[], both?: Unreplicated) {
  const notChecked: NotChecked[] = [];
  const ofBlue = fact(view, 'standing').green === undefined ? 'building' : 'standing';
  let remedy: string | undefined;
  for (const [index, look] of looks.entries()) {
    if (look.kind === 'not-checked') {
      notChecked.push({ id: 'DATA_NOT_CHECKED', why: look.reason });
      remedy ??= look.remedy;
    } else if (look.kind === 'answered') {
      const when = index === 0 ? ofBlue : 'standing-green';
      notChecked.push(...sqlFindings(look.answers, sqlContext(view), when).notChecked);
    }
  }
  notChecked.push(...(both?.notKnown ?? []));
  const seen = new Set<string>();
  return {
    notChecked: notChecked.filter(({ id, database, why }) => {
      const key = `${id} ${database} ${why}`;
      if (seen.has(key) || skipped.includes(id)) return false;
      return seen.add(key) !== undefined;
    }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** Enough for a quarter of an hour of looks. */
const mostLooks = 6;

/** What is remembered of the slots from one look to the next. */
export function slotsRemembered({ facts: { standing }, memory }: View): readonly SlotLook[] | undefined {
  const before = memory.slots;
  if (standing?.blue.kind !== 'answered') return before;
  const answer = standing.blue.answers.cluster[standingSlots.id];
  const seen = answer !== undefined && 'rows' in answer ? slotLook([{ database: '', rows: answer.rows }]) : undefined;
  if (seen === undefined || seen.at <= (before?.at(-1)?.at ?? 0)) return before;
  return [...(before ?? []), seen].slice(-mostLooks);
}
