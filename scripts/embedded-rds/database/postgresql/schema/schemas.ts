import { own, user } from './of-users';

export const schemaQueries: string[] = [
  `SELECT CASE WHEN nspname = 'public' THEN format('ALTER SCHEMA public OWNER TO %I', pg_get_userbyid(nspowner))
     ELSE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', nspname, pg_get_userbyid(nspowner)) END AS ddl
   FROM pg_namespace n WHERE ${user('n')} AND ${own('pg_namespace', 'n')} ORDER BY n.oid`,
];
