import { member, own, user } from './of-users';

const types = `FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace`;
const collated = (oid: string, type: string) =>
  `CASE WHEN ${oid} <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = ${type}) THEN format(' COLLATE %s', ${oid}::regcollation) ELSE '' END`;

/** Collations, and types but for those that only C can define. */
export const typeQueries: string[] = [
  // With the version of the library that it was made with: it stays through an upgrade.
  `SELECT format('CREATE COLLATION %I.%I (PROVIDER = %s, %s, DETERMINISTIC = %s%s%s)', n.nspname, l.collname,
     CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
     CASE l.collprovider WHEN 'c' THEN format('LC_COLLATE = %L, LC_CTYPE = %L', l.collcollate, l.collctype)
       ELSE format('LOCALE = %L', ${member('l', 'colllocale', 'colliculocale', 'collcollate')}) END, l.collisdeterministic::text,
     ', RULES = ' || quote_literal(${member('l', 'collicurules')}), ', VERSION = ' || quote_literal(l.collversion)) AS ddl
   FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE ${user('n')} AND ${own('pg_collation', 'l')}`,
  `SELECT format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
     (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)) AS ddl
   ${types} WHERE t.typtype = 'e' AND ${user('n')} AND ${own('pg_type', 't')}`,
  `SELECT format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
     (SELECT string_agg(format('%I %s%s', attname, format_type(atttypid, atttypmod), ${collated('attcollation', 'atttypid')}), ', '
        ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped)) AS ddl
   ${types} JOIN pg_class c ON c.oid = t.typrelid WHERE c.relkind = 'c' AND ${user('n')} AND ${own('pg_type', 't')} ORDER BY t.oid`,
  `SELECT format('CREATE DOMAIN %I.%I AS %s%s%s%s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
     ${collated('t.typcollation', 't.typbasetype')}, CASE WHEN t.typdefault IS NULL THEN '' ELSE ' DEFAULT ' || t.typdefault END,
     CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END) AS ddl
   ${types} WHERE t.typtype = 'd' AND ${user('n')} AND ${own('pg_type', 't')} ORDER BY t.oid`,
  `SELECT format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.nspname, t.typname, k.conname, pg_get_constraintdef(k.oid)) AS ddl
   FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE k.contype = 'c' AND ${user('n')} AND ${own('pg_type', 't')} ORDER BY k.oid`,
  `SELECT format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s%s%s%s%s)', n.nspname, t.typname, format_type(r.rngsubtype, NULL),
     CASE WHEN o.opcdefault THEN '' ELSE format(', SUBTYPE_OPCLASS = %I.%I', s.nspname, o.opcname) END,
     CASE WHEN r.rngcollation <> b.typcollation THEN format(', COLLATION = %s', r.rngcollation::regcollation) ELSE '' END,
     CASE WHEN r.rngsubdiff <> 0 THEN format(', SUBTYPE_DIFF = %s', r.rngsubdiff) ELSE '' END,
     ', MULTIRANGE_TYPE_NAME = ' || (${member('r', 'rngmultitypid')})::oid::regtype) AS ddl
   FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
     JOIN pg_type b ON b.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace s ON s.oid = o.opcnamespace
   WHERE ${user('n')} AND ${own('pg_type', 't')}`,
];
