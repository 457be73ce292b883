import { oneLine } from '../one-line';
import { roleOfUsers } from '../user-objects';
import type { Piece } from './fingerprint';

/**
 * MAINTAIN is new in 17, where whoever has all others of an earlier version gets it with them
 * (https://www.postgresql.org/docs/17/ddl-priv.html): only without one of those somebody has granted it.
 */
const byName = (acl: string) => oneLine`
  (SELECT string_agg(x.who || ' ' || x.what, ',' ORDER BY x.who, x.what) FROM (
    SELECT DISTINCT CASE held.grantee WHEN 0 THEN 'public' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(held.grantee)) END AS who,
      held.privilege_type || CASE WHEN held.is_grantable THEN '*' ELSE '' END AS what
    FROM pg_catalog.aclexplode(${acl}) held WHERE held.privilege_type <> 'MAINTAIN' OR ${allOfTable} >
      (SELECT count(DISTINCT likewise.privilege_type) FROM pg_catalog.aclexplode(${acl}) likewise WHERE likewise.grantee = held.grantee)) x)`;

const allOfTable = 8;

interface Granted {
  /** SQL: `table sales.orders`. */
  on: string;
  acl: string;
  owner: string;
  /** As acldefault() takes it. */
  type: string;
  from: string;
}

/** Objects without privileges of their own have those of every new object: they are not listed, nor is who was given just these. */
export const granted = ({ on, acl, owner, type, from }: Granted): Piece => ({
  kind: "'privileges'",
  name: `'on ' || ${on}`,
  same: byName(acl),
  from: `${from} AND ${acl} IS NOT NULL
    AND NOT (${acl} @> pg_catalog.acldefault(${type}, ${owner}) AND ${acl} <@ pg_catalog.acldefault(${type}, ${owner}))`,
});

const relation = "pg_catalog.format('%I.%I', c.nspname, c.relname)";

/** From the lists `relations`, `schemas` and `others`. */
export const privileges: readonly Piece[] = [
  granted({
    on: `CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || ${relation}`,
    acl: 'c.relacl',
    owner: 'c.relowner',
    type: `CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END`,
    from: 'FROM relations c WHERE true',
  }),
  granted({
    on: `pg_catalog.format('column %I of table ', a.attname) || ${relation}`,
    acl: 'a.attacl',
    owner: 'c.relowner',
    type: `'c'::"char"`,
    from: 'FROM relations c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE a.attnum > 0 AND NOT a.attisdropped',
  }),
  granted({
    on: "'schema ' || pg_catalog.quote_ident(n.nspname)",
    acl: 'n.nspacl',
    owner: 'n.nspowner',
    type: `'n'::"char"`,
    from: 'FROM schemas n WHERE true',
  }),
  granted({
    on: "pg_catalog.format('function %I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes))",
    acl: 'p.proacl',
    owner: 'p.proowner',
    type: `'f'::"char"`,
    from: 'FROM routines p JOIN schemas n ON n.oid = p.pronamespace WHERE true',
  }),
  granted({
    on: "pg_catalog.format('type %I.%I', n.nspname, t.typname)",
    acl: 't.typacl',
    owner: 't.typowner',
    type: `'T'::"char"`,
    from: 'FROM types t JOIN schemas n ON n.oid = t.typnamespace WHERE true',
  }),
  granted({
    on: "'foreign server ' || pg_catalog.quote_ident(s.srvname)",
    acl: 's.srvacl',
    owner: 's.srvowner',
    type: `'S'::"char"`,
    from: 'FROM pg_catalog.pg_foreign_server s WHERE true',
  }),
  granted({
    on: "'foreign-data wrapper ' || pg_catalog.quote_ident(w.fdwname)",
    acl: 'w.fdwacl',
    owner: 'w.fdwowner',
    type: `'F'::"char"`,
    from: 'FROM pg_catalog.pg_foreign_data_wrapper w WHERE true',
  }),
  {
    kind: "'default privileges'",
    name: oneLine`pg_catalog.concat_ws(' ', 'for', pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.defaclrole)),
      'in schema ' || (SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_namespace n WHERE n.oid = d.defaclnamespace),
      'on', CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' ELSE 'schemas' END)`,
    same: byName('d.defaclacl'),
    from: `FROM pg_catalog.pg_default_acl d WHERE ${roleOfUsers('pg_catalog.pg_get_userbyid(d.defaclrole)')}`,
  },
];
