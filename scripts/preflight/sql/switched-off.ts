import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, setting, total } from './user-objects';

/** A table that may not exist, or may not be read, cannot be named in a query: its rows come as XML, if at all. */
const pausedJobs = oneLine`
  CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'cron' AND c.relname = 'job' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
      AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))
  THEN pg_catalog.query_to_xml('SELECT jobid FROM cron.job WHERE NOT active ORDER BY jobid LIMIT 100',
    false, false, '') END`;

const has = (extension: string) => `EXISTS (SELECT 1 FROM pg_catalog.pg_extension e WHERE e.extname = '${extension}')`;

/** The tables and the schema of an extension that was dropped for the deployment stay, so its schema tells that it was there. */
const dropped = oneLine`
  SELECT 'extension' AS kind, CASE n.nspname WHEN 'partman' THEN 'pg_partman' ELSE n.nspname::text END AS name
  FROM pg_catalog.pg_namespace n WHERE n.nspname IN ('partman', 'pglogical', 'pgactive')
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_extension e
      WHERE e.extname = CASE n.nspname WHEN 'partman' THEN 'pg_partman' ELSE n.nspname END)`;

const cronNotLoaded = oneLine`
  SELECT 'library', 'pg_cron' WHERE ${has('pg_cron')} AND ${setting('shared_preload_libraries')} !~ '(^|[ ,])pg_cron([ ,]|$)'`;

const paused = oneLine`
  SELECT 'job', j.jobid FROM XMLTABLE('/table/row' PASSING ${pausedJobs} COLUMNS jobid text) j WHERE ${has('pg_cron')}`;

/** What had to be off while the deployment existed. */
export const switchedOff: SqlCheck = {
  id: 'PG_SWITCH_ON',
  title: 'pg_cron, pg_partman, pglogical and pgactive to switch on again',
  scope: 'database',
  when: ['after'],
  severity: ['warn'],
  sql: oneLine`
    SELECT o.kind, o.name, ${total} FROM (${dropped} UNION ALL ${cronNotLoaded} UNION ALL ${paused}) o
    ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    const loads = withRows(found, ({ kind }) => kind === 'library').length > 0;
    return sqlFinding('PG_SWITCH_ON', 'warn', found, {
      message: `${counted(countOf(found), 'extension or job is', 'extensions or jobs are')} still switched off since the upgrade (${listed(found, named)}).`,
      remedy: `${loads ? 'First add pg_cron to shared_preload_libraries of the cluster parameter group in the code, deploy, and restart the writer. Then run' : 'Run'} the script, without the lines of whatever should stay off.`,
      script: psqlScript(found, statementOf),
    });
  },
  source: sources.considerations,
};

const named = ({ kind, name }: Row) =>
  kind === 'job' ? `job ${name} of pg_cron` : kind === 'library' ? `${name}, which is not loaded` : String(name);

const statementOf = ({ kind, name }: Row) =>
  kind === 'job'
    ? [`SELECT cron.alter_job(${name}, active := true);`]
    : kind === 'extension'
      ? [`CREATE EXTENSION ${name} SCHEMA ${name === 'pg_partman' ? 'partman' : name};`]
      : [];
