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
  const after = afterOf(changes);
  return { state: 'act', will: changes.map(describe), after, watch, remedy, ...(takesAway ? { concludes: true } : {}) };
}

/** Policies and scheduled actions are of a target, which must be registered first. */
function afterOf(changes: readonly Change[]): Record<string, string[]> {
  const targets = changes.filter(({ kind }) => kind === 'scalable-target').map(describe);
  const onThem = changes.filter(({ kind }) => kind === 'scaling-policy' || kind === 'scheduled-action');
  return targets.length === 0 ? {} : Object.fromEntries(onThem.map((change) => [describe(change), targets]));
}

/** @param holds  asked right before each change, of which none is sent any more where it says no */
export async function applyChanges(
  changes: readonly Change[],
  ports: Ports,
  lines: readonly string[],
  holds?: () => Promise<boolean>,
): Promise<Outcome> {
  const due = changes.filter((change) => lines.includes(describe(change)));
  return inTurn(due, {
    line: describe,
    after: afterOf(due),
    holds,
    send: async (change) => (await apply(change, ports)) !== 'busy',
  });
}
