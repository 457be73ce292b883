import { own, relations, user } from './of-users';

const state = (column: string) =>
  `CASE ${column} WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END`;

/** Views, rules, triggers and policies: what stands on tables. */
export const viewQueries: string[] = [
  // Views; what a materialized one holds is not copied.
  `SELECT format('CREATE %sVIEW %I.%I%s AS %s%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, n.nspname, c.relname,
     coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', ''), rtrim(pg_get_viewdef(c.oid), ';'),
     CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END) AS ddl
   ${relations("'v', 'm'")} ORDER BY c.oid`,
  `SELECT pg_get_ruledef(r.oid) AS ddl FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN' AND ${user('n')} AND ${own('pg_class', 'c')}`,
  `SELECT format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname, ${state('r.ev_enabled')}, r.rulename) AS ddl
   FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE r.ev_enabled <> 'O' AND ${user('n')} AND ${own('pg_class', 'c')}`,
  // Triggers.
  `SELECT pg_get_triggerdef(t.oid) AS ddl FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${user('n')} AND ${own('pg_class', 'c')}`,
  // A partition's may be off while its table's is on.
  `SELECT format('ALTER TABLE ONLY %I.%I %s TRIGGER %I', n.nspname, c.relname, ${state('t.tgenabled')}, t.tgname) AS ddl
   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
   WHERE (NOT t.tgisinternal OR p.oid IS NOT NULL AND NOT p.tgisinternal) AND (t.tgenabled <> 'O' OR p.tgenabled <> 'O') AND ${user('n')} ORDER BY t.oid`,
  // Rows that not everybody sees.
  `SELECT format('ALTER TABLE %I.%I %s ROW LEVEL SECURITY', n.nspname, c.relname, word) AS ddl
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
     LATERAL (VALUES ('ENABLE', c.relrowsecurity), ('FORCE', c.relforcerowsecurity)) AS security(word, enabled)
   WHERE security.enabled AND ${user('n')}`,
  `SELECT format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s', policyname, schemaname, tablename, permissive, cmd,
     (SELECT string_agg(CASE role WHEN 'public' THEN role ELSE quote_ident(role) END, ', ') FROM unnest(roles) AS role),
     coalesce(' USING (' || qual || ')', ''), coalesce(' WITH CHECK (' || with_check || ')', '')) AS ddl FROM pg_policies`,
];
