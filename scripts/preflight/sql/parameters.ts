import type { Row } from '../../database/answers';
import { block, type Finding, warn } from '../finding';
import { oneLine } from './one-line';
import { noRow, rowOf } from './one-row';
import { ofDeployment } from './replication-slots';
import { type Load, type Need, needsOf, numeric } from './sizing';
import { sources } from './sources';
import type { SqlCheck, SqlContext } from './sql-check';
import { setting } from './user-objects';

/** Of PostgreSQL, where a group does not set it. */
const defaultWorkers = 4;

const names = [
  'max_replication_slots',
  'max_wal_senders',
  'max_logical_replication_workers',
  'max_worker_processes',
] as const;

export const parameters: SqlCheck = {
  id: 'PG_PARAM',
  title: 'logical replication off, or too few slots, senders, workers or processes',
  scope: 'cluster',
  when: ['create'],
  severity: ['block', 'warn'],
  sql: oneLine`
    SELECT ${names.map((name) => `${setting(name)}::int AS ${name}`).join(', ')},
      ${setting('autovacuum_max_workers')}::int AS autovacuum_workers, ${setting('max_parallel_workers')}::int AS parallel_workers,
      ${setting('wal_level')} AS wal_level, ${setting('rds.logical_replication')} AS logical_replication,
      (SELECT count(*) FROM pg_catalog.pg_database d WHERE d.datallowconn AND d.datname NOT IN ('template0', 'template1')) AS databases,
      (SELECT count(*) FROM pg_catalog.pg_replication_slots) AS slots,
      (SELECT count(*) FROM pg_catalog.pg_stat_replication) AS senders,
      (SELECT count(*) FROM pg_catalog.pg_replication_slots s WHERE s.slot_name ~ '${ofDeployment}') AS replaced_slots,
      (SELECT count(*) FROM pg_catalog.pg_replication_slots s WHERE s.slot_name ~ '${ofDeployment}' AND s.active) AS replaced_senders`,
  unseen(asked, { target }) {
    if (rowOf(asked) === undefined) return noRow;
    return target === undefined ? "The values of the target's parameter groups are not known." : undefined;
  },
  judge(asked, context) {
    const row = rowOf(asked);
    if (row === undefined) return [];
    return [...logicalReplication(row), ...production(row, context), ...target(row, context)];
  },
  source: sources.creating,
};

function logicalReplication(row: Row): Finding[] {
  if (row.wal_level === 'logical' && row.logical_replication !== 'off' && row.logical_replication !== '0') return [];
  return [
    block(
      'PG_PARAM',
      `Logical replication is not in effect in production: wal_level is ${row.wal_level}.`,
      'If the cluster parameter group does not set rds.logical_replication to 1, set it (clusterParameterGroup in the code) and deploy. If it does, only a restart of the writer is missing, which the upgrade does with --reboot-source.',
    ),
  ];
}

function production(row: Row, { replaces }: SqlContext): Finding[] {
  const load = loadOf(row);
  if (replaces === true) {
    load.slots -= Number(row.replaced_slots);
    load.senders -= Number(row.replaced_senders);
  }
  const wrong = needsOf(load, Number(row.max_logical_replication_workers)).flatMap((need) =>
    tooLow(need, Number(row[need.parameter])),
  );
  return findingOf(row, wrong, 'in production', 'deploy, and restart the writer');
}

/** Green has no slots of others. A group that does not set a parameter has the default, of which only one is known to be too low. */
function target(row: Row, { target: values, to }: SqlContext): Finding[] {
  if (values === undefined) return [];
  const load = { ...loadOf(row), slots: 0, senders: 0 };
  const workers = numeric(values.max_logical_replication_workers) ?? defaultWorkers;
  const wrong = needsOf(load, workers).flatMap((need) =>
    tooLow(need, need.parameter === 'max_logical_replication_workers' ? workers : numeric(values[need.parameter])),
  );
  return findingOf(row, wrong, "in the target's parameter groups", `and deploy the groups of ${to.family}`);
}

const loadOf = (row: Row): Load => ({
  databases: Number(row.databases),
  slots: Number(row.slots),
  senders: Number(row.senders),
  autovacuumWorkers: Number(row.autovacuum_workers),
  parallelWorkers: Number(row.parallel_workers),
});

const tooLow = (need: Need, value: number | undefined) =>
  value === undefined || value >= need.least ? [] : [{ ...need, value }];

function findingOf(row: Row, wrong: (Need & { value: number })[], where: string, then: string): Finding[] {
  if (wrong.length === 0) return [];
  const isFatal = wrong.some(({ value, fatal }) => value < fatal);
  const values = wrong.map(
    ({ parameter, value, least }) => `${parameter} is ${value}, and should be at least ${least}`,
  );
  return [
    (isFatal ? block : warn)(
      'PG_PARAM',
      `Too low ${where} for ${row.databases} databases, rdsadmin included: ${values.join('; ')}. ${isFatal ? 'RDS does not create the deployment.' : 'The deployment can be created, but may replicate slowly.'}`,
      `In clusterParameterGroup of the code, set ${wrong.map(({ parameter, least }) => `${parameter}: '${least}'`).join(', ')}, ${then}.`,
    ),
  ];
}
