import type { SqlContext } from '../../../scripts/preflight/sql/sql-check';
import { auroraSetting } from '../../support/aurora-only';

export interface ClusterCase {
  id: string;
  shows: string;
  /** In `postgres`; each statement by itself. */
  setup?: string[];
  /** What the application's session in `shop` does. */
  busy?: string[];
  finds?: ['block' | 'warn', RegExp, RegExp];
  fixed?: boolean;
  in?: Partial<SqlContext>;
  undo?: string[];
}

const set = (settings: Record<string, string>) =>
  Object.entries(settings).map(([name, value]) => auroraSetting(name, value));
const unset = ['DELETE FROM public.aurora_settings'];
export const slot = (name: string) => `SELECT pg_create_logical_replication_slot('${name}', 'pgoutput')`;
/** As if sessions had begun long ago: nobody waits for five minutes. */
const minutesAgo = (minutes: number) =>
  `DO $$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW pg_catalog.pg_stat_activity AS ' || regexp_replace(
    pg_get_viewdef('pg_catalog.pg_stat_activity'), '[(]?s[.]xact_start[^,]*,',
    's.xact_start - interval ''${minutes} minutes'' AS xact_start,'); END $$`;

export const clusterCases: readonly ClusterCase[] = [
  {
    id: 'PG_PARAM',
    shows: 'too little for three databases',
    setup: [
      'CREATE DATABASE rdsadmin',
      ...set({ max_replication_slots: '3', max_logical_replication_workers: '2', max_worker_processes: '8' }),
      ...set({ 'rds.logical_replication': 'on' }),
    ],
    finds: [
      'block',
      /production for 3 databases, .*max_replication_slots is 3, and should be at least 4; max_logical_replication_workers is 2, and should be at least 3; max_worker_processes is 8, and should be at least 14/,
      /max_replication_slots: '4', max_logical_replication_workers: '3', max_worker_processes: '14', deploy, and restart/,
    ],
    undo: [...unset, 'DROP DATABASE rdsadmin'],
  },
  {
    id: 'PG_PARAM',
    shows: 'a target group with too few workers',
    in: { target: { max_logical_replication_workers: '1', max_worker_processes: 'GREATEST({DBInstanceVCPU*2},8)' } },
    finds: [
      'block',
      /target's parameter groups for 2 databases.*max_logical_replication_workers is 1/,
      /and deploy the groups of aurora-postgresql17/,
    ],
  },
  {
    id: 'PG_PARAM',
    shows: 'no logical replication',
    setup: set({ wal_level: 'replica', 'rds.logical_replication': 'off' }),
    finds: ['block', /wal_level is replica/, /rds\.logical_replication to 1/],
    undo: unset,
  },
  {
    id: 'PG_PARAM',
    shows: 'few processes, which parallel queries then share',
    setup: set({ max_worker_processes: '8' }),
    finds: ['warn', /max_worker_processes is 8, and should be at least 61/, /max_worker_processes: '61', deploy/],
    undo: unset,
  },
  { id: 'PG_PARAM', shows: 'enough of everything' },
  {
    id: 'PG_SYNC',
    shows: 'synchronous_commit off',
    setup: ['ALTER SYSTEM SET synchronous_commit = off', 'SELECT pg_reload_conf(), pg_sleep(0.2)'],
    finds: ['block', /is off/, /synchronous_commit: 'on'/],
    undo: ['ALTER SYSTEM RESET synchronous_commit', 'SELECT pg_reload_conf(), pg_sleep(0.2)'],
  },
  { id: 'PG_SYNC', shows: 'synchronous_commit on' },
  {
    id: 'PG_LOG',
    shows: 'a quiet log',
    setup: ['ALTER SYSTEM SET log_min_messages = error', 'SELECT pg_reload_conf(), pg_sleep(0.2)'],
    finds: ['warn', /is error/, /'warning'/],
    undo: ['ALTER SYSTEM RESET log_min_messages', 'SELECT pg_reload_conf(), pg_sleep(0.2)'],
  },
  { id: 'PG_LOG', shows: 'a log with warnings' },
  {
    id: 'PG_RESTART',
    shows: 'a value that waits for a restart',
    setup: ['ALTER SYSTEM SET max_connections = 90', 'SELECT pg_reload_conf(), pg_sleep(0.2)'],
    finds: ['block', /max_connections/, /aws rds reboot-db-instance/],
    undo: ['ALTER SYSTEM RESET max_connections', 'SELECT pg_reload_conf(), pg_sleep(0.2)'],
  },
  { id: 'PG_RESTART', shows: 'values in effect' },
  {
    id: 'PG_PRELOAD',
    shows: 'a target without a library',
    in: { target: {} },
    finds: ['warn', /Production loads pg_stat_statements/, /shared_preload_libraries: 'pg_stat_statements'/],
  },
  {
    id: 'PG_PRELOAD',
    shows: 'a target without pgaudit',
    setup: set({ shared_preload_libraries: 'rdsutils,pgaudit, pg_stat_statements' }),
    finds: ['block', /Production loads pgaudit/, /'pg_stat_statements,pgaudit'/],
    undo: unset,
  },
  { id: 'PG_PRELOAD', shows: 'the same libraries' },
  {
    id: 'PG_SLOT',
    shows: 'slots of connectors',
    setup: [slot('debezium'), slot('ysxf3k_00016402_c02df9f8_5a1b'), slot('own')],
    finds: [
      'block',
      /^3 .*debezium \(Debezium, pgoutput, not in use\), own \(an unknown consumer.*AWS DMS/,
      /drop_replication_slot\('own'\)/,
    ],
    fixed: true,
  },
  {
    id: 'PG_SLOT',
    shows: 'slots of a deployment',
    setup: [slot('rds_eu_west_1_db_abc_bg_slot_16384')],
    undo: ["SELECT pg_drop_replication_slot('rds_eu_west_1_db_abc_bg_slot_16384')"],
  },
  {
    id: 'PG_PREP',
    shows: 'a prepared transaction',
    busy: ['BEGIN; SELECT 1', "PREPARE TRANSACTION 'order ''7'''"],
    finds: [
      'block',
      /shop: order '7' of postgres, \d seconds? old/,
      /\\connect shop\n-- ROLLBACK PREPARED 'order ''7''';/,
    ],
    fixed: true,
  },
  { id: 'PG_PREP', shows: 'no prepared transaction' },
  {
    id: 'PG_LONGTX',
    shows: 'a session that forgot its transaction',
    setup: [minutesAgo(7)],
    busy: ["SET application_name = 'billing'", 'BEGIN; SELECT 1'],
    finds: [
      'block',
      /shop: pid \d+ of postgres \(billing\), idle in transaction, 7 min/,
      /-- SELECT pg_catalog\.pg_terminate_backend\(\d+\);/,
    ],
    fixed: true,
    undo: [minutesAgo(0)],
  },
  { id: 'PG_LONGTX', shows: 'a transaction that has just begun', busy: ['BEGIN; SELECT 1'] },
  {
    id: 'PG_DDL',
    shows: 'a session that migrates',
    busy: ["SET application_name = 'migrations'", 'CREATE TABLE secret_name (id int)'],
    finds: ['warn', /shop: CREATE TABLE by postgres \(migrations\)/, /stop DDL/],
  },
  { id: 'PG_DDL', shows: 'a session that only works', busy: ['CREATE TEMP TABLE t (id int)'] },
  {
    id: 'PG_BADDB',
    shows: 'a closed and an invalid database',
    setup: [
      'CREATE DATABASE closed',
      'ALTER DATABASE closed ALLOW_CONNECTIONS false',
      'CREATE DATABASE broken',
      "UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'broken'",
    ],
    finds: ['block', /broken \(invalid.*closed \(no connections\)/, /-- DROP DATABASE broken;/],
    fixed: true,
    undo: ['DROP DATABASE closed'],
  },
  {
    id: 'PG_BADDB',
    shows: 'a template that is written to',
    setup: ['CREATE DATABASE "Tenant" IS_TEMPLATE true'],
    finds: ['block', /templates: "Tenant"\. Whether RDS/, /ALTER DATABASE "Tenant" IS_TEMPLATE false;/],
    fixed: true,
    undo: ['DROP DATABASE "Tenant"'],
  },
  {
    id: 'PG_BADDB',
    shows: 'a template without a slot, while green stands',
    setup: ['CREATE DATABASE "Tenant" IS_TEMPLATE true'],
    in: { askedAt: 'standing' },
    finds: [
      'block',
      /do not replicate to green: "Tenant" \(a template\)/,
      /ALTER DATABASE "Tenant" IS_TEMPLATE false;/,
    ],
    fixed: true,
    undo: ['DROP DATABASE "Tenant"'],
  },
  { id: 'PG_BADDB', shows: 'databases as they should be' },
  {
    id: 'PG_ROOVERRIDE',
    shows: 'sessions that can write to green',
    setup: [
      'CREATE ROLE "Batch"',
      'ALTER ROLE "Batch" SET default_transaction_read_only = off',
      'ALTER DATABASE shop SET default_transaction_read_only = off',
      `ALTER ROLE "Batch" IN DATABASE shop SET default_transaction_read_only = 'OFF'`,
      `ALTER DATABASE postgres SET default_transaction_read_only = 'f'`,
    ],
    finds: [
      'warn',
      /role "Batch" in database shop, role "Batch", database postgres, database shop/,
      /ALTER ROLE "Batch" RESET default_transaction_read_only;/,
    ],
    fixed: true,
  },
  {
    id: 'PG_ROOVERRIDE',
    shows: 'sessions that only read',
    setup: ['ALTER ROLE "Batch" SET default_transaction_read_only = on'],
  },
  {
    id: 'PG_ROLES',
    shows: 'the role of a connector',
    setup: ['CREATE ROLE rds_replication', 'CREATE ROLE debezium LOGIN IN ROLE rds_replication'],
    finds: ['warn', /debezium/, /stopped/],
    undo: ['DROP ROLE debezium', 'DROP ROLE rds_replication'],
  },
  { id: 'PG_ROLES', shows: 'ordinary roles' },
  {
    id: 'PG_WRITES',
    shows: 'many writes',
    setup: [
      'CREATE TABLE log (id int)',
      'INSERT INTO log SELECT generate_series(1, 80000)',
      'SELECT pg_stat_force_next_flush()',
    ],
    finds: ['warn', /postgres: 1,\d\d\d rows a second/, /quiet times/],
    undo: ['DROP TABLE log', 'SELECT pg_stat_reset()'],
  },
  { id: 'PG_WRITES', shows: 'few writes' },
  {
    id: 'PG_DECODING',
    shows: 'memory that decoding takes',
    setup: set({ logical_decoding_work_mem: '1048576', 'rds.logical_wal_cache': '0' }),
    finds: ['warn', /2048 MiB .*\(1024 MiB\) for each of 2 databases/, /logical_decoding_work_mem: '6144'/],
    undo: unset,
  },
  { id: 'PG_DECODING', shows: 'memory that is there', setup: set({ shared_buffers: '1000000' }), undo: unset },
  {
    id: 'PG_XID',
    shows: 'an old database',
    setup: ["UPDATE pg_database SET datfrozenxid = '3500000000'::xid WHERE datname = 'shop'"],
    finds: ['warn', /shop: 795 million transactions/, /\\connect shop\nVACUUM \(FREEZE\);/],
    fixed: true,
  },
  { id: 'PG_XID', shows: 'a young database' },
  {
    id: 'PG_OLD_CLIENTS',
    shows: 'an application that has stayed',
    busy: ["SET application_name = 'billing'"],
    finds: [
      'warn',
      /^1 client session still on the old cluster, .*: 1 of postgres \(billing\) from 127\.0\.0\.1 in shop\./,
      /Restart/,
    ],
  },
  {
    id: 'PG_OLD_CLIENTS',
    shows: 'only this tool',
    busy: ["SET application_name = 'aurora-blue-green'"],
  },
  {
    id: 'PG_WRITABLE',
    shows: 'a production that is read only',
    setup: ['SET default_transaction_read_only = on'],
    finds: ['block', /takes no writes: default_transaction_read_only is on/, /case with AWS/],
    undo: ['SET transaction_read_only = off; SET default_transaction_read_only = off'],
  },
  { id: 'PG_WRITABLE', shows: 'a production that takes writes' },
  {
    id: 'PG_CONNECT_ANEW',
    shows: 'a connector that has lost its slot, and a disabled subscription',
    setup: [
      'CREATE ROLE debezium LOGIN REPLICATION',
      "CREATE SUBSCRIPTION far CONNECTION 'host=x' PUBLICATION p WITH (connect = false)",
    ],
    finds: [
      'warn',
      /^Replication to set up again: debezium may replicate, and there is no logical slot, the subscription far is disabled\./,
      /new snapshot/,
    ],
    undo: ['ALTER SUBSCRIPTION far SET (slot_name = NONE)', 'DROP SUBSCRIPTION far', 'DROP ROLE debezium'],
  },
  {
    id: 'PG_CONNECT_ANEW',
    shows: 'a connector with its slot',
    setup: ['CREATE ROLE debezium LOGIN REPLICATION', slot('debezium')],
    undo: ["SELECT pg_drop_replication_slot('debezium')", 'DROP ROLE debezium'],
  },
];
