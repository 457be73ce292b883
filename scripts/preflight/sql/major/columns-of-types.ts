import { oneLine } from '../one-line';
import { firstOfUsers, limit, total, userSchema } from '../user-objects';

/**
 * Columns of some types, also inside domains, arrays, ranges and composite types: as pg_upgrade looks for them
 * (https://github.com/postgres/postgres/blob/master/src/bin/pg_upgrade/check.c).
 * @param types  a SELECT of the `oid` of the types
 */
export const columnsOfTypes = (types: string) => oneLine`
  WITH RECURSIVE found AS (
    ${types}
    UNION
    SELECT * FROM (
      WITH x AS (SELECT oid FROM found)
      SELECT t.oid FROM pg_catalog.pg_type t, x WHERE t.typbasetype = x.oid AND t.typtype = 'd'
      UNION ALL SELECT t.oid FROM pg_catalog.pg_type t, x WHERE t.typelem = x.oid AND t.typtype = 'b'
      UNION ALL SELECT t.oid FROM pg_catalog.pg_type t, pg_catalog.pg_attribute a, x
        WHERE t.typtype = 'c' AND t.typrelid = a.attrelid AND NOT a.attisdropped AND a.atttypid = x.oid
          AND t.typrelid >= ${firstOfUsers} AND a.attrelid >= ${firstOfUsers}
      UNION ALL SELECT t.oid FROM pg_catalog.pg_type t, pg_catalog.pg_range r, x
        WHERE t.typtype = 'r' AND r.rngtypid = t.oid AND r.rngsubtype = x.oid) more)
  SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS relation, pg_catalog.quote_ident(a.attname) AS name,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, c.relkind = 'r' AS is_table, ${total}
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.oid >= ${firstOfUsers} AND a.attrelid >= ${firstOfUsers} AND a.atttypid IN (SELECT oid FROM found) AND c.relkind IN ('r', 'm', 'i') AND ${userSchema}
  ORDER BY 1, 2 LIMIT ${limit}`;

/** Types of pg_catalog by name: one that this server does not have is no error. */
export const systemTypes = (...names: readonly string[]) => oneLine`
  SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
  WHERE s.nspname = 'pg_catalog' AND t.typname IN (${names.map((name) => `'${name}'`).join(', ')})`;
