import type { DatabaseAnswers } from '../../../database/answers';
import { type Finding, warn } from '../../finding';
import { firstOf } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { roleOfUsers } from '../user-objects';
import { compared, type Difference, objectsOf } from './compared';
import { inRows, type Piece, sorted } from './fingerprint';
import { lostOrBackFindings } from './lost-or-back';

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
  {
    kind: "'privileges'",
    name: "pg_catalog.format('on database %I', d.datname)",
    same: sorted('d.datacl'),
    from: `FROM pg_catalog.pg_database d WHERE d.datacl IS NOT NULL AND NOT d.datistemplate AND d.datname <> 'rdsadmin'`,
  },
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
  // One end alone tells nothing: `globalFindings` compares both.
  judge: () => [],
  source: sources.considerations,
};

/**
 * It does not break the replication: whoever can do without it goes on. Only rows of tables replicate. What only green has was most likely
 * taken away on production since, and comes back with the switchover: a role that was dropped, a membership that was revoked.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html
 */
export function globalFindings(blue: DatabaseAnswers, green: DatabaseAnswers): Finding[] {
  const [here, there] = [blue, green].map(({ cluster }) => objectsOf(cluster[globalsOf.id]));
  if (typeof here !== 'object' || typeof there !== 'object') return [];
  const all = compared(here, there, false);
  // Of a role that is missing as a whole, its login tells enough.
  const told = new Set(all.filter(({ kind }) => kind === 'login').map(({ name, how }) => `${name} ${how}`));
  const differences = all.filter(({ kind, name, how }) => kind !== 'role' || !told.has(`${name} ${how}`));
  const isLogin = ({ kind, how }: Difference) => kind === 'login' && how === 'only on production';
  const logins = differences.filter(isLogin).map(({ name }) => name);
  const lost = differences.filter((each) => !isLogin(each) && each.how !== 'only on green');
  const back = differences.filter(({ how }) => how === 'only on green');
  return [
    ...(logins.length === 0
      ? []
      : [
          {
            ...warn(
              'PG_GLOBALS',
              `Green has no login for ${firstOf(logins)}: roles do not replicate, and these cannot log in after the switchover.`,
              `Create them on green, too, with the same password (there: SET default_transaction_read_only = off). Or drop them on production, or build green again (--rebuild).`,
            ),
            details: logins,
          },
        ]),
    ...lostOrBackFindings('PG_GLOBALS', {
      lost: lost.map(({ kind, name, how }) => `${kind} ${name} (${how})`),
      back: back.map(({ kind, name }) => `${kind} ${name}`),
    }),
  ];
}
