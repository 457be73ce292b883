import { oneLine } from '../one-line';

/**
 * Whether a row of a catalog was written after the deployment began to replicate this database: its publication was made then. A
 * transaction's number is kept in each row (https://www.postgresql.org/docs/current/ddl-system-columns.html); catalogs are not
 * written by what vacuum and ANALYZE count. So it needs no look from before, and a killed run forgets nothing.
 */
export const sinceTheDeployment = (row: string) => oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_publication p
    WHERE p.pubname ~ '^rds_.*_bg_pub_' AND pg_catalog.age(${row}.xmin) < pg_catalog.age(p.xmin))`;
