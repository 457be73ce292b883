import type { SlotLook, SlotSeen } from '../../../view/standing';
import { block, type Finding, warn } from '../../finding';
import { firstOf } from '../listed';
import { slotsOfDeployment, slotsSeen, withoutSlot } from '../slots-of-deployment';
import { sources } from '../sources';
import type { DatabaseRows, SqlCheck } from '../sql-check';

/** A walsender confirms even where nothing of its database is written, but only now and then: less than this is no lag. */
const near = 16 * 1024 * 1024;

export const standingSlots: SqlCheck = {
  id: 'PG_SLOT_STILL',
  title: 'slots of the deployment that are missing, that green does not read, or that do not advance',
  scope: 'cluster',
  when: ['standing'],
  severity: ['block', 'warn'],
  sql: slotsOfDeployment,
  judge(asked): Finding[] {
    const missing = withoutSlot(asked);
    if (missing === undefined) return [];
    const { databases, message } = missing;
    const remedy = 'Drop those that are not needed, and continue. Only a new green has the others.';
    return [{ ...block('PG_SLOT_STILL', message, remedy), databases }];
  },
  source: sources.switching,
};

/** One look, by the clock of the database; undefined where no slot is there yet. */
export function slotLook(asked: readonly DatabaseRows[]): SlotLook | undefined {
  const rows = asked.flatMap((each) => each.rows).filter(({ slot }) => slot !== null);
  return rows.length === 0 ? undefined : { at: Number(rows[0]!.at), slots: slotsSeen(asked) };
}

/** Green restarts within a minute, and is not connected meanwhile. */
const longEnough = 30_000;

/**
 * What several looks at the slots mean. One flag proves nothing: all four slots of a healthy deployment were seen inactive for a moment,
 * while that of the broken database stayed inactive and its confirmed_flush_lsn frozen. An idle database's slot stands still as well, but
 * it is read, or there is nothing to read. A long transaction does not stop it: it holds restart_lsn, not what green confirms.
 * @param looks oldest first
 */
export function stillSlots(looks: readonly SlotLook[]): Finding[] {
  const now = looks.at(-1);
  if (now === undefined) return [];
  const seen = (look: SlotLook, { slot }: SlotSeen) => look.slots.find((each) => each.slot === slot);
  /** Since when it has confirmed nothing, and whether nobody has read from it since. */
  const history = now.slots.map((last) => {
    let [since, unread] = [now.at, !last.active];
    for (const look of looks.toReversed()) {
      const then = seen(look, last);
      if (then === undefined || then.confirmed !== last.confirmed || then.behind <= 0) break;
      since = look.at;
      unread &&= !then.active;
    }
    return { ...last, since, unread };
  });
  const frozen = history.filter(({ since, behind }) => behind > 0 && now.at - since >= longEnough);
  const unread = frozen.filter((each) => each.unread);
  const slow = frozen.filter((each) => !each.unread && each.behind > near);
  const longest = (all: typeof frozen) => now.at - Math.min(...all.map(({ since }) => since));
  return [
    ...(unread.length === 0 ? [] : [broken(unread, longest(unread))]),
    ...(slow.length === 0 ? [] : [standsStill(slow, longest(slow))]),
  ];
}

const named = ({ database, slot, confirmed }: SlotSeen) => `${database} (${slot}, at ${confirmed})`;

const seconds = (milliseconds: number) => `${Math.max(1, Math.round(milliseconds / 1000))} s`;

const broken = (slots: readonly SlotSeen[], apart: number): Finding => ({
  ...block(
    'PG_SLOT_STILL',
    `Green does not read from ${firstOf(slots.map(named))}: at every check in ${seconds(apart)} it was not connected and had confirmed nothing, although there is something to read.`,
    'Usually a schema change has broken replication: find it, and stop whatever made it.',
  ),
  databases: slots.map(({ database }) => database),
});

const standsStill = (slots: readonly SlotSeen[], apart: number): Finding => ({
  ...warn(
    'PG_SLOT_STILL',
    `Green has confirmed nothing of ${firstOf(slots.map(named))} for ${seconds(apart)}, and is ${firstOf(slots.map(({ behind }) => `${Math.round(behind / 1024 / 1024)} MiB`))} behind.`,
    'It reads: a large transaction is being decoded or applied. If it persists, reduce the write load until the switchover.',
  ),
  databases: slots.map(({ database }) => database),
});
