import { member, notBrought } from './of-users';

const role = (name: string, yes: string) => `CASE WHEN ${name} THEN '${yes}' ELSE 'NO${yes}' END`;
/** Every server has the roles of PostgreSQL and of Aurora (../aurora-objects.ts). */
const ofUsers = notBrought('rolname');

/** From 16 on, who granted a membership and what comes of it is kept too; earlier it follows from the roles. */
const membership = `CASE WHEN ${member('m', 'set_option')} IS NULL THEN CASE WHEN m.admin_option THEN ' WITH ADMIN OPTION' ELSE '' END
  ELSE format(' WITH ADMIN %s, INHERIT %s, SET %s GRANTED BY %I', m.admin_option::text, ${member('m', 'inherit_option')},
    ${member('m', 'set_option')}, pg_get_userbyid(m.grantor)) END`;

/** Roles with what PostgreSQL keeps of their passwords, and their memberships. */
export const roleQueries: string[] = [
  `SELECT format('CREATE ROLE %I', rolname) AS ddl FROM pg_authid WHERE ${ofUsers}`,
  `SELECT format('ALTER ROLE %I %s CONNECTION LIMIT %s PASSWORD %L%s', rolname, concat_ws(' ', ${role('rolsuper', 'SUPERUSER')},
     ${role('rolinherit', 'INHERIT')}, ${role('rolcreaterole', 'CREATEROLE')}, ${role('rolcreatedb', 'CREATEDB')},
     ${role('rolcanlogin', 'LOGIN')}, ${role('rolreplication', 'REPLICATION')}, ${role('rolbypassrls', 'BYPASSRLS')}),
     rolconnlimit, rolpassword, ' VALID UNTIL ' || quote_literal(rolvaliduntil)) AS ddl
   FROM pg_authid WHERE ${ofUsers}`,
  `SELECT format('GRANT %I TO %I%s', pg_get_userbyid(m.roleid), pg_get_userbyid(m.member), ${membership}) AS ddl
   FROM pg_auth_members m WHERE ${notBrought('pg_get_userbyid(m.member)')} OR ${notBrought('pg_get_userbyid(m.roleid)')}`,
  `SELECT format('COMMENT ON ROLE %I IS %L', rolname, shobj_description(oid, 'pg_authid')) AS ddl FROM pg_authid
   WHERE ${ofUsers} AND shobj_description(oid, 'pg_authid') IS NOT NULL`,
];
