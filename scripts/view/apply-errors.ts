import type { DatabaseLook } from '../database/answers';
import type { Memory } from './memory';
import type { View } from './view';

/** The question of preflight/sql/apply-errors.ts. */
const question = 'PG_APPLY_ERRORS';

/**
 * What green could not apply, by subscription, beside what the look before saw. The numbers count from the beginning of the replication:
 * only whether they grow tells how it is now.
 */
export function applyErrorsSeen({ facts, memory }: View): Memory['applyErrors'] {
  const counted = countsIn(facts.greenAtSwitchover);
  const before = memory.applyErrors;
  if (counted === undefined || counted.at === before?.at) return before;
  return before === undefined ? counted : { ...counted, before: { at: before.at, by: before.by } };
}

/** Undefined where nobody could tell: before PostgreSQL 15 nothing counts. */
function countsIn(look: DatabaseLook | undefined) {
  if (look?.kind !== 'answered') return undefined;
  const answer = look.answers.cluster[question];
  if (answer === undefined || 'failed' in answer) return undefined;
  return { at: look.answers.at, by: Object.fromEntries(answer.rows.map(({ name, errors }) => [name, Number(errors)])) };
}
