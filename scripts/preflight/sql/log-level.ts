import { warn } from '../finding';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';

/** RDS logs a statement that does not replicate as a warning. */
export const logLevel: SqlCheck = {
  id: 'PG_LOG',
  title: 'log_min_messages that hides which statement broke replication',
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT s.setting AS value FROM pg_catalog.pg_settings s
    WHERE s.name = 'log_min_messages' AND s.setting IN ('error', 'log', 'fatal', 'panic')`,
  judge: (asked) =>
    asked
      .flatMap(({ rows }) => rows)
      .map(({ value }) =>
        warn(
          'PG_LOG',
          `log_min_messages is ${value}: if a change of the schema breaks replication, the log does not say which statement it was.`,
          "In clusterParameterGroup of the code, set log_min_messages: 'warning' and deploy; no restart is needed.",
        ),
      ),
  source: sources.considerations,
};
