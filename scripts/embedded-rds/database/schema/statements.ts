/** What an extension has made comes with the extension. */
const own = (catalogue: string, alias: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${alias}.oid AND d.deptype = 'e')`;
const user = (alias: string) => `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;
const relations = (kinds: string) =>
  `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${user('n')} AND ${own('pg_class', 'c')} AND c.relkind IN (${kinds})`;
const sequenceOptions = `format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s', format_type(s.seqtypid, NULL),
  s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)`;

/**
 * Queries over the catalogue, each of which answers with statements (`ddl`) that make in another database what is in this one, in about
 * the order in which one thing needs another. Whole objects, as PostgreSQL's own functions write them wherever there is one.
 */
export const schemaQueries: string[] = [
  // Schemas and extensions.
  `SELECT CASE WHEN nspname = 'public' THEN format('ALTER SCHEMA public OWNER TO %I', pg_get_userbyid(nspowner))
     ELSE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', nspname, pg_get_userbyid(nspowner)) END AS ddl
   FROM pg_namespace n WHERE ${user('n')} AND ${own('pg_namespace', 'n')} ORDER BY n.oid`,
  `SELECT format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I', extname, nspname) AS ddl
   FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname <> 'plpgsql' ORDER BY e.oid`,
  // Types.
  `SELECT format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
     (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)) AS ddl
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${user('n')} AND ${own('pg_type', 't')}`,
  `SELECT format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
     (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped)) AS ddl
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
   WHERE c.relkind = 'c' AND ${user('n')} AND ${own('pg_type', 't')}`,
  `SELECT format('CREATE DOMAIN %I.%I AS %s%s%s %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
     CASE WHEN t.typdefault IS NULL THEN '' ELSE ' DEFAULT ' || t.typdefault END, CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END,
     (SELECT string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), ' ') FROM pg_constraint
      WHERE contypid = t.oid AND contype = 'c')) AS ddl
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND ${user('n')} AND ${own('pg_type', 't')}`,
  `SELECT format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s)', n.nspname, t.typname, format_type(r.rngsubtype, NULL)) AS ddl
   FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE ${user('n')} AND ${own('pg_type', 't')}`,
  // Sequences, but for those of identity columns.
  `SELECT format('CREATE SEQUENCE %I.%I ', n.nspname, c.relname) || ${sequenceOptions} AS ddl
   FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${user('n')} AND ${own('pg_class', 'c')} AND NOT EXISTS (SELECT FROM pg_depend i
     WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid AND i.deptype = 'i')`,
  // Functions and procedures.
  `SELECT pg_get_functiondef(p.oid) AS ddl FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.prokind IN ('f', 'p', 'w') AND ${user('n')} AND ${own('pg_proc', 'p')} ORDER BY p.oid`,
  // Tables, their defaults, and what they are parts of.
  `SELECT format('CREATE %sTABLE %I.%I (%s)%s%s%s', CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, n.nspname, c.relname,
     coalesce((SELECT string_agg(format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
         CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %s', a.attcollation::regcollation) ELSE '' END,
         CASE WHEN a.attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(f.adbin, f.adrelid))
           WHEN a.attidentity <> '' AND NOT c.relispartition THEN format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s)',
             CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.seqrelid::regclass,
             regexp_replace(${sequenceOptions}, '^AS \\w+', '')) ELSE '' END,
         CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END), ', ' ORDER BY a.attnum)
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
         LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
         LEFT JOIN pg_depend i ON i.refclassid = 'pg_class'::regclass AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
           AND i.classid = 'pg_class'::regclass AND i.deptype = 'i' AND a.attidentity <> ''
         LEFT JOIN pg_sequence s ON s.seqrelid = i.objid
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR c.relispartition)), ''),
     coalesce((SELECT format(' INHERITS (%s)', string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno)) FROM pg_inherits
       WHERE inhrelid = c.oid AND NOT c.relispartition HAVING count(*) > 0), ''),
     CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
     coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')) AS ddl
   ${relations("'r', 'p'")} ORDER BY c.oid`,
  `SELECT format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname,
     pg_get_expr(f.adbin, f.adrelid)) AS ddl
   FROM pg_attrdef f JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum JOIN pg_class c ON c.oid = f.adrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE a.attgenerated = '' AND c.relkind IN ('r', 'p') AND ${user('n')} AND ${own('pg_class', 'c')}`,
  `SELECT format('ALTER SEQUENCE %s OWNED BY %I.%I.%I', d.objid::regclass, n.nspname, c.relname, a.attname) AS ddl
   FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class c ON c.oid = d.refobjid
     JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
   WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND ${user('n')}
     AND ${own('pg_class', 's')}`,
  `SELECT format('ALTER TABLE %s ATTACH PARTITION %I.%I %s', i.inhparent::regclass, n.nspname, c.relname,
     pg_get_expr(c.relpartbound, c.oid)) AS ddl
   FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relispartition AND c.relkind IN ('r', 'p') AND ${user('n')} ORDER BY c.oid`,
  // Keys first, as foreign keys need them.
  `SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS ddl
   FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.conparentid = 0 AND (k.conislocal OR c.relispartition)
     AND c.relkind IN ('r', 'p') AND ${user('n')} AND ${own('pg_class', 'c')} ORDER BY k.contype = 'f', k.oid`,
  `SELECT pg_get_indexdef(c.oid) AS ddl FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class t ON t.oid = i.indrelid
   WHERE t.relkind IN ('r', 'p', 'm') AND ${user('n')} AND ${own('pg_class', 't')} AND NOT c.relispartition
     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')) ORDER BY c.oid`,
  `SELECT pg_get_statisticsobjdef(s.oid) AS ddl FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${user('n')}`,
  // Views; what a materialized one holds is not copied.
  `SELECT format('CREATE %sVIEW %I.%I%s AS %s%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, n.nspname, c.relname,
     coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', ''), rtrim(pg_get_viewdef(c.oid), ';'),
     CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END) AS ddl
   ${relations("'v', 'm'")} ORDER BY c.oid`,
  `SELECT pg_get_ruledef(r.oid) AS ddl FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN' AND ${user('n')} AND ${own('pg_class', 'c')}`,
  // Triggers.
  `SELECT pg_get_triggerdef(t.oid) AS ddl FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${user('n')} AND ${own('pg_class', 'c')}`,
  `SELECT format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname,
     CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, t.tgname) AS ddl
   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'O' AND ${user('n')}`,
  // Rows that not everybody sees.
  `SELECT format('ALTER TABLE %I.%I %s ROW LEVEL SECURITY', n.nspname, c.relname, word) AS ddl
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
     LATERAL (VALUES ('ENABLE', c.relrowsecurity), ('FORCE', c.relforcerowsecurity)) AS security(word, enabled)
   WHERE security.enabled AND ${user('n')}`,
  `SELECT format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s', policyname, schemaname, tablename, permissive, cmd,
     (SELECT string_agg(CASE role WHEN 'public' THEN role ELSE quote_ident(role) END, ', ') FROM unnest(roles) AS role),
     coalesce(' USING (' || qual || ')', ''), coalesce(' WITH CHECK (' || with_check || ')', '')) AS ddl FROM pg_policies`,
  `SELECT format('ALTER TABLE %I.%I REPLICA IDENTITY %s', n.nspname, c.relname, CASE c.relreplident WHEN 'f' THEN 'FULL'
     WHEN 'n' THEN 'NOTHING' ELSE (SELECT format('USING INDEX %I', x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
       WHERE i.indrelid = c.oid AND i.indisreplident) END) AS ddl
   ${relations("'r', 'p'")} AND c.relreplident <> 'd'`,
];
