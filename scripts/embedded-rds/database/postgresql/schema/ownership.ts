import { ofUser, own, user } from './of-users';

const kind = `CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END`;

/** What has an owner and a name in a schema: its catalogue, how ALTER calls it, its columns. */
const named = (
  [
    ['pg_collation', 'COLLATION', 'coll'],
    ['pg_ts_dict', 'TEXT SEARCH DICTIONARY', 'dict'],
    ['pg_ts_config', 'TEXT SEARCH CONFIGURATION', 'cfg'],
    ['pg_statistic_ext', 'STATISTICS', 'stx'],
  ] as const
).map(
  ([catalogue, word, prefix]) => `SELECT format('ALTER ${word} %I.%I OWNER TO %I', n.nspname, x.${prefix}name,
     pg_get_userbyid(x.${prefix}owner)) AS ddl
   FROM ${catalogue} x JOIN pg_namespace n ON n.oid = x.${prefix}namespace WHERE ${user('n')} AND ${own(catalogue, 'x')}`,
);

/** Owners, once everything is there. */
export const ownershipQueries: string[] = [
  `SELECT format('ALTER %s %I.%I OWNER TO %I', ${kind}, n.nspname, c.relname, pg_get_userbyid(c.relowner)) AS ddl
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${user('n')} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (SELECT FROM pg_depend d
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('i', 'a')))`,
  `SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, pg_get_userbyid(p.proowner)) AS ddl
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${user('n')}
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`,
  `SELECT format('ALTER %s %s OWNER TO %I', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype,
     pg_get_userbyid(t.typowner)) AS ddl
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${user('n')} AND (t.typtype IN ('e', 'd', 'r')
     OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')`,
  `SELECT format('ALTER OPERATOR %I.%s (%s, %s) OWNER TO %I', n.nspname, o.oprname,
     coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE'), coalesce(format_type(nullif(o.oprright, 0), NULL), 'NONE'),
     pg_get_userbyid(o.oprowner)) AS ddl
   FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oprcode <> 0 AND ${user('n')} AND ${ofUser('pg_operator', 'o')}`,
  ...named,
];
