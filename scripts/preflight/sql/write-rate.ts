import type { Row } from '../../database/answers';
import { grouped } from './grouped';
import { byDatabase, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit } from './user-objects';

/** What one worker may no longer follow at peak times, of which an average tells nothing. */
const busy = 1000;

/** Green applies the changes of a database by a single worker. */
export const writeRate: SqlCheck = {
  id: 'PG_WRITES',
  title: `databases with ${grouped(busy)} or more written rows a second, on average`,
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT d.datname::text AS database,
      round((d.tup_inserted + d.tup_updated + d.tup_deleted) / greatest(t.seconds, 60))::bigint AS writes,
      round(t.seconds / 3600)::bigint AS hours
    FROM pg_catalog.pg_stat_database d CROSS JOIN LATERAL (SELECT extract(epoch FROM clock_timestamp()
      - coalesce(d.stats_reset, pg_catalog.pg_postmaster_start_time()))::numeric AS seconds) t
    WHERE d.datname NOT IN ('template0', 'template1', 'rdsadmin') ORDER BY 2 DESC LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(byDatabase(asked), ({ writes }) => Number(writes) >= busy);
    return sqlFinding('PG_WRITES', 'warn', found, {
      message: `High write rate (${listed(found, rate)}): green applies each database's changes with a single worker, and may never catch up.`,
      remedy:
        'Create the deployment and switch over at quiet times, postpone bulk loads, and watch OldestReplicationSlotLag: it must fall before a switchover.',
    });
  },
  source: sources.considerations,
};

const rate = ({ writes, hours }: Row) =>
  `${Number(writes).toLocaleString('en')} rows a second over ${Number(hours).toLocaleString('en')} h`;
