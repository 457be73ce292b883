import type { Row } from '../../database/answers';
import { oneLine } from './one-line';
import { setting } from './user-objects';

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

/** The best identity that the table can have without a change of its columns. */
export function identityStatement({ name, has_key, identity_index }: Row): string {
  if (has_key === true) return `ALTER TABLE ${name} REPLICA IDENTITY DEFAULT;`;
  if (identity_index !== null) return `ALTER TABLE ${name} REPLICA IDENTITY USING INDEX ${identity_index};`;
  return `ALTER TABLE ${name} REPLICA IDENTITY FULL;`;
}
