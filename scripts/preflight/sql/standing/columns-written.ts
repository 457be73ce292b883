import { oneLine } from '../one-line';
import { fileSince, madeSince, writtenSince } from './since-the-deployment';

/*
 * What a statement writes in the catalogs, on PostgreSQL 15. Nothing else is left of it, so the conditions below combine these
 * columns, each "since green stands". New files, but for those of TRUNCATE, also empty `attmissingval` of the columns that have one,
 * which writes their rows.
 *
 * | statement                           | pg_attribute  | pg_class | files | TOAST table | beside it      |
 * | ----------------------------------- | ------------- | -------- | ----- | ----------- | -------------- |
 * | ADD COLUMN                          | a row, last   | written  |       |             |                |
 * | ADD COLUMN, volatile or an identity | a row, last   | written  | new   | new         | pg_attrdef     |
 * | DROP COLUMN                         | attisdropped  |          |       |             |                |
 * | RENAME, SET or DROP NOT NULL        | written       |          |       |             |                |
 * | SET or DROP DEFAULT                 | written       |          |       |             | pg_attrdef     |
 * | TYPE, other values                  | written       | written  | new   | new         | files of index |
 * | TYPE, the same values               | written       |          |       |             |                |
 * | SET UNLOGGED, SET LOGGED            |               | written  | new   | new         |                |
 * | TRUNCATE                            |               | written  | new   |             |                |
 * | VACUUM FULL, CLUSTER                |               | written  | new   |             |                |
 * | GRANT on a column                   | attacl        |          |       |             | pg_shdepend    |
 * | SET STATISTICS, STORAGE, (options)  | written       |          |       |             |                |
 * | ATTACH, DETACH PARTITION            | written, all  | written  |       |             | pg_inherits    |
 */

/** Of two calls, two values: `nextval`, `gen_random_uuid`. The expression is stored as a tree that names its functions by number. */
const volatileDefault = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.regexp_matches(f.adbin::text, ':(?:funcid|opfuncid) ([0-9]+)', 'g') m
    JOIN pg_catalog.pg_proc p ON p.oid = m[1]::pg_catalog.oid WHERE p.provolatile = 'v')`;

/** Whoever is granted something on a column for the first time is noted beside it. */
const granted = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_database b ON b.oid = d.dbid
    WHERE b.datname = pg_catalog.current_database() AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = a.attrelid
      AND d.objsubid = a.attnum AND d.deptype = 'a' AND ${writtenSince('d')})`;

/** Something may have changed what the column holds or how it is called. A generated one holds what its expression says. */
const maybeChanged = `NOT a.attisdropped AND coalesce(to_jsonb(a)->>'attgenerated', '') = '' AND NOT (a.attacl IS NOT NULL AND ${granted})`;

/** It surely has: the column has no privileges or options, which may have written its row as well. */
const surelyChanged = oneLine`
  ${maybeChanged} AND a.attacl IS NULL AND a.attoptions IS NULL AND coalesce(a.attstattarget, -1) < 0
    AND a.attstorage = (SELECT t.typstorage FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid)
    AND coalesce(to_jsonb(a)->>'attcompression', '') = ''`;

/** Whoever changes a type writes the column, and new files of the table and its indexes, at once. The table's own row may be newer. */
const withItsFiles = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_class r WHERE r.xmin = a.xmin AND r.oid IN (
    SELECT a.attrelid UNION ALL SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid))`;

/** New columns come after all that are there. */
const isAfterOthers = 'a.attnum > coalesce(k.attnum, 0)';

/**
 * Nothing but ADD COLUMN has written it, which writes the table's own row at once; the default of today is that of old rows. A longer type
 * writes both, too, where the table gets its first TOAST table.
 */
const justAdded = oneLine`
  (${isAfterOthers} AND a.atthasmissing = a.atthasdef
    AND EXISTS (SELECT 1 FROM pg_catalog.pg_class r WHERE r.oid = a.attrelid AND r.xmin = a.xmin
      AND NOT (r.reltoastrelid <> 0 AND ${madeSince('r.reltoastrelid', 'r')})))`;

/** Only then may `attmissingval` have been emptied, which writes the column's row though nobody changed it. */
const tableHasNewFile = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_class r WHERE r.oid = a.attrelid AND ${fileSince('r')})`;

/**
 * For a WITH: of each relation the columns whose rows were written while green stood. Where VACUUM FULL may have written them, a column with
 * an old default does not count.
 */
export const columnsWritten = oneLine`
  SELECT a.attrelid, count(*) FILTER (WHERE NOT a.attisdropped) AS present, bool_or(a.attisdropped) AS dropped,
    count(*) FILTER (WHERE ${maybeChanged}) AS maybe_changed, count(*) FILTER (WHERE ${surelyChanged}) AS surely_changed,
    bool_and(${justAdded}) FILTER (WHERE ${maybeChanged}) AS just_added,
    bool_or(${maybeChanged} AND ${withItsFiles}) AS retyped,
    bool_or(NOT a.attisdropped AND ${isAfterOthers} AND (a.attidentity <> '' OR (f.oid IS NOT NULL AND ${volatileDefault}))) AS filled,
    string_agg(a.attnum || ' ' || a.xmin::text, ',' ORDER BY a.attnum) AS stamp
  FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN LATERAL (SELECT max(o.attnum) AS attnum FROM pg_catalog.pg_attribute o
    WHERE o.attrelid = a.attrelid AND o.attnum > 0 AND NOT ${writtenSince('o')}) k ON true
  WHERE a.attnum > 0 AND ${writtenSince('a')} AND (f.oid IS NULL OR ${writtenSince('f')} OR NOT ${tableHasNewFile}) GROUP BY a.attrelid`;

// Of `c` in the list `relations`, with `w` from the list `written`.

/** Then a change of a column's type shows, whatever else wrote its row. */
export const rewritten = `(c.relkind = 'r' AND ${fileSince('c')})`;

/** ATTACH and DETACH write each column. */
const attached = `EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid AND ${writtenSince('h')})`;

/**
 * Of a table that ALTER TABLE has rewritten, the TOAST table is another one; VACUUM FULL, CLUSTER and TRUNCATE keep it. A new type does so, and
 * SET UNLOGGED, under which rows do not replicate.
 */
export const rewrittenByAlter = `(${rewritten} AND c.reltoastrelid <> 0 AND ${madeSince('c.reltoastrelid', 'c')})`;

/** A column was dropped, and another one made: perhaps under its name. */
export const columnReplaced = '(w.dropped AND w.present > 0)';

/** Made, dropped and made, renamed, or given another type, default or NOT NULL. */
export const columnsChanged = `(w.surely_changed > 0 OR ${columnReplaced} OR ${rewrittenByAlter} OR (w.maybe_changed > 0 AND ${rewritten}))`;

/**
 * One column that is renamed, gets a default or NOT NULL, and is as it was in the end, holds what it held. Several may have exchanged their
 * names. Where there is no TOAST table, a new type writes the column when it writes the files.
 */
export const columnsHoldOthers = oneLine`
  (${columnReplaced} OR ${rewrittenByAlter} OR (NOT ${attached}
    AND ((c.reltoastrelid = 0 AND w.retyped AND ${rewritten}) OR (w.surely_changed > 1 AND NOT ${rewritten}))))`;

/** The same, where it is not certain. */
export const columnsMayHoldOthers = `(NOT ${attached} AND (w.maybe_changed > 1 OR (w.maybe_changed > 0 AND ${rewritten})))`;

/**
 * Changed alike on both ends, one after the other: what came in between went by other names, or was converted to another type or filled with
 * another default there. Only one column that was added holds the same on both. Of two, one may have been renamed.
 */
export const columnsMixed = oneLine`
  (${columnReplaced} OR ${rewrittenByAlter} OR (w.maybe_changed > 0 AND NOT ${attached}
    AND (${rewritten} OR w.maybe_changed > 1 OR NOT w.just_added)))`;

/** Numbered, or filled with random values, when it was added. */
export const columnFilled = `(w.filled AND ${rewritten} AND pg_catalog.pg_relation_size(c.oid) > 0)`;
