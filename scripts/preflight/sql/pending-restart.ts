import { block } from '../finding';
import { countOf, firstOf, whole } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

/** "Blue/green deployments require that the writer instance is in sync with the DB cluster parameter group." */
export const pendingRestart: SqlCheck = {
  id: 'PG_RESTART',
  title: 'parameters that wait for a restart of the writer',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  sql: oneLine`
    SELECT s.name, ${total} FROM pg_catalog.pg_settings s WHERE s.pending_restart ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const names = asked.flatMap(({ rows }) => rows).map(({ name }) => String(name));
    if (names.length === 0) return [];
    return [
      {
        ...block(
          'PG_RESTART',
          `The writer runs with other values than its parameter group has, until it is restarted: ${firstOf(names, countOf(asked))}. RDS does not create a deployment of it.`,
          'Restart the writer when a short outage is allowed: aws rds reboot-db-instance --db-instance-identifier <writer>',
        ),
        ...whole(names),
      },
    ];
  },
  source: sources.creating,
};
