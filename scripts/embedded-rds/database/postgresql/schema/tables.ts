import { own, relations, user } from './of-users';

const sequenceOptions = `format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s', format_type(s.seqtypid, NULL),
  s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)`;

const unlogged = "CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END";

/** The columns that a table has of its own; `o.options`: what stands after the type. */
const columns = (each: string, where = '') => `(SELECT string_agg(${each}, ', ' ORDER BY a.attnum)
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
         LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
         LEFT JOIN pg_depend i ON i.refclassid = 'pg_class'::regclass AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
           AND i.classid = 'pg_class'::regclass AND i.deptype = 'i' AND a.attidentity <> ''
         LEFT JOIN pg_sequence s ON s.seqrelid = i.objid,
         LATERAL (SELECT concat(
           CASE WHEN a.attcollation <> t.typcollation AND c.reloftype = 0 THEN format(' COLLATE %s', a.attcollation::regcollation) END,
           CASE WHEN a.attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(f.adbin, f.adrelid))
             WHEN a.attidentity <> '' AND NOT c.relispartition THEN format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s)',
               CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.seqrelid::regclass,
               regexp_replace(${sequenceOptions}, '^AS \\w+', '')) END,
           CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS options) o
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR c.relispartition) ${where})`;

/** Sequences, tables, their defaults, and what they are parts of. */
export const tableQueries: string[] = [
  // Sequences, but for those of identity columns.
  `SELECT format('CREATE %sSEQUENCE %I.%I ', ${unlogged}, n.nspname, c.relname) || ${sequenceOptions} AS ddl
   FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${user('n')} AND ${own('pg_class', 'c')} AND NOT EXISTS (SELECT FROM pg_depend i
     WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid AND i.deptype = 'i')`,
  // Tables, their defaults, and what they are parts of.
  `SELECT format('CREATE %sTABLE %I.%I%s%s%s%s%s', ${unlogged}, n.nspname, c.relname,
     -- Of a typed table, only what its columns have beside their types.
     CASE WHEN c.reloftype = 0 THEN ' (' || coalesce(${columns("format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod), o.options)")}, '') || ')'
       ELSE format(' OF %s', c.reloftype::regtype) || coalesce(' (' ||
         ${columns("format('%I WITH OPTIONS%s', a.attname, nullif(o.options, ''))", "AND o.options <> ''")} || ')', '') END,
     coalesce((SELECT format(' INHERITS (%s)', string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno)) FROM pg_inherits
       WHERE inhrelid = c.oid AND NOT c.relispartition HAVING count(*) > 0), ''),
     CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
     (SELECT format(' USING %I', m.amname) FROM pg_am m WHERE m.oid = c.relam AND c.relkind = 'r' AND m.amname <> 'heap'),
     coalesce(' WITH (' || array_to_string(c.reloptions || (SELECT array_agg('toast.' || x) FROM pg_class y, LATERAL unnest(y.reloptions) x
       WHERE y.oid = c.reltoastrelid), ', ') || ')', '')) AS ddl
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
];
