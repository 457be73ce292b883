import type { Row } from '../../database/answers';
import { warn } from '../finding';
import { counted, countOf, firstOf } from './listed';
import { oneLine } from './one-line';
import { statements } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

const parameter = 'default_transaction_read_only';

/** RDS keeps green, and blue during the switchover, read only by this very parameter. */
export const readOnlyOverrides: SqlCheck = {
  id: 'PG_ROOVERRIDE',
  title: `roles or databases with ${parameter} set to off, who can write to green`,
  scope: 'cluster',
  when: ['create', 'standing-green'],
  severity: ['warn'],
  // It is kept as it was written, and PostgreSQL takes a boolean in any case, and cut short.
  sql: oneLine`
    SELECT pg_catalog.quote_ident(r.rolname) AS role, pg_catalog.quote_ident(b.datname) AS in_database, ${total}
    FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) AS o(config)
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole LEFT JOIN pg_catalog.pg_database b ON b.oid = s.setdatabase
    WHERE o.config ~* '^${parameter}=(of|off|f|fa|fal|fals|false|n|no|0)$'
      AND coalesce(r.rolname, '') <> 'rdsadmin' AND coalesce(b.datname, '') <> 'rdsadmin'
    ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows);
    if (rows.length === 0) return [];
    return [
      {
        ...warn(
          'PG_ROOVERRIDE',
          `${parameter} is off for ${firstOf(rows.map(named), countOf(asked))}: such sessions can write to green, and what they write during a switchover that is rolled back is lost.`,
          `Reset ${counted(countOf(asked), 'setting')} with the script, and have clients connect again.`,
        ),
        script: statements(rows.map((row) => `${altered(row)} RESET ${parameter};`)),
      },
    ];
  },
  source: sources.considerations,
};

const named = ({ role, in_database: database }: Row) =>
  role === null ? `database ${database}` : `role ${role}${database === null ? '' : ` in database ${database}`}`;

const altered = ({ role, in_database: database }: Row) =>
  role === null
    ? `ALTER DATABASE ${database}`
    : `ALTER ROLE ${role}${database === null ? '' : ` IN DATABASE ${database}`}`;
