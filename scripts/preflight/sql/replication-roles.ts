import { warn } from '../finding';
import { countOf, firstOf, whole } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

/** Who may begin to replicate while the deployment exists, which breaks it: the users of connectors. */
export const replicationRoles: SqlCheck = {
  id: 'PG_ROLES',
  title: 'login roles that may replicate, such as those of connectors',
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT r.rolname::text AS name, ${total} FROM pg_catalog.pg_roles r
    WHERE r.rolcanlogin AND NOT r.rolsuper AND r.rolname !~ '^rds' AND (r.rolreplication OR EXISTS (
      SELECT 1 FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
      WHERE m.member = r.oid AND g.rolname = 'rds_replication'))
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const names = asked.flatMap(({ rows }) => rows).map(({ name }) => String(name));
    if (names.length === 0) return [];
    return [
      {
        ...warn(
          'PG_ROLES',
          `Roles that may replicate: ${firstOf(names, countOf(asked))}. If one of them creates a slot while the deployment exists, the switchover is refused; a publication made then is not on green.`,
          'Keep their connectors stopped until the switchover is done.',
        ),
        ...whole(names),
      },
    ];
  },
  source: sources.considerations,
};
