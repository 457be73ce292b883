import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { total } from './user-objects';

/**
 * A table that may not exist, or may not be read, cannot be named in a query: its rows come as XML, if at all. A role sees only its own
 * jobs, so an extension without jobs is told as well.
 */
const jobs = oneLine`
  CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'cron' AND c.relname = 'job' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
      AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))
  THEN pg_catalog.query_to_xml('SELECT jobid, schedule, database, active FROM cron.job ORDER BY jobid LIMIT 100',
    false, false, '') END`;

export const scheduledJobs: SqlCheck = {
  id: 'PG_CRON',
  title: 'pg_cron, with its active jobs',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT j.jobid, j.schedule, j.target, ${total} FROM pg_catalog.pg_extension e
    LEFT JOIN XMLTABLE('/table/row' PASSING ${jobs}
      COLUMNS jobid bigint, schedule text, target text PATH 'database', active boolean) j ON j.active
    WHERE e.extname = 'pg_cron' ORDER BY 1`,
  judge(asked) {
    const found = withRows(asked);
    const known = withRows(found, (row) => row.jobid !== null);
    return sqlFinding('PG_CRON', 'warn', found, {
      message: `pg_cron runs in production${known.length === 0 ? ' (this role sees none of its jobs)' : `, with ${counted(countOf(known), 'active job')} (${listed(known, named)})`}: a job that changes the schema or refreshes a materialized view breaks replication, and a job that runs on green writes twice.`,
      remedy:
        "Leave pg_cron off on green: until the switchover, control this with cron.database_name or shared_preload_libraries in the target's parameter group. Pause jobs that change the schema; the script pauses all jobs.",
      script:
        known.length === 0
          ? undefined
          : psqlScript(known, ({ jobid }) => `SELECT cron.alter_job(${jobid}, active := false);`),
    });
  },
  source: sources.considerations,
};

const named = ({ jobid, schedule, target }: Row) => `job ${jobid} "${schedule}" in ${target}`;
