import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { roleOfUsers } from '../user-objects';
import { inRows, type Piece } from './fingerprint';
import { granted } from './privileges';

const pieces: readonly Piece[] = [
  {
    kind: "'role'",
    name: 'pg_catalog.quote_ident(r.rolname)',
    same: "pg_catalog.concat_ws('|', r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls, r.rolconnlimit, r.rolvaliduntil)",
    from: `FROM pg_catalog.pg_roles r WHERE ${roleOfUsers('r.rolname')}`,
  },
  {
    kind: "'login'",
    name: 'pg_catalog.quote_ident(r.rolname)',
    from: `FROM pg_catalog.pg_roles r WHERE r.rolcanlogin AND ${roleOfUsers('r.rolname')}`,
  },
  // From 16 on, each grantor has a row of its own.
  {
    kind: "'membership'",
    name: "pg_catalog.format('%I in %I', m.rolname, g.rolname)",
    same: 'bool_or(a.admin_option)::text',
    from: `FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles m ON m.oid = a.member JOIN pg_catalog.pg_roles g ON g.oid = a.roleid
      WHERE ${roleOfUsers('m.rolname')} OR ${roleOfUsers('g.rolname')} GROUP BY m.rolname, g.rolname`,
  },
  // Whether it takes connections is PG_BADDB's.
  {
    kind: "'database'",
    name: 'pg_catalog.quote_ident(d.datname)',
    same: "pg_catalog.concat_ws('|', pg_catalog.pg_get_userbyid(d.datdba), d.datconnlimit, d.datistemplate)",
    from: "FROM pg_catalog.pg_database d WHERE d.datname NOT IN ('template0', 'template1', 'rdsadmin')",
  },
  granted({
    on: "pg_catalog.format('database %I', d.datname)",
    acl: 'd.datacl',
    owner: 'd.datdba',
    type: `'d'::"char"`,
    from: "FROM pg_catalog.pg_database d WHERE NOT d.datistemplate AND d.datname <> 'rdsadmin'",
  }),
  {
    kind: "'setting'",
    name: oneLine`pg_catalog.concat_ws(' ', pg_catalog.split_part(e.entry, '=', 1),
      'of ' || pg_catalog.quote_ident(r.rolname), 'in ' || pg_catalog.quote_ident(d.datname))`,
    same: 'e.entry',
    from: `FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) e(entry)
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
      WHERE ${roleOfUsers("coalesce(r.rolname, '')")} AND coalesce(d.datname, '') <> 'rdsadmin'`,
  },
];

/** What all databases share and no schema shows, as a fingerprint of each: asked of blue and of green, and compared. */
export const globalsOf: SqlCheck = {
  id: 'PG_GLOBALS',
  title:
    'roles, memberships, databases, privileges on them and settings that green does not have as production has them',
  scope: 'cluster',
  when: ['standing', 'standing-green'],
  severity: ['warn'],
  sql: inRows(pieces),
  // One end alone tells nothing: `unreplicated` compares both.
  judge: () => [],
  source: sources.considerations,
};
