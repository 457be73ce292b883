import type { DatabaseAnswers } from '../../../database/answers';
import { type Finding, warn } from '../../finding';
import { firstOf } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { hash, inRows } from './fingerprint';
import { type Fingerprint, unpacked } from './unpacked';

/** Roles that PostgreSQL and RDS bring along differ between versions. */
const ofUsers = (name: string) => `${name} !~ '^(pg_|rds)'`;

const piece = (kind: string, name: string, is: string, rest: string, worded = "''") => oneLine`
  SELECT ${kind} AS kind, ${name} AS name, ${hash(is)} AS same, ${worded} AS worded ${rest}`;

const login = 'login';

const pieces = [
  piece(
    "'role'",
    'pg_catalog.quote_ident(r.rolname)',
    "pg_catalog.concat_ws('|', r.rolcanlogin, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls, r.rolconnlimit, r.rolvaliduntil)",
    `FROM pg_catalog.pg_roles r WHERE ${ofUsers('r.rolname')}`,
    `CASE WHEN r.rolcanlogin THEN '${login}' ELSE '' END`,
  ),
  // From 16 on, each grantor has a row of its own.
  piece(
    "'membership'",
    "pg_catalog.format('%I in %I', m.rolname, g.rolname)",
    'bool_or(a.admin_option)::text',
    `FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles m ON m.oid = a.member JOIN pg_catalog.pg_roles g ON g.oid = a.roleid
      WHERE ${ofUsers('m.rolname')} GROUP BY m.rolname, g.rolname`,
  ),
  piece(
    "'privileges'",
    "pg_catalog.format('on database %I', d.datname)",
    "(SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(d.datacl) a)",
    `FROM pg_catalog.pg_database d WHERE d.datacl IS NOT NULL AND NOT d.datistemplate AND ${ofUsers('d.datname')}`,
  ),
  piece(
    "'setting'",
    oneLine`pg_catalog.concat_ws(' ', pg_catalog.split_part(e.entry, '=', 1),
      'of ' || pg_catalog.quote_ident(r.rolname), 'in ' || pg_catalog.quote_ident(d.datname))`,
    'e.entry',
    `FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) e(entry)
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
      WHERE ${ofUsers("coalesce(r.rolname, '')")} AND ${ofUsers("coalesce(d.datname, '')")}`,
  ),
];

/** What all databases share and no schema shows, as a fingerprint of each: asked of blue and of green, and compared. */
export const globalsOf: SqlCheck = {
  id: 'PG_GLOBALS',
  title: 'roles, memberships, privileges on databases and settings that green does not have as production has them',
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
  const [here, there] = [objectsIn(blue), objectsIn(green)];
  if (here === undefined || there === undefined) return [];
  const lacking = [...here].filter(([key]) => !there.has(key)).map(([, object]) => object);
  const others = [...here].flatMap(([key, object]) =>
    there.has(key) && there.get(key)?.same !== object.same ? [object] : [],
  );
  const isLogin = ({ kind, worded }: Fingerprint) => kind === 'role' && worded === login;
  const logins = lacking.filter(isLogin).map(({ name }) => name);
  const rest = [
    ...lacking.filter((object) => !isLogin(object)).map((object) => `${textOf(object)} (only on production)`),
    ...others.map((object) => `${textOf(object)} (different)`),
  ];
  const back = [...there].filter(([key]) => !here.has(key)).map(([, object]) => textOf(object));
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
    ...(rest.length === 0
      ? []
      : [
          {
            ...warn(
              'PG_GLOBALS',
              `Green does not have what production has: ${firstOf(rest)}. This does not replicate, and is lost with the switchover.`,
              'Do the same on green (there: SET default_transaction_read_only = off), or do it again after the switchover.',
            ),
            details: rest,
          },
        ]),
    ...(back.length === 0
      ? []
      : [
          {
            ...warn(
              'PG_GLOBALS',
              `Green still has what production does not have: ${firstOf(back)}. It comes back with the switchover.`,
              'If it was taken away on production, take it away on green, too (there: SET default_transaction_read_only = off), or again after the switchover.',
            ),
            details: back,
          },
        ]),
  ];
}

const textOf = ({ kind, name }: Fingerprint) => `${kind} ${name}`;

function objectsIn({ cluster }: DatabaseAnswers): ReadonlyMap<string, Fingerprint> | undefined {
  const answer = cluster[globalsOf.id];
  if (answer === undefined || 'failed' in answer) return undefined;
  return new Map(answer.rows.flatMap(unpacked).map((object) => [`${object.kind} ${object.name}`, object]));
}
