import { own, user } from './of-users';

/** SQL of the parts of objects with an ACL. */
interface Granted {
  /** After ON: `TABLE s.t`. */
  what: string;
  acl: string;
  owner: string;
  /** As acldefault() takes it. */
  kind: string;
  from: string;
  /** After each privilege: `(a)` of a column, whose table's privileges are left alone. */
  column?: string;
  /** Before each statement. */
  before?: string;
}

const roleNamed = (oid: string) => `quote_ident(pg_get_userbyid(${oid}))`;

const revoked = `SELECT 0 AS step, format('%sREVOKE ALL ON %s FROM PUBLIC, %s', before, what, ${roleNamed('owner')}) AS ddl FROM o UNION ALL`;

/**
 * Statements that give objects their privileges in place of those that PostgreSQL gives to every new one. All that a role can have is
 * granted as ALL: a later major knows more, and its upgrade grants it too.
 */
export const grantsOn = ({ what, acl, owner, kind, from, column, before = "''" }: Granted): string => `
  WITH o AS (SELECT ${what} AS what, ${acl} AS acl, ${owner} AS owner, ${column ?? "''"} AS part, ${before} AS before,
      (SELECT array_agg(u.privilege_type::text ORDER BY u.privilege_type) FROM aclexplode(acldefault(${kind}, ${owner})) u
        WHERE u.grantee = ${owner}) AS everything ${from} AND ${acl} IS NOT NULL),
    g AS (SELECT o.what, o.owner, o.before, a.grantor, a.grantee, a.is_grantable,
        CASE WHEN array_agg(a.privilege_type::text ORDER BY a.privilege_type) = o.everything THEN 'ALL'
          ELSE string_agg(a.privilege_type || o.part, ', ' ORDER BY a.privilege_type) END AS privileges
      FROM o, LATERAL aclexplode(o.acl) a GROUP BY o.what, o.owner, o.before, o.everything, a.grantor, a.grantee, a.is_grantable)
  SELECT s.ddl FROM (
    ${column === undefined ? revoked : ''}
    SELECT CASE WHEN grantor = owner THEN 1 ELSE 2 END AS step, format('%s%sGRANT %s ON %s TO %s%s%s',
      CASE WHEN grantor = owner THEN '' ELSE format('SET ROLE %s; ', ${roleNamed('grantor')}) END, before, privileges, what,
      CASE grantee WHEN 0 THEN 'PUBLIC' ELSE ${roleNamed('grantee')} END,
      CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
      CASE WHEN grantor = owner THEN '' ELSE '; RESET ROLE' END) AS ddl FROM g) s ORDER BY s.step`;

/** An extension grants by itself, and its next version may have other objects. */
const changed = (catalogue: string, alias: string, acl: string, column = '0') =>
  `NOT EXISTS (SELECT FROM pg_init_privs i WHERE i.classoid = '${catalogue}'::regclass AND i.objoid = ${alias}.oid
     AND i.objsubid = ${column} AND i.initprivs = ${acl})`;

const tables = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;

/** Privileges in one database, once everything has its owner. */
export const grantQueries: string[] = [
  grantsOn({
    what: "format('SCHEMA %I', n.nspname)",
    acl: 'n.nspacl',
    owner: 'n.nspowner',
    kind: "'n'",
    from: `FROM pg_namespace n WHERE ${user('n')}`,
  }),
  ...(
    [
      ['TABLE', "'r'", "'r', 'p', 'v', 'm'"],
      ['SEQUENCE', "'s'", "'S'"],
    ] as const
  ).map(([word, kind, kinds]) =>
    grantsOn({
      what: `format('${word} %I.%I', n.nspname, c.relname)`,
      acl: 'c.relacl',
      owner: 'c.relowner',
      kind,
      from: `${tables} WHERE ${user('n')} AND c.relkind IN (${kinds}) AND ${changed('pg_class', 'c', 'c.relacl')}`,
    }),
  ),
  grantsOn({
    what: "format('TABLE %I.%I', n.nspname, c.relname)",
    acl: 'a.attacl',
    owner: 'c.relowner',
    kind: "'c'",
    column: "format(' (%I)', a.attname)",
    from: `${tables} JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE ${user('n')} AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT a.attisdropped AND ${changed('pg_class', 'c', 'a.attacl', 'a.attnum')}`,
  }),
  grantsOn({
    what: "format('ROUTINE %s', p.oid::regprocedure)",
    acl: 'p.proacl',
    owner: 'p.proowner',
    kind: "'f'",
    from: `FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${user('n')} AND ${changed('pg_proc', 'p', 'p.proacl')}`,
  }),
  grantsOn({
    what: "format('TYPE %s', t.oid::regtype)",
    acl: 't.typacl',
    owner: 't.typowner',
    kind: "'T'",
    from: `FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE ${user('n')} AND t.typtype <> 'm' AND ${own('pg_type', 't')} AND ${changed('pg_type', 't', 't.typacl')}`,
  }),
  grantsOn({
    what: "format('LANGUAGE %I', l.lanname)",
    acl: 'l.lanacl',
    owner: 'l.lanowner',
    kind: "'l'",
    from: `FROM pg_language l WHERE ${changed('pg_language', 'l', 'l.lanacl')}`,
  }),
];

/** What is granted on objects that are made later: after everything else, or it would be granted on what is made here. */
export const defaultPrivileges: string[] = [
  grantsOn({
    what: "CASE x.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END",
    acl: 'x.defaclacl',
    owner: 'x.defaclrole',
    kind: "CASE x.defaclobjtype WHEN 'S' THEN 's' ELSE x.defaclobjtype END",
    before: `format('ALTER DEFAULT PRIVILEGES FOR ROLE %I %s', pg_get_userbyid(x.defaclrole),
      CASE WHEN x.defaclnamespace = 0 THEN '' ELSE format('IN SCHEMA %s ', x.defaclnamespace::regnamespace) END)`,
    from: 'FROM pg_default_acl x WHERE true',
  }),
];
