import { apply } from '../../carry-over/apply';
import { type Change, describe } from '../../carry-over/change';
import type { Fact } from '../../view/view';
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

export async function applyChanges(
  changes: readonly Change[],
  ports: Ports,
  lines: readonly string[],
): Promise<Outcome> {
  const busy: string[] = [];
  for (const change of changes) {
    const line = describe(change);
    if (lines.includes(line) && (await apply(change, ports)) === 'busy') busy.push(line);
  }
  return { busy };
}
