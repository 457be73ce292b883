import type { Row } from '../../database/answers';
import { oneLine } from './one-line';
import { setting } from './user-objects';

// By which columns a table's rows are identified, for the checks of tables without a key.

/** Whether `c` has a primary key that can identify rows: a deferrable one cannot. */
export const hasKey = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_index i
    WHERE i.indrelid = c.oid AND i.indisprimary AND i.indisvalid AND i.indimmediate)`;

/** An index of `c` that can be its replica identity in place of a primary key, or null. */
export const identityIndex = oneLine`
  (SELECT pg_catalog.quote_ident(x.relname) FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
      AND i.indpred IS NULL AND i.indexprs IS NULL
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull)
    ORDER BY x.relname LIMIT 1)`;

export const unloggedParameter = 'rds.logically_replicate_unlogged_tables';

/** Whether Aurora replicates unlogged tables too. */
export const unloggedReplicate = `coalesce(${setting(unloggedParameter)} IN ('1', 'on'), false)`;

const incomparable = [
  ...['json', 'jsonpath', 'xml', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'],
  ...['txid_snapshot', 'pg_snapshot', 'refcursor'],
];

/**
 * A type of `c` of which PostgreSQL cannot compare two values, or null: with the whole row as identity an UPDATE succeeds on production,
 * and its replication stops ("could not identify an equality operator"; tuples_equal in
 * https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/executor/execReplication.c).
 */
export const incomparableType = oneLine`
  (SELECT min(e.typname) FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    JOIN pg_catalog.pg_type i ON i.oid = CASE WHEN b.typcategory = 'A' THEN b.typelem ELSE b.oid END
    JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN i.typtype = 'd' THEN i.typbasetype ELSE i.oid END
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND e.typnamespace = 'pg_catalog'::regnamespace AND e.typname IN (${incomparable.map((name) => `'${name}'`).join(', ')}))::text`;

/** The best identity that the table can have without a change of its columns. */
export function identityStatement({ name, has_key, identity_index, incomparable_type }: Row): string {
  if (has_key === true) return `ALTER TABLE ${name} REPLICA IDENTITY DEFAULT;`;
  if (identity_index !== null) return `ALTER TABLE ${name} REPLICA IDENTITY USING INDEX ${identity_index};`;
  if (typeof incomparable_type === 'string') {
    return `-- ${String(name).replaceAll('\n', ' ')} needs a primary key: rows with a column of type ${incomparable_type} cannot be compared.`;
  }
  return `ALTER TABLE ${name} REPLICA IDENTITY FULL;`;
}
