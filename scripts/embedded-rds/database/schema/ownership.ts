const user = (alias: string) => `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;
const kind = `CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END`;
const grantee = `CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END`;
const option = `CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`;

/** Owners and grants, as statements (`ddl`); after everything is there. */
export const ownershipQueries: string[] = [
  `SELECT format('ALTER %s %I.%I OWNER TO %I', ${kind}, n.nspname, c.relname, pg_get_userbyid(c.relowner)) AS ddl
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${user('n')} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (SELECT FROM pg_depend d
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('i', 'a')))`,
  `SELECT format('ALTER %s %s OWNER TO %I', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure,
     pg_get_userbyid(p.proowner)) AS ddl
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${user('n')} AND p.prokind IN ('f', 'p', 'w')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`,
  `SELECT format('ALTER %s %s OWNER TO %I', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype,
     pg_get_userbyid(t.typowner)) AS ddl
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${user('n')} AND (t.typtype IN ('e', 'd', 'r')
     OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')`,
  `SELECT format('GRANT %s ON SCHEMA %I TO %s%s', acl.privilege_type, nspname, ${grantee}, ${option}) AS ddl
   FROM pg_namespace n, LATERAL aclexplode(nspacl) AS acl WHERE ${user('n')}`,
  `SELECT format('GRANT %s ON %s %I.%I TO %s%s', acl.privilege_type, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
     n.nspname, c.relname, ${grantee}, ${option}) AS ddl
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(c.relacl) AS acl
   WHERE ${user('n')} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND acl.privilege_type <> 'MAINTAIN'`,
  `SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure) AS ddl
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${user('n')} AND p.prokind IN ('f', 'w') AND p.proacl IS NOT NULL`,
  `SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', p.oid::regprocedure, ${grantee}, ${option}) AS ddl
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, LATERAL aclexplode(p.proacl) AS acl
   WHERE ${user('n')} AND p.prokind IN ('f', 'w')`,
];
