import { apply } from '../../carry-over/apply';
import { type Change, describe } from '../../carry-over/change';
import type { Fact } from '../../view/view';
import { inTurn } from '../in-turn';
import type { Acting, Outcome, Ports } from '../step';

interface Carrying {
  watch: Fact[];
  /** Whether production is still as it was, and what to do. */
  remedy: string;
}

/** What to do about `changes`; undefined if none are left. */
export function assessChanges(changes: readonly Change[], { watch, remedy }: Carrying): Acting | undefined {
  if (changes.length === 0) return undefined;
  // One look that lacks a role of production must not take it from green.
  const takesAway = changes.some(({ kind }) => kind === 'revoked-role');
  return { state: 'act', will: changes.map(describe), watch, remedy, ...(takesAway ? { concludes: true } : {}) };
}

/** @param holds  asked right before each change, of which none is sent any more where it says no */
export async function applyChanges(
  changes: readonly Change[],
  ports: Ports,
  lines: readonly string[],
  holds?: () => Promise<boolean>,
): Promise<Outcome> {
  const due = changes.filter((change) => lines.includes(describe(change)));
  return inTurn(due, { line: describe, holds, send: async (change) => (await apply(change, ports)) !== 'busy' });
}
