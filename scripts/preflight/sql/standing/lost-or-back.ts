import type { Code } from '../../../runtime/codes';
import { type Finding, warn } from '../../finding';
import { firstOf } from '../listed';

/** What a switchover loses, and what it brings back. */
export interface LostOrBack {
  /** `setting work_mem of app (only on production)`. */
  lost: readonly string[];
  /** `membership app in team`. */
  back: readonly string[];
}

/** Where the two ends differ in what does not replicate and does not break the replication: whoever can do without it goes on. */
export function lostOrBackFindings(id: Code, { lost, back }: LostOrBack): Finding[] {
  const onGreen = 'on green (there: SET default_transaction_read_only = off)';
  return [
    ...(lost.length === 0
      ? []
      : [
          {
            ...warn(
              id,
              `Green does not have what production has: ${firstOf(lost)}. This does not replicate, and is lost with the switchover.`,
              `Do the same ${onGreen}, or do it again after the switchover.`,
            ),
            details: lost,
          },
        ]),
    ...(back.length === 0
      ? []
      : [
          {
            ...warn(
              id,
              `Green still has what production does not have: ${firstOf(back)}. It comes back with the switchover.`,
              `If it was taken away on production, take it away, too, ${onGreen}, or again after the switchover.`,
            ),
            details: back,
          },
        ]),
  ];
}
