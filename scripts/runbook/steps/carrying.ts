import { apply } from '../../carry-over/apply';
import { type Change, describe } from '../../carry-over/change';
import type { Fact, View } from '../../observed/view';
import { UpgradeError } from '../../runtime/errors';
import { type Assessment, minutes, type Ports, refuse } from '../step';

/** How long something that was asked for may fail to show. */
const limit = minutes(15);
/** RDS shows what it has accepted within moments; what it was too busy for is asked for again. */
const again = 20_000;

interface Carrying {
  watch: Fact[];
  /** Whether production is still as it was, and what to do. */
  remedy: string;
}

/** What there is to do about `changes`; undefined when there are none left. */
export function assessChanges(
  view: View,
  changes: readonly Change[],
  { watch, remedy }: Carrying,
): Assessment | undefined {
  if (changes.length === 0) return undefined;
  const names = changes.map(describe);
  const askedAt = (name: string, which: string) => view.memory.asked.get(`${which} ${name}`);
  const first = Math.min(...names.map((name) => askedAt(name, 'first') ?? view.now));
  if (view.now - first > limit) {
    return refuse(
      new UpgradeError({
        code: 'NOT_CARRIED_OVER',
        message: `RDS does not show what was asked for 15 minutes ago: ${names.join('; ')}.`,
        remedy,
      }),
    );
  }
  const open = names.filter((name) => view.now - (askedAt(name, 'last') ?? 0) > again);
  if (open.length > 0) return { state: 'act', will: open };
  return {
    state: 'wait',
    for: `RDS to show it: ${names.join('; ')}`,
    watch,
    since: first,
    limit,
    every: 5_000,
    remedy,
  };
}

export async function applyChanges(view: View, changes: readonly Change[], ports: Ports): Promise<void> {
  const { asked } = view.memory;
  for (const change of changes) {
    const name = describe(change);
    if (view.now - (asked.get(`last ${name}`) ?? 0) <= again) continue;
    asked.set(`last ${name}`, view.now);
    if (!asked.has(`first ${name}`)) asked.set(`first ${name}`, view.now);
    await apply(change, ports);
  }
}
