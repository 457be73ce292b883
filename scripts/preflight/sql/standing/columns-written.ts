import { oneLine } from '../one-line';
import { newerFile, writtenSince } from './since-the-deployment';

/** Of two calls, two values: `nextval`, `gen_random_uuid`. The expression is stored as a tree that names its functions by number. */
const volatileDefault = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.regexp_matches(f.adbin::text, ':(?:funcid|opfuncid) ([0-9]+)', 'g') m
    JOIN pg_catalog.pg_proc p ON p.oid = m[1]::pg_catalog.oid WHERE p.provolatile = 'v')`;

/** Privileges and options write a column's row, too. */
const plain = 'NOT a.attisdropped AND a.attacl IS NULL AND a.attoptions IS NULL AND coalesce(a.attstattarget, -1) < 0';

/** New columns come after all that are there. */
const isAfterOthers = 'a.attnum > coalesce(k.attnum, 0)';

/**
 * For a WITH: of each relation the columns whose rows were written while green stood. TRUNCATE and VACUUM leave them alone, but for the
 * default of old rows that a rewrite makes needless, where the default itself is as old.
 */
export const columnsWritten = oneLine`
  SELECT a.attrelid, count(*) FILTER (WHERE NOT a.attisdropped) AS living, count(*) FILTER (WHERE ${plain}) AS plain,
    count(*) FILTER (WHERE ${plain} AND NOT ${isAfterOthers}) AS before, bool_or(a.attisdropped) AS dropped,
    bool_or(NOT a.attisdropped AND ${isAfterOthers} AND (a.attidentity <> '' OR (f.oid IS NOT NULL AND ${volatileDefault}))) AS numbered
  FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN LATERAL (SELECT max(o.attnum) AS attnum FROM pg_catalog.pg_attribute o
    WHERE o.attrelid = a.attrelid AND o.attnum > 0 AND NOT ${writtenSince('o')}) k ON true
  WHERE a.attnum > 0 AND ${writtenSince('a')} AND (f.oid IS NULL OR ${writtenSince('f')}) GROUP BY a.attrelid`;

/** Then a change of a column's type shows, whatever else wrote its row. */
const rewritten = `(c.relkind = 'r' AND ${newerFile('c', '(SELECT b.oid FROM began b)')})`;

/** ATTACH and DETACH write each column. */
const attached = `EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid AND ${writtenSince('h')})`;

// Of `c` in the list `relations`, with `w` from the list `written`.

/** Made, dropped and made, renamed, or given another type, default or NOT NULL. */
export const changed = `(w.plain > 0 OR (w.living > 0 AND ${rewritten}))`;

/**
 * One column that is renamed, gets a default or NOT NULL, and is as it was in the end, holds what it held. Several may have exchanged their
 * names.
 */
export const mayHoldOthers = `(${changed} AND (w.dropped OR (NOT ${attached} AND (${rewritten} OR w.plain > 1))))`;

/** The same, where columns that were only added do not count: these make the table's own row new. */
export const exchanged = oneLine`
  (${changed} AND (w.dropped OR (NOT ${attached} AND (${rewritten} OR w.before > 1 OR (w.plain > 1 AND NOT ${writtenSince('c')})))))`;

/** Numbered, or filled with random values, when it was added. */
export const filledAnew = `(w.numbered AND ${rewritten})`;
