import { block } from '../finding';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';

export const synchronousCommit: SqlCheck = {
  id: 'PG_SYNC',
  title: 'synchronous_commit other than on',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  // A role or a session may have another value; reset_val is what the session began with, boot_val PostgreSQL's own.
  sql: oneLine`
    SELECT s.reset_val AS value FROM pg_catalog.pg_settings s
    WHERE s.name = 'synchronous_commit' AND s.reset_val <> 'on'`,
  judge: (asked) =>
    asked
      .flatMap(({ rows }) => rows)
      .map(({ value }) =>
        block(
          'PG_SYNC',
          `synchronous_commit is ${value} in production; a blue/green deployment needs on, so that no committed change is missing from what replicates.`,
          "In clusterParameterGroup of the code, set synchronous_commit: 'on' and deploy; no restart is needed.",
        ),
      ),
  source: sources.creating,
};
