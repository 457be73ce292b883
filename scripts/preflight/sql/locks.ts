import { block, type Finding } from '../finding';
import { oneLine } from './one-line';
import { noRow, rowOf } from './one-row';
import { locksNeeded, numeric } from './sizing';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { setting } from './user-objects';

const parameter = 'max_locks_per_transaction';

export const locks: SqlCheck = {
  id: 'PG_LOCKS',
  title: `${parameter} too low for the number of tables`,
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  sql: oneLine`
    SELECT (SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')) AS tables,
      ${setting(parameter)}::int AS locks, ${setting('max_connections')}::int AS connections,
      ${setting('max_prepared_transactions')}::int AS prepared`,
  unseen: (asked) => (asked.every(({ rows }) => rows.length === 1) ? undefined : noRow),
  judge(asked, { target, to }) {
    const tables = asked.reduce((sum, { rows }) => sum + Number(rows[0]?.tables ?? 0), 0);
    const row = rowOf(asked);
    if (row === undefined) return [];
    const needed = (connections: number, prepared: number) => locksNeeded(tables, connections, prepared);
    const production = { value: Number(row.locks), least: needed(Number(row.connections), Number(row.prepared)) };
    const green = {
      value: numeric(target?.[parameter]) ?? production.value,
      least: needed(
        numeric(target?.max_connections) ?? Number(row.connections),
        numeric(target?.max_prepared_transactions) ?? Number(row.prepared),
      ),
    };
    return [
      ...tooLow(tables, 'in production', production, 'deploy, and restart the writer'),
      ...tooLow(tables, "in the target's parameter groups", green, `and deploy the groups of ${to.family}`),
    ];
  },
  source: sources.precheck,
};

function tooLow(
  tables: number,
  where: string,
  { value, least }: { value: number; least: number },
  then: string,
): Finding[] {
  if (value >= least) return [];
  return [
    block(
      'PG_LOCKS',
      `${parameter} is ${value} ${where}: for ${tables.toLocaleString('en')} tables it must be at least ${least}, or the copy runs out of shared memory.`,
      `In clusterParameterGroup of the code, set ${parameter}: '${least}', ${then}.`,
    ),
  ];
}
