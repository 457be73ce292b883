import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { total } from './user-objects';

/**
 * A table that may not exist cannot be named in a query: its rows come as XML. A role that does not own the jobs sees none of them, so
 * an extension without jobs is told as well.
 */
const jobs =
  "pg_catalog.query_to_xml('SELECT jobid, schedule, database, active FROM cron.job ORDER BY jobid LIMIT 100', false, false, '')";

export const scheduledJobs: SqlCheck = {
  id: 'PG_CRON',
  title: 'pg_cron, with its active jobs',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT j.jobid, j.schedule, j.target, ${total} FROM pg_catalog.pg_extension e
    LEFT JOIN XMLTABLE('/table/row' PASSING CASE WHEN pg_catalog.to_regclass('cron.job') IS NOT NULL THEN ${jobs} END
      COLUMNS jobid bigint, schedule text, target text PATH 'database', active boolean) j ON j.active
    WHERE e.extname = 'pg_cron' ORDER BY 1`,
  judge(asked) {
    const found = withRows(asked);
    const known = withRows(found, (row) => row.jobid !== null);
    return sqlFinding('PG_CRON', 'warn', found, {
      message: `pg_cron runs in production${known.length === 0 ? ' (this role sees none of its jobs)' : `, with ${counted(countOf(known), 'active job')} (${listed(known, named)})`}: a job that changes the schema or refreshes a materialized view breaks replication, and a job that runs on green writes twice.`,
      remedy:
        'Leave pg_cron off on green: cron.database_name or shared_preload_libraries of the target group decide it until the switchover. Pause jobs that change the schema: the script pauses all of them.',
      script:
        known.length === 0
          ? undefined
          : psqlScript(known, ({ jobid }) => `SELECT cron.alter_job(${jobid}, active := false);`),
    });
  },
  source: sources.considerations,
};

const named = ({ jobid, schedule, target }: Row) => `job ${jobid} "${schedule}" in ${target}`;
