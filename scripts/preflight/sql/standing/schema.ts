import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { firstOfUsers, userRelations, userSchema } from '../user-objects';
import { hash, inRows } from './fingerprint';

/**
 * A kind of object: its name, what is the same in every major version, and the text that PostgreSQL makes of its definition, which majors
 * word differently.
 */
const piece = (kind: string, name: string, structure: string, text: string, rest: string) => oneLine`
  SELECT ${kind} AS kind, ${name} AS name, ${hash(structure)} AS same, ${hash(text)} AS worded ${rest}`;

const ofTable = "pg_catalog.format('%I.%I', c.nspname, c.relname)";
const named = (name: string) => `pg_catalog.format('%I.%I %I', c.nspname, c.relname, ${name})`;
const ofKind = (...kinds: readonly string[]) => `c.relkind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;

/**
 * Looked up once for all kinds of objects: planning the same joins for each of them takes longer than the answer. A list that several
 * parts read is not planned into them (https://www.postgresql.org/docs/current/queries-with.html).
 */
const lists = oneLine`
  relations AS (SELECT c.*, n.nspname ${userRelations('r', 'p', 'f', 'v', 'm', 'c', 'S', 'i', 'I')}),
  schemas AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE ${userSchema}),
  members AS (SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
    AND d.classid IN (${['pg_namespace', 'pg_proc', 'pg_type'].map(classOf).join(', ')}))`;

function classOf(catalog: string): string {
  return `'pg_catalog.${catalog}'::pg_catalog.regclass`;
}

const notMember = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT 1 FROM members d WHERE d.classid = ${classOf(catalog)} AND d.objid = ${oid})`;

/** By name: their order does not matter to logical replication. */
const columns = oneLine`
  (SELECT string_agg(pg_catalog.concat_ws('|', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef,
      a.attidentity, to_jsonb(a)->>'attgenerated', (SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation)),
      ',' ORDER BY a.attname)
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`;

const defaults = oneLine`
  (SELECT string_agg(pg_catalog.pg_get_expr(f.adbin, f.adrelid), ',' ORDER BY f.adnum) FROM pg_catalog.pg_attrdef f
    WHERE f.adrelid = c.oid)`;

const kindOfRelation =
  "CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' ELSE 'table' END";

const pieces = [
  piece(
    "'schema'",
    'pg_catalog.quote_ident(n.nspname)',
    "''",
    "''",
    `FROM schemas n WHERE ${notMember('pg_namespace', 'n.oid')}`,
  ),
  piece(
    kindOfRelation,
    ofTable,
    `pg_catalog.concat_ws('|', c.relkind, CASE WHEN c.relkind IN ('r', 'p') THEN c.relreplident END, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, ${columns})`,
    `pg_catalog.concat_ws('|', CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END, ${defaults}, pg_catalog.pg_get_expr(c.relpartbound, c.oid))`,
    `FROM relations c WHERE ${ofKind('r', 'p', 'f', 'v', 'm', 'c')}`,
  ),
  piece(
    "'sequence'",
    ofTable,
    "pg_catalog.concat_ws('|', q.seqtypid::pg_catalog.regtype, q.seqstart, q.seqincrement, q.seqmax, q.seqmin, q.seqcycle)",
    "''",
    `FROM relations c LEFT JOIN pg_catalog.pg_sequence q ON q.seqrelid = c.oid WHERE ${ofKind('S')}`,
  ),
  piece(
    "'index'",
    ofTable,
    "pg_catalog.concat_ws('|', x.indrelid::pg_catalog.regclass, x.indisunique, x.indisprimary, x.indisvalid, x.indnatts)",
    'pg_catalog.pg_get_indexdef(c.oid)',
    `FROM relations c LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid WHERE ${ofKind('i', 'I')} AND NOT c.relispartition`,
  ),
  piece(
    "'constraint'",
    named('k.conname'),
    "pg_catalog.concat_ws('|', k.contype, k.convalidated)",
    'pg_catalog.pg_get_constraintdef(k.oid)',
    // Those of NOT NULL have rows from 18 on.
    `FROM relations c JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
      WHERE k.contype NOT IN ('n', 't') AND k.coninhcount = 0 AND ${ofKind('r', 'p', 'f')}`,
  ),
  piece(
    "'trigger'",
    named('t.tgname'),
    "pg_catalog.concat_ws('|', t.tgenabled, t.tgtype, t.tgfoid::pg_catalog.regproc)",
    'pg_catalog.pg_get_triggerdef(t.oid)',
    `FROM relations c JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid
      WHERE NOT t.tgisinternal AND NOT c.relispartition AND ${ofKind('r', 'p', 'f', 'v')}`,
  ),
  piece(
    "'policy'",
    named('y.polname'),
    "pg_catalog.concat_ws('|', y.polcmd, y.polpermissive)",
    "pg_catalog.concat_ws('|', pg_catalog.pg_get_expr(y.polqual, y.polrelid), pg_catalog.pg_get_expr(y.polwithcheck, y.polrelid))",
    `FROM relations c JOIN pg_catalog.pg_policy y ON y.polrelid = c.oid WHERE ${ofKind('r', 'p')}`,
  ),
  piece(
    "CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END",
    "pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes))",
    "pg_catalog.concat_ws('|', p.prokind, md5(p.prosrc), pg_catalog.format_type(p.prorettype, NULL), p.proretset, p.provolatile, p.prosecdef, p.proisstrict, (SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = p.prolang))",
    "''",
    `FROM pg_catalog.pg_proc p JOIN schemas n ON n.oid = p.pronamespace
      WHERE p.oid >= ${firstOfUsers} AND p.prokind IN ('f', 'p') AND ${notMember('pg_proc', 'p.oid')}`,
  ),
  piece(
    "'type'",
    "pg_catalog.format('%I.%I', n.nspname, t.typname)",
    "pg_catalog.concat_ws('|', t.typtype, CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, t.typnotnull, (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))",
    "''",
    `FROM pg_catalog.pg_type t JOIN schemas n ON n.oid = t.typnamespace
      WHERE t.oid >= ${firstOfUsers} AND t.typtype IN ('e', 'd') AND ${notMember('pg_type', 't.oid')}`,
  ),
  piece("'extension'", 'pg_catalog.quote_ident(e.extname)', "''", "''", 'FROM pg_catalog.pg_extension e'),
];

/** What a database is made of, as a fingerprint of each object: asked of blue and of green, and compared. */
export const schemaOf: SqlCheck = {
  id: 'PG_SCHEMA',
  title: 'differences of the schema between production and green',
  scope: 'database',
  when: ['standing', 'standing-green'],
  severity: ['block', 'warn'],
  sql: inRows(pieces, lists),
  // One end alone tells nothing: schema-differences.ts compares both.
  judge: () => [],
  source: sources.considerations,
};
