import type { Row } from '../../database/answers';
import { hiddenSessions, unseenSessions } from './hidden-sessions';
import { byDatabase, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** The first two words of a statement; what follows may hold secrets. */
const words = "upper(substring(a.query FROM '^[[:space:]]*([[:alpha:]]+[[:space:]]+[[:alpha:]]+)'))";

/** A glance at what sessions did last: who changes the schema at run time is often in it. */
export const ddlSessions: SqlCheck = {
  id: 'PG_DDL',
  title: 'sessions whose last statement changed the schema, roles or grants',
  scope: 'cluster',
  when: ['create', 'switchover'],
  severity: ['warn'],
  sql: oneLine`
    SELECT d.*, ${hiddenSessions}, ${total} FROM (SELECT 1) one LEFT JOIN (
      SELECT DISTINCT s.database, s.role, s.application, s.statement FROM (
        SELECT a.datname::text AS database, a.usename::text AS role, a.application_name AS application, ${words} AS statement
        FROM pg_catalog.pg_stat_activity a WHERE a.backend_type = 'client backend' AND a.usename <> 'rdsadmin'
          AND a.pid <> pg_catalog.pg_backend_pid()) s
      WHERE s.statement ~ '^(CREATE|ALTER|DROP|GRANT|REVOKE|REFRESH|COMMENT|REINDEX)[[:space:]]'
        AND s.statement !~ '[[:space:]](TEMP|TEMPORARY|PUBLICATION|SUBSCRIPTION)$') d ON true
    ORDER BY 1, 2, 3, 4 LIMIT ${limit}`,
  unseen: unseenSessions,
  judge(asked) {
    const found = byDatabase(withRows(asked, ({ statement }) => statement !== null));
    return sqlFinding('PG_DDL', 'warn', found, {
      message: `The last statement of these sessions changed the schema, roles or grants (${listed(found, named)}). Such changes do not replicate while the deployment exists: RDS refuses the switchover, or green lacks them.`,
      remedy: 'Find their owner, and stop DDL from the creation of the deployment until after the switchover.',
    });
  },
  source: sources.considerations,
};

const named = ({ statement, role, application }: Row) =>
  `${statement} by ${role}${application ? ` (${application})` : ''}`;
