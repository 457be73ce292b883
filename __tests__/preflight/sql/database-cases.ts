import type { SqlContext } from '../../../scripts/preflight/sql/sql-check';
import { auroraSetting, fakeExtension } from '../../support/aurora-only';
import { version } from './upgrade-context';

export interface DatabaseCase {
  id: string;
  /** Of the code that it is about; also the name of its database. */
  shows: string;
  setup: string;
  /** Severity, message, and remedy or script; left out: nothing is found. */
  finds?: ['block' | 'warn', RegExp, RegExp];
  /** Whether the finding is gone after its script. */
  fixed?: boolean;
  in?: Partial<SqlContext>;
}

const cron = `${fakeExtension('pg_cron')};
  CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text, command text, database text, active boolean);
  CREATE FUNCTION cron.alter_job(job bigint, active boolean) RETURNS void LANGUAGE sql AS
    'UPDATE cron.job j SET active = alter_job.active WHERE j.jobid = job'`;

const eventTrigger = (name: string) =>
  `CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
   CREATE EVENT TRIGGER ${name} ON ddl_command_start EXECUTE FUNCTION told()`;

const trigger = (how: string) =>
  `CREATE TABLE t (id int PRIMARY KEY);
   CREATE FUNCTION done() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
   CREATE TRIGGER "My trigger" AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION done();
   ALTER TABLE t ${how} TRIGGER "My trigger"`;

const foreign = (host: string) =>
  `CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'x', host '${host}')`;

export const databaseCases: readonly DatabaseCase[] = [
  {
    id: 'PG_NOPK',
    shows: 'a table without a key',
    setup: 'CREATE TABLE plain (id int); CREATE SCHEMA "My Shop"; CREATE TABLE "My Shop"."Line ""x""" (id int)',
    finds: ['block', /^2 tables .*"My Shop"\."Line ""x"""/, /ALTER TABLE public\.plain REPLICA IDENTITY FULL;/],
    fixed: true,
  },
  {
    id: 'PG_NOPK',
    shows: 'a primary key that is off or deferrable',
    setup: `CREATE TABLE off_key (id int PRIMARY KEY); ALTER TABLE off_key REPLICA IDENTITY NOTHING;
      CREATE TABLE late_key (id int PRIMARY KEY DEFERRABLE)`,
    finds: ['block', /public\.late_key, public\.off_key/, /off_key REPLICA IDENTITY DEFAULT;/],
    fixed: true,
  },
  {
    id: 'PG_NOPK',
    shows: 'a unique index that can identify rows',
    setup: 'CREATE TABLE t (id int NOT NULL, a int UNIQUE); CREATE UNIQUE INDEX "By id" ON t (id)',
    finds: ['block', /public\.t/, /ALTER TABLE public\.t REPLICA IDENTITY USING INDEX "By id";/],
    fixed: true,
  },
  {
    id: 'PG_NOPK',
    shows: 'keys of all kinds, and tables that do not replicate',
    setup: `CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int); ALTER TABLE b REPLICA IDENTITY FULL;
      CREATE TABLE c (id int NOT NULL UNIQUE); ALTER TABLE c REPLICA IDENTITY USING INDEX c_id_key;
      CREATE UNLOGGED TABLE d (id int); CREATE TABLE p (id int) PARTITION BY RANGE (id)`,
  },
  {
    id: 'PG_NOPK',
    shows: 'an unlogged table that Aurora replicates',
    setup: `CREATE UNLOGGED TABLE cache (id int); ${auroraSetting('rds.logically_replicate_unlogged_tables', 'on')}`,
    finds: ['block', /public\.cache/, /FULL/],
    fixed: true,
  },
  {
    id: 'PG_RIFULL',
    shows: 'the whole row as identity',
    setup: 'CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t REPLICA IDENTITY FULL',
    finds: ['warn', /public\.t \(\d+ MiB, about 0 rows\)/, /REPLICA IDENTITY DEFAULT;/],
    fixed: true,
  },
  {
    id: 'PG_RIFULL',
    shows: 'the whole row as identity, of which PostgreSQL cannot compare two',
    setup:
      'CREATE DOMAIN place AS point; CREATE TABLE t (id int NOT NULL UNIQUE, p place[]); ALTER TABLE t REPLICA IDENTITY FULL',
    finds: ['block', /public\.t with point/, /USING INDEX t_id_key;/],
  },
  {
    id: 'PG_NOPK',
    shows: 'a table without a key for which the whole row cannot be one',
    setup: 'CREATE TABLE t (a int, j json)',
    finds: [
      'block',
      /public\.t/,
      /-- public\.t needs a primary key: rows with a column of type json cannot be compared/,
    ],
  },
  {
    id: 'PG_RIFULL',
    shows: 'no table with the whole row as identity',
    setup: 'CREATE TABLE t (id int PRIMARY KEY)',
  },
  {
    id: 'PG_UNLOGGED',
    shows: 'an unlogged table',
    setup: 'CREATE UNLOGGED TABLE cache (id int PRIMARY KEY)',
    finds: ['warn', /public\.cache/, /rds\.logically_replicate_unlogged_tables to 1/],
    fixed: true,
  },
  {
    id: 'PG_UNLOGGED',
    shows: 'an unlogged table that Aurora replicates',
    setup: `CREATE UNLOGGED TABLE cache (id int); ${auroraSetting('rds.logically_replicate_unlogged_tables', '1')}`,
  },
  {
    id: 'PG_UNLOGGED',
    shows: 'an unlogged sequence',
    setup: 'CREATE UNLOGGED SEQUENCE tickets',
    finds: [
      'warn',
      /1 unlogged sequence, which may begin anew .*public\.tickets/,
      /ALTER SEQUENCE public\.tickets SET LOGGED/,
    ],
    fixed: true,
  },
  {
    id: 'PG_UNLOGGED',
    shows: 'the sequence of an unlogged table that Aurora replicates',
    setup: `CREATE UNLOGGED TABLE cache (id serial PRIMARY KEY); ${auroraSetting('rds.logically_replicate_unlogged_tables', '1')}`,
  },
  {
    id: 'PG_LO',
    shows: 'large objects',
    setup: "SELECT lo_from_bytea(0, 'x'), lo_from_bytea(0, 'y')",
    finds: ['block', /large objects \(postgres: 2\)/, /^\\connect .*\n-- SELECT pg_catalog\.lo_unlink/],
    fixed: true,
  },
  { id: 'PG_LO', shows: 'no large object', setup: 'CREATE TABLE t (image bytea)' },
  {
    id: 'PG_MATVIEW',
    shows: 'a materialized view',
    setup: 'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS n',
    finds: ['warn', /public\.totals/, /Stop whatever refreshes them/],
  },
  { id: 'PG_MATVIEW', shows: 'a plain view', setup: 'CREATE VIEW totals AS SELECT 1 AS n' },
  {
    id: 'PG_SEQ',
    shows: 'a thousand sequences',
    setup: "DO 'BEGIN FOR i IN 1..1000 LOOP EXECUTE ''CREATE SEQUENCE s'' || i; END LOOP; END'",
    finds: ['warn', /^1,000 sequences/, /more time/],
  },
  { id: 'PG_SEQ', shows: 'a few sequences', setup: 'CREATE SEQUENCE s; CREATE TABLE t (id serial PRIMARY KEY)' },
  {
    id: 'PG_EXT',
    shows: 'pg_partman',
    setup: fakeExtension('pg_partman'),
    finds: ['block', /pg_partman/, /-- DROP EXTENSION pg_partman;/],
    fixed: true,
  },
  { id: 'PG_EXT', shows: 'harmless extensions', setup: 'CREATE EXTENSION pgcrypto' },
  {
    id: 'PG_CRON',
    shows: 'jobs of pg_cron',
    setup: `${cron}; INSERT INTO cron.job VALUES (1, '0 3 * * *', 'VACUUM', 'shop', true), (2, '@daily', 'x', 'shop', false)`,
    finds: ['warn', /1 active job .*job 1 "0 3 \* \* \*" in shop/, /SELECT cron\.alter_job\(1, active := false\);/],
  },
  {
    id: 'PG_CRON',
    shows: 'pg_cron without a job',
    setup: cron,
    finds: ['warn', /sees none of its jobs/, /off on green/],
  },
  { id: 'PG_CRON', shows: 'no pg_cron', setup: 'CREATE SCHEMA cron' },
  {
    id: 'PG_PLANS',
    shows: 'plans that green would capture',
    setup: fakeExtension('apg_plan_mgmt'),
    finds: ['warn', /apg_plan_mgmt/, /capture_plan_baselines to off/],
  },
  {
    id: 'PG_PLANS',
    shows: 'plans that green does not capture',
    setup: fakeExtension('apg_plan_mgmt'),
    in: { target: { 'apg_plan_mgmt.capture_plan_baselines': 'off' } },
  },
  {
    id: 'PG_EXT_ROLES',
    shows: 'aws_s3',
    setup: fakeExtension('aws_s3'),
    finds: ['warn', /aws_s3/, /resource id/],
  },
  { id: 'PG_EXT_ROLES', shows: 'no extension of AWS', setup: 'SELECT 1' },
  {
    id: 'PG_EXTVER',
    shows: 'an old extension',
    setup: "CREATE EXTENSION pg_trgm VERSION '1.3'",
    finds: ['warn', /pg_trgm 1\.3 → /, /ALTER EXTENSION pg_trgm UPDATE;/],
    fixed: true,
  },
  { id: 'PG_EXTVER', shows: 'a current extension', setup: 'CREATE EXTENSION pg_trgm' },
  {
    id: 'PG_BABELFISH',
    shows: 'Babelfish on 15.6',
    setup: fakeExtension('babelfishpg_tsql'),
    finds: ['block', /15\.6 does not support/, /15\.7/],
  },
  { id: 'PG_BABELFISH', shows: 'no Babelfish', setup: 'SELECT 1' },
  {
    id: 'PG_REPL',
    shows: 'a publication and a subscription',
    setup: `CREATE PUBLICATION "Mine" FOR ALL TABLES;
      CREATE SUBSCRIPTION far CONNECTION 'host=x' PUBLICATION p WITH (connect = false)`,
    finds: ['block', /publication "Mine", subscription far/, /-- DROP SUBSCRIPTION far;/],
    fixed: true,
  },
  {
    id: 'PG_REPL',
    shows: 'the publication of a deployment',
    setup: 'CREATE PUBLICATION rds_eu_west_1_x_bg_pub_16384 FOR ALL TABLES',
  },
  {
    id: 'PG_REPL',
    shows: 'a subscription at the gate',
    setup: "CREATE SUBSCRIPTION far CONNECTION 'host=x' PUBLICATION p WITH (connect = false)",
    in: { askedAt: 'switchover' },
    finds: ['block', /postgres: subscription far\): RDS does not switch over/, /-- DROP SUBSCRIPTION far;/],
    fixed: true,
  },
  {
    id: 'PG_REPL',
    shows: 'a publication while green stands, which PG_OBJECTS tells',
    setup: 'CREATE PUBLICATION cdc FOR ALL TABLES',
    in: { askedAt: 'standing' },
  },
  {
    id: 'PG_EVTTRG',
    shows: 'an event trigger',
    setup: eventTrigger('audit'),
    finds: ['warn', /audit on ddl_command_start/, /ALTER EVENT TRIGGER audit DISABLE;/],
    fixed: true,
  },
  {
    id: 'PG_EVTTRG',
    shows: 'the event trigger that fails',
    setup: eventTrigger('dts_capture_catalog_start'),
    finds: ['block', /is known to do so/, /-- DROP EVENT TRIGGER dts_capture_catalog_start;/],
    fixed: true,
  },
  {
    id: 'PG_EVTTRG',
    shows: 'a disabled event trigger',
    setup: `${eventTrigger('audit')}; ALTER EVENT TRIGGER audit DISABLE`,
  },
  {
    id: 'PG_TRG',
    shows: 'a trigger for replication too',
    setup: trigger('ENABLE ALWAYS'),
    finds: ['warn', /"My trigger" on public\.t/, /ENABLE TRIGGER "My trigger";/],
    fixed: true,
  },
  {
    id: 'PG_TRG',
    shows: 'a trigger for replication only',
    setup: trigger('ENABLE REPLICA'),
    finds: ['warn', /fire on green/, /DISABLE TRIGGER "My trigger";/],
    fixed: true,
  },
  { id: 'PG_TRG', shows: 'an ordinary trigger', setup: trigger('ENABLE') },
  {
    id: 'PG_PART',
    shows: 'a partitioned table',
    setup: `CREATE TABLE events (day date) PARTITION BY RANGE (day);
      CREATE TABLE sub PARTITION OF events DEFAULT PARTITION BY LIST (day)`,
    finds: ['warn', /^1 partitioned table .*public\.events/, /next days/],
  },
  { id: 'PG_PART', shows: 'no partitioned table', setup: 'CREATE TABLE t (id int)' },
  {
    id: 'PG_FDW',
    shows: 'a foreign server by address',
    setup: foreign('10.0.0.7'),
    finds: ['warn', /far → 10\.0\.0\.7/, /-- ALTER SERVER far OPTIONS \(SET host /],
    fixed: true,
  },
  {
    id: 'PG_FDW',
    shows: 'a foreign server by instance',
    setup: foreign('orders-1.abc123.eu-west-1.rds.amazonaws.com'),
    finds: ['warn', /orders-1/, /cluster endpoint/],
  },
  {
    id: 'PG_FDW',
    shows: 'a foreign server by cluster endpoint',
    setup: foreign('orders.cluster-abc123.eu-west-1.rds.amazonaws.com'),
  },
  {
    id: 'PG_DDLSRC',
    shows: 'migrations',
    setup: 'CREATE TABLE flyway_schema_history (id int); CREATE SCHEMA gitlab_partitions_dynamic',
    finds: ['warn', /Flyway, GitLab/, /Stop application releases/],
  },
  { id: 'PG_DDLSRC', shows: 'no tool that migrates', setup: 'CREATE TABLE t (id int)' },
  {
    id: 'PG_LOCKS',
    shows: 'too few locks',
    setup: auroraSetting('max_locks_per_transaction', '10'),
    finds: ['block', /is 10 in production: for \d+ tables it must be at least 64/, /max_locks_per_transaction: '64'/],
  },
  { id: 'PG_LOCKS', shows: 'enough locks', setup: 'CREATE TABLE t (id int)' },
  {
    id: 'PG_STATS',
    shows: 'a large table',
    setup: 'CREATE TABLE t AS SELECT i FROM generate_series(1, 10000) i; ANALYZE t',
    finds: ['warn', /1 tables, about 10,000 rows/, /ANALYZE/],
  },
  { id: 'PG_STATS', shows: 'a small table', setup: 'CREATE TABLE t AS SELECT 1 AS i; ANALYZE t' },
  {
    id: 'PG_REGTYPES',
    shows: 'reg types, also in domains and arrays',
    setup: `CREATE DOMAIN called AS regproc; CREATE TABLE t ("A" regproc, b called, c regoper[], d regclass)`,
    finds: ['block', /^3 columns .*public\.t\."A" \(regproc\)/, /ALTER COLUMN "A" TYPE text/],
    fixed: true,
  },
  { id: 'PG_REGTYPES', shows: 'reg types that survive', setup: 'CREATE TABLE t (a regclass, b regtype, c regrole)' },
  {
    id: 'PG_SYSTYPES',
    shows: 'a row type of the system',
    setup: 'CREATE TABLE t (a pg_catalog.pg_class)',
    finds: ['block', /public\.t\.a/, /TYPE text/],
    fixed: true,
  },
  { id: 'PG_SYSTYPES', shows: 'a row type of a user', setup: 'CREATE TYPE pair AS (a int); CREATE TABLE t (a pair)' },
  {
    id: 'PG_UNKNOWN',
    shows: 'a column of type unknown',
    setup: `CREATE TABLE t (a text);
      UPDATE pg_attribute SET atttypid = 'unknown'::regtype WHERE attrelid = 't'::regclass AND attname = 'a'`,
    finds: ['block', /public\.t\.a \(unknown\)/, /TYPE text/],
    fixed: true,
  },
  { id: 'PG_UNKNOWN', shows: 'no column of type unknown', setup: 'CREATE TABLE t (a text)' },
  {
    id: 'PG_ACLITEM',
    shows: 'a column of type aclitem',
    setup: 'CREATE TABLE t (a aclitem[])',
    finds: ['block', /public\.t\.a \(aclitem\[\]\)/, /TYPE text/],
    fixed: true,
  },
  { id: 'PG_ACLITEM', shows: 'no column of type aclitem', setup: 'CREATE TABLE t (a text)' },
  {
    id: 'PG_OLDTYPES',
    shows: 'a type that is gone',
    setup:
      'CREATE DOMAIN pg_catalog.abstime AS text; CREATE TABLE t (a pg_catalog.abstime, b information_schema.sql_identifier)',
    in: { from: version('11.21') },
    finds: ['block', /^2 columns/, /TYPE text/],
    fixed: true,
  },
  {
    id: 'PG_OLDTYPES',
    shows: 'types of today',
    setup: 'CREATE TABLE t (a timestamptz)',
    in: { from: version('11.21') },
  },
  {
    id: 'PG_CONVERSION',
    shows: 'a conversion',
    setup: "CREATE CONVERSION mine FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
    in: { from: version('13.12') },
    finds: ['block', /conversion public\.mine/, /-- DROP CONVERSION public\.mine;/],
    fixed: true,
  },
  { id: 'PG_CONVERSION', shows: 'no conversion', setup: 'SELECT 1', in: { from: version('13.12') } },
  {
    id: 'PG_POSTFIX',
    shows: 'a postfix operator',
    setup: `CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE OPERATOR !! (LEFTARG = int, RIGHTARG = int, FUNCTION = f); UPDATE pg_operator SET oprright = 0 WHERE oprname = '!!' AND oid > 16384`,
    in: { from: version('13.12') },
    finds: ['block', /operator public\.!! \(integer, NONE\)/, /-- DROP OPERATOR public\.!! \(integer, NONE\);/],
  },
  {
    id: 'PG_POSTFIX',
    shows: 'a prefix operator',
    setup: `CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE OPERATOR !! (RIGHTARG = int, FUNCTION = f)`,
    in: { from: version('13.12') },
  },
  {
    id: 'PG_POLYMORPHIC',
    shows: 'an aggregate on array_append',
    setup: `CREATE AGGREGATE gather(int) (SFUNC = array_append, STYPE = int[]);
      CREATE OPERATOR ### (LEFTARG = anycompatiblearray, RIGHTARG = anycompatiblearray, FUNCTION = array_cat)`,
    in: { from: version('13.12') },
    finds: [
      'block',
      /aggregate public\.gather\(integer\), operator public\.###/,
      /-- DROP AGGREGATE public\.gather\(integer\);/,
    ],
    fixed: true,
  },
  {
    id: 'PG_POLYMORPHIC',
    shows: 'an aggregate of other functions',
    setup: 'CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int)',
    in: { from: version('13.12') },
  },
  {
    id: 'PG_OIDS',
    shows: 'a table as they are today',
    setup: 'CREATE TABLE t (id int)',
    in: { from: version('11.21') },
  },
  {
    id: 'PG_EXT_GONE',
    shows: 'pg_repack',
    setup: fakeExtension('pg_repack'),
    finds: ['block', /pg_repack/, /-- DROP EXTENSION pg_repack;/],
    fixed: true,
  },
  { id: 'PG_EXT_GONE', shows: 'no old extension', setup: 'SELECT 1' },
  {
    id: 'PG_COLLATION',
    shows: 'a collation and a database of another library',
    setup: `CREATE COLLATION public.german (provider = icu, locale = 'de');
      CREATE TABLE names (name text COLLATE public.german PRIMARY KEY);
      UPDATE pg_collation SET collversion = '1.0' WHERE collname = 'german'`,
    finds: [
      'block',
      /^On green, 1 collation has .*public\.german 1\.0 → \d/,
      /-- ALTER COLLATION public\.german REFRESH VERSION;/,
    ],
    fixed: true,
  },
  {
    id: 'PG_COLLATION',
    shows: 'a collation that nothing uses',
    setup: `CREATE COLLATION public.german (provider = icu, locale = 'de');
      UPDATE pg_collation SET collversion = '1.0' WHERE collname = 'german'`,
  },
  {
    id: 'PG_ANALYZE',
    shows: 'a large table that nobody has analyzed',
    setup: `CREATE TABLE big AS SELECT i AS id, repeat('x', 100) AS text FROM generate_series(1, 10000) i;
      CREATE TABLE small (id int)`,
    finds: ['block', /^1 large table has no statistics \(postgres: public\.big\)/, /^ANALYZE;$/m],
    fixed: true,
  },
  {
    id: 'PG_ANALYZE',
    shows: 'a large table with statistics',
    setup: `CREATE TABLE big AS SELECT i AS id, repeat('x', 100) AS text FROM generate_series(1, 10000) i; ANALYZE big`,
  },
  {
    id: 'PG_EXT_UPDATE',
    shows: 'an old extension',
    setup: "CREATE EXTENSION pg_trgm VERSION '1.3'",
    finds: ['warn', /pg_trgm 1\.3 → /, /ALTER EXTENSION pg_trgm UPDATE;/],
    fixed: true,
  },
  { id: 'PG_EXT_UPDATE', shows: 'a current extension', setup: 'CREATE EXTENSION pg_trgm' },
  {
    id: 'PG_REFRESH',
    shows: 'a materialized view without rows, after an upgrade to another major version',
    setup: 'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS total WITH NO DATA',
    finds: [
      'warn',
      /^1 materialized view needs a refresh \(postgres: public\.totals\)/,
      /REFRESH MATERIALIZED VIEW public\.totals;/,
    ],
  },
  {
    id: 'PG_REFRESH',
    shows: 'one of which a minor upgrade tells nothing',
    setup: 'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS total',
    in: { to: version('15.10') },
    finds: ['warn', /PostgreSQL does not show whether that has been done since/, /REFRESH/],
  },
  { id: 'PG_REFRESH', shows: 'no materialized view', setup: 'CREATE VIEW v AS SELECT 1' },
  {
    id: 'PG_SWITCH_ON',
    shows: 'a scheduler that is not loaded, a paused job and a dropped extension',
    setup: `${cron}; INSERT INTO cron.job VALUES (7, '0 3 * * *', 'VACUUM', 'shop', false), (8, '0 4 * * *', 'x', 'shop', true);
      CREATE SCHEMA partman`,
    finds: [
      'warn',
      /^3 extensions or jobs are still switched off .*pg_partman, job 7 of pg_cron, pg_cron, which is not loaded/,
      /CREATE EXTENSION pg_partman SCHEMA partman;\nSELECT cron\.alter_job\(7, active := true\);/,
    ],
  },
  {
    id: 'PG_SWITCH_ON',
    shows: 'a scheduler that runs, and pg_partman',
    setup: `${cron}; INSERT INTO cron.job VALUES (8, '0 4 * * *', 'x', 'shop', true);
      INSERT INTO public.aurora_settings VALUES ('shared_preload_libraries', 'pg_stat_statements, pg_cron');
      CREATE SCHEMA partman; ${fakeExtension('pg_partman')}`,
  },
];
