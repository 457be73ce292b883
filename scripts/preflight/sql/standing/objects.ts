import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { firstOfUsers, userRelations, userSchema } from '../user-objects';
import { inRows, type Piece, sorted } from './fingerprint';
import { privileges } from './privileges';
import { rareObjects } from './rare-objects';
import { began } from './since-the-deployment';

const notMember = (catalog: string, oid: string) => oneLine`
  ${oid} >= ${firstOfUsers} AND NOT EXISTS (SELECT 1 FROM members d WHERE d.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objid = ${oid})`;

const lists = oneLine`
  ${began},
  members AS (SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype IN ('e', 'i')),
  relations AS (SELECT c.*, n.nspname ${userRelations('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I')}),
  schemas AS (SELECT n.* FROM pg_catalog.pg_namespace n WHERE ${userSchema}),
  routines AS (SELECT p.* FROM pg_catalog.pg_proc p WHERE ${notMember('pg_proc', 'p.oid')}),
  types AS (SELECT t.* FROM pg_catalog.pg_type t WHERE (t.typtype IN ('e', 'd', 'r')
    OR EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')) AND ${notMember('pg_type', 't.oid')})`;

const relation = "pg_catalog.format('%I.%I', c.nspname, c.relname)";

/** The kind of those pieces: `of public.orders by app`. */
export const ownership = 'ownership';

/** An object for which there is none of `PG_SCHEMA` on the other end is told there. */
const owned = (name: string, owner: string, from: string): Piece => {
  const role = `pg_catalog.pg_get_userbyid(${owner})`;
  return {
    kind: `'${ownership}'`,
    name: `pg_catalog.format('of %s by %I', ${name}, ${role})`,
    // Those of the owner of the database are left out, on both ends: whose it is, PG_GLOBALS compares.
    from: `${from} AND ${owner} <> (SELECT b.datdba FROM pg_catalog.pg_database b WHERE b.datname = pg_catalog.current_database())`,
  };
};

const pieces: readonly Piece[] = [
  ...privileges,
  owned(relation, 'c.relowner', "FROM relations c WHERE c.relkind NOT IN ('i', 'I')"),
  owned('pg_catalog.quote_ident(n.nspname)', 'n.nspowner', 'FROM schemas n WHERE true'),
  owned(
    "pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes))",
    'p.proowner',
    'FROM routines p JOIN schemas n ON n.oid = p.pronamespace WHERE true',
  ),
  owned(
    "pg_catalog.format('%I.%I', n.nspname, t.typname)",
    't.typowner',
    'FROM types t JOIN schemas n ON n.oid = t.typnamespace WHERE true',
  ),
  {
    kind: "'options'",
    name: `CASE c.relkind WHEN 'v' THEN 'of view ' WHEN 'm' THEN 'of materialized view ' WHEN 'i' THEN 'of index ' ELSE 'of table ' END || ${relation}`,
    same: `pg_catalog.concat_ws('|', ${sorted('c.reloptions')}, ${sorted('o.reloptions')})`,
    from: oneLine`FROM relations c LEFT JOIN pg_catalog.pg_class o ON o.oid = c.reltoastrelid
      WHERE c.reloptions IS NOT NULL OR o.reloptions IS NOT NULL`,
  },
  {
    kind: "'options'",
    name: `pg_catalog.format('of column %I of table ', a.attname) || ${relation}`,
    same: `pg_catalog.concat_ws('|', a.attstattarget, ${sorted('a.attoptions')})`,
    from: oneLine`FROM relations c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
      WHERE a.attnum > 0 AND NOT a.attisdropped AND (a.attstattarget >= 0 OR a.attoptions IS NOT NULL)`,
  },
  ...rareObjects(notMember),
];

/** What has an effect on those who use a database, and none on the replication: asked of blue and of green, and compared. */
export const objectsBeside: SqlCheck = {
  id: 'PG_OBJECTS',
  title: 'privileges, owners, options and rarer kinds of objects that green does not have as production has them',
  scope: 'database',
  when: ['standing', 'standing-green'],
  severity: ['warn'],
  sql: inRows(pieces, lists),
  // One end alone tells nothing: `unreplicated` compares both.
  judge: () => [],
  source: sources.considerations,
};
