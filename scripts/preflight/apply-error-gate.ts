import type { View } from '../view/view';
import { block, type Finding } from './finding';

/** Green must not fail while it is looked at: what it cannot apply it tries again, and everything behind that waits. */
export function applyErrorsNow({ memory, facts }: View): Finding[] {
  const { applyErrors: now } = memory;
  if (facts.greenAtSwitchover?.kind !== 'answered' || now === undefined) return [];
  const failing = Object.entries(now.by).filter(([, errors]) => errors > 0);
  if (failing.length === 0) return [];
  const { before } = now;
  if (before === undefined)
    return [
      held(`Green has failed to apply changes (${listOf(failing)}): the next check shows whether it still fails.`),
    ];
  const growing = failing.flatMap(([name, errors]): [string, number][] => {
    const more = errors - (before.by[name] ?? 0);
    return more > 0 ? [[name, more]] : [];
  });
  if (growing.length === 0) return [];
  return [held(`Green fails to apply changes: ${listOf(growing)} more since the check before.`)];
}

const listOf = (counts: readonly [string, number][]) => counts.map(([name, errors]) => `${name} ${errors}`).join(', ');

const held = (message: string): Finding => ({
  ...block(
    'PG_APPLY_ERRORS',
    message,
    'Read the log of green, which names the table and the conflict: usually a row that was written on green. Undo that there, or build green again (--rebuild).',
  ),
  passes: true,
});
