import { warn } from '../finding';
import { countOf, firstOf, whole } from './listed';
import { oneLine } from './one-line';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

/** It counts from the subscription's beginning: that it grows between two looks is what tells of a conflict now (view/apply-errors.ts). */
export const applyErrors: SqlCheck = {
  id: 'PG_APPLY_ERRORS',
  title: 'changes that green could not apply: the number must not grow between two checks',
  scope: 'cluster',
  when: ['switchover-green'],
  severity: ['warn'],
  applies: ({ to }) => Number(to.major) >= 15,
  sql: oneLine`
    SELECT s.subname::text AS name, s.apply_error_count + s.sync_error_count AS errors, ${total}
    FROM pg_catalog.pg_stat_subscription_stats s WHERE s.apply_error_count + s.sync_error_count > 0
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const rows = asked.flatMap(({ rows: all }) => all);
    if (countOf(asked) === 0) return [];
    const named = rows.map(({ name, errors }) => `${name} ${errors}`);
    return [
      {
        ...warn(
          'PG_APPLY_ERRORS',
          `Green has failed to apply changes since it was built: ${firstOf(named, countOf(asked))}.`,
          'Read the log of green: somebody may have written to it, or a change cannot be applied there.',
        ),
        ...whole(named),
      },
    ];
  },
  source: 'https://www.postgresql.org/docs/current/monitoring-stats.html',
};
