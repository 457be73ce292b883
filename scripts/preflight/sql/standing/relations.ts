import { oneLine } from '../one-line';
import { unloggedReplicate } from '../replica-identity';
import {
  columnFilled,
  columnReplaced,
  columnsChanged,
  columnsHoldOthers,
  columnsMayHoldOthers,
  columnsMixed,
  rewritten,
} from './columns-written';
import { type Piece, sorted } from './fingerprint';
import { madeSince, writtenSince } from './since-the-deployment';

const ofTable = "pg_catalog.format('%I.%I', c.nspname, c.relname)";
const named = (name: string) => `pg_catalog.format('%I.%I %I', c.nspname, c.relname, ${name})`;
const ofKind = (...kinds: readonly string[]) => `c.relkind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
const fields = (...all: readonly string[]) => `pg_catalog.concat_ws('|', ${all.join(', ')})`;

/** By name: their order does not matter to logical replication, but in a type. */
const columns = oneLine`
  (SELECT string_agg(pg_catalog.concat_ws('|', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef,
      a.attidentity, to_jsonb(a)->>'attgenerated', (SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation), ${sorted('a.attfdwoptions')}),
      ',' ORDER BY CASE c.relkind WHEN 'c' THEN a.attnum END, a.attname)
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`;

const defaults = oneLine`
  (SELECT string_agg(a.attname || ' ' || pg_catalog.pg_get_expr(f.adbin, f.adrelid), ',' ORDER BY a.attname) FROM pg_catalog.pg_attrdef f
    JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum WHERE f.adrelid = c.oid)`;

/** A default names its sequence by number: whoever renames two of them changes where a column's numbers come from. */
const sequences = oneLine`
  (SELECT string_agg(a.attname || ' ' || d.refobjid::pg_catalog.regclass::text, ',' ORDER BY a.attname, d.refobjid::pg_catalog.regclass::text)
    FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = f.oid
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S' WHERE f.adrelid = c.oid)`;

const parents = oneLine`
  (SELECT string_agg(h.inhparent::pg_catalog.regclass::text, ',' ORDER BY h.inhseqno) FROM pg_catalog.pg_inherits h
    WHERE h.inhrelid = c.oid)`;

const ownedBy = oneLine`
  (SELECT d.refobjid::pg_catalog.regclass::text || ' ' || a.attname FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype IN ('a', 'i')
    LIMIT 1)`;

/** A table that keeps its replica identity 'i' without that index has none. */
const identityIndex = oneLine`
  (SELECT string_agg(i.indexrelid::pg_catalog.regclass::text, ',') FROM pg_catalog.pg_index i
    WHERE i.indrelid = c.oid AND i.indisreplident)`;

/** The row of its type is written when a table is made, renamed, or given to somebody else, and by a privilege on the type. */
const typeWritten = `EXISTS (SELECT 1 FROM pg_catalog.pg_type y WHERE y.oid = c.reltype AND y.typacl IS NULL AND ${writtenSince('y')})`;

/** Another catalog notes the new owner. */
const renamed = oneLine`
  (${typeWritten} AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_database b ON b.oid = d.dbid
    WHERE b.datname = pg_catalog.current_database() AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
      AND d.deptype = 'o' AND ${writtenSince('d')}))`;

const isOther = `${madeSince('c.oid', 'c')} OR ${renamed}`;

const isFollowed = oneLine`
  (EXISTS (SELECT 1 FROM followed f WHERE f.relid = c.oid)
    OR EXISTS (SELECT 1 FROM pg_catalog.pg_partition_ancestors(c.oid) p JOIN followed f ON f.relid = p.relid))`;

/**
 * Its rows do not come, although both ends have it alike: made on green by hand, beside one of the same name on production, so that no
 * subscription has it; or made unlogged since one has it, which ends its replication (restrictions in
 * https://www.postgresql.org/docs/current/logical-replication-restrictions.html).
 */
const unfollowedTable = oneLine`
  (c.relkind = 'r' AND EXISTS (SELECT 1 FROM followed)
    AND CASE c.relpersistence WHEN 'p' THEN NOT ${isFollowed} WHEN 'u' THEN ${isFollowed} AND NOT ${unloggedReplicate} ELSE false END)`;

const foreignTable = oneLine`
  (SELECT s.srvname || ' ' || coalesce(${sorted('f.ftoptions')}, '') FROM pg_catalog.pg_foreign_table f
    JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid)`;

/** Of a column that has one, or whose row is new: on one end alone it tells nothing. */
export const ofOldRows = 'value in old rows';

const ofRows = (condition: string) => `(${ofKind('r', 'p')} AND (${condition}))`;

/** Of a composite type: columns of it lose that part. */
const partReplaced = `(${ofKind('c')} AND ${columnReplaced})`;

const kindOfRelation =
  "CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' ELSE 'table' END";

/** Where a relation's definition is kept in words. A table's own row is not among them: TRUNCATE and VACUUM FULL write it, too. */
const wordsSince = [
  ['pg_rewrite', 'ev_class'],
  ['pg_attrdef', 'adrelid'],
  ['pg_inherits', 'inhrelid'],
]
  .map(
    ([catalog, of]) => `EXISTS (SELECT 1 FROM pg_catalog.${catalog} w WHERE w.${of} = c.oid AND ${writtenSince('w')})`,
  )
  .join(' OR ');

/** Relations, and what belongs to one of them, from the list `relations`. */
export const relations: readonly Piece[] = [
  {
    kind: kindOfRelation,
    name: ofTable,
    same: fields(
      'c.relkind',
      "CASE WHEN c.relkind IN ('r', 'p') THEN c.relreplident END",
      identityIndex,
      'c.relpersistence',
      'c.relrowsecurity',
      'c.relforcerowsecurity',
      'c.relispartition',
      parents,
      foreignTable,
      sequences,
      columns,
    ),
    worded: fields(
      "CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END",
      defaults,
      'pg_catalog.pg_get_expr(c.relpartbound, c.oid)',
    ),
    since: `(${wordsSince} OR (${ofKind('v', 'm')} AND ${renamed}))`,
    remade: `(${ofRows(`${isOther} OR ${columnsHoldOthers}`)} OR ${partReplaced})`,
    doubtful: ofRows(columnsMayHoldOthers),
    touched: `(${ofRows(`${madeSince('c.oid', 'c')} OR ${typeWritten} OR ${columnsChanged}`)} OR ${partReplaced})`,
    mixed: `(${ofRows(`${isOther} OR ${columnsMixed}`)} OR ${partReplaced})`,
    lasting: `(c.relkind = 'r' AND (${madeSince('c.oid', 'c')} OR ${columnFilled}))`,
    stamp:
      "pg_catalog.concat_ws('|', w.stamp, (SELECT y.xmin::text FROM pg_catalog.pg_type y WHERE y.oid = c.reltype))",
    unfollowed: unfollowedTable,
    from: `FROM relations c LEFT JOIN written w ON w.attrelid = c.oid WHERE ${ofKind('r', 'p', 'f', 'v', 'm', 'c')}`,
  },
  // What ADD COLUMN gives to the rows that are there: now() is not the same twice.
  {
    kind: `'${ofOldRows}'`,
    name: "pg_catalog.format('of column %I of table ', a.attname) || " + ofTable,
    same: "coalesce(a.attmissingval::text, 'none')",
    unsure: `(NOT a.atthasmissing AND ${rewritten})`,
    touched: writtenSince('a'),
    from: oneLine`FROM relations c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
      WHERE a.attnum > 0 AND NOT a.attisdropped AND ${ofKind('r')} AND (a.atthasmissing OR ${writtenSince('a')})`,
  },
  {
    kind: "'sequence'",
    name: ofTable,
    same: fields(
      'c.relpersistence',
      'q.seqtypid::pg_catalog.regtype',
      ...['q.seqstart', 'q.seqincrement', 'q.seqmax', 'q.seqmin', 'q.seqcycle', 'q.seqcache', ownedBy],
    ),
    from: `FROM relations c LEFT JOIN pg_catalog.pg_sequence q ON q.seqrelid = c.oid WHERE ${ofKind('S')}`,
  },
  {
    // What REINDEX CONCURRENTLY makes meanwhile is left out.
    kind: "'index'",
    name: ofTable,
    same: fields(
      'x.indrelid::pg_catalog.regclass',
      ...['x.indisunique', 'x.indisprimary', 'x.indisvalid', 'x.indnatts', 'x.indpred IS NULL'],
    ),
    worded: 'pg_catalog.pg_get_indexdef(c.oid)',
    since: writtenSince('x'),
    from: `FROM relations c LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid WHERE ${ofKind('i', 'I')} AND NOT c.relispartition
      AND NOT (NOT x.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$')`,
  },
  {
    kind: "'constraint'",
    name: named('k.conname'),
    same: fields('k.contype', 'k.convalidated', 'k.condeferrable', 'k.condeferred'),
    worded: 'pg_catalog.pg_get_constraintdef(k.oid)',
    since: writtenSince('k'),
    // Those of NOT NULL have rows from 18 on.
    from: `FROM relations c JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
      WHERE k.contype NOT IN ('n', 't') AND k.coninhcount = 0 AND ${ofKind('r', 'p', 'f')}`,
  },
  {
    kind: "'trigger'",
    name: named('t.tgname'),
    same: fields('t.tgenabled', 't.tgtype', 't.tgfoid::pg_catalog.regproc', 't.tgqual IS NULL'),
    worded: 'pg_catalog.pg_get_triggerdef(t.oid)',
    since: writtenSince('t'),
    from: `FROM relations c JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid
      WHERE NOT t.tgisinternal AND ${ofKind('r', 'p', 'f', 'v')}`,
  },
  {
    kind: "'policy'",
    name: named('y.polname'),
    same: fields(
      'y.polcmd',
      'y.polpermissive',
      sorted(
        "ARRAY(SELECT CASE r WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(r) END FROM unnest(y.polroles) r)",
      ),
    ),
    worded: fields(
      'pg_catalog.pg_get_expr(y.polqual, y.polrelid)',
      'pg_catalog.pg_get_expr(y.polwithcheck, y.polrelid)',
    ),
    since: writtenSince('y'),
    from: `FROM relations c JOIN pg_catalog.pg_policy y ON y.polrelid = c.oid WHERE ${ofKind('r', 'p')}`,
  },
  {
    kind: "'rule'",
    name: named('w.rulename'),
    same: fields('w.ev_type', 'w.ev_enabled', 'w.is_instead'),
    worded: 'pg_catalog.pg_get_ruledef(w.oid)',
    since: writtenSince('w'),
    from: "FROM relations c JOIN pg_catalog.pg_rewrite w ON w.ev_class = c.oid WHERE w.rulename <> '_RETURN'",
  },
];
