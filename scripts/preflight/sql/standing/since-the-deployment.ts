import { oneLine } from '../one-line';
import { firstOfUsers } from '../user-objects';

/**
 * Whether a row of a catalog was written after the deployment began to replicate this database: its publication was made then. A
 * transaction's number is kept in each row (https://www.postgresql.org/docs/current/ddl-system-columns.html); catalogs are not
 * written by what vacuum and ANALYZE count. So it needs no look from before, and a killed run forgets nothing.
 */
export const sinceTheDeployment = (row: string, and = '') => oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_publication p
    WHERE p.pubname ~ '^rds_.*_bg_pub_' AND pg_catalog.age(${row}.xmin) < pg_catalog.age(p.xmin) ${and})`;

/**
 * Whether the file of a relation, `c` of pg_class, was made after an object: REFRESH, TRUNCATE, VACUUM FULL and a rewriting ALTER make another.
 * Both numbers are from one counter, which begins again after 2^32.
 */
export const newerFile = (relation: string, oid: string) => isAfter(`${relation}.relfilenode`, oid);

const isAfter = (number: string, other: string) =>
  `(${number}::bigint - ${other}::bigint + 4294967296) % 4294967296 < 2147483648`;

/**
 * For a WITH: how old the replication of this database is at either end, in transactions, and the number of what was made for it; null where
 * nothing tells. Green may have a copy of the publication, and not everyone may read all of a subscription's row: its origin is for
 * everyone, and was written with it. That says nothing where green was upgraded afterwards, which writes all that users have made anew.
 */
export const began = oneLine`
  origin AS (SELECT min(pg_catalog.age(o.xmin)) AS age, max(s.oid::bigint) AS oid FROM pg_catalog.pg_replication_origin o
    JOIN pg_catalog.pg_subscription s ON o.roname = 'pg_' || s.oid::text
    JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database()),
  began AS (SELECT CASE WHEN o.age IS NULL
      THEN (SELECT min(pg_catalog.age(p.xmin)) FROM pg_catalog.pg_publication p WHERE p.pubname ~ '^rds_.*_bg_pub_')
      WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid >= ${firstOfUsers} AND pg_catalog.age(c.xmin) > o.age) THEN o.age
    END AS age,
    coalesce(o.oid, (SELECT max(p.oid::bigint) FROM pg_catalog.pg_publication p WHERE p.pubname ~ '^rds_.*_bg_pub_')) AS oid FROM origin o)`;

/** The same as `sinceTheDeployment`, at either end, for a query with `began`. */
export const writtenSince = (row: string) => `pg_catalog.age(${row}.xmin) < (SELECT b.age FROM began b)`;

/**
 * Whether an object was made since then: dropped and made again, it has another number. Its row is as new: the counter alone would also
 * take what is more than 2^31 numbers old for new. For a query with `began`.
 */
export const madeSince = (oid: string, row: string) =>
  `(${writtenSince(row)} AND ${isAfter(oid, '(SELECT b.oid FROM began b)')})`;

/** The same of the file of a relation. */
export const fileSince = (relation: string) =>
  `(${writtenSince(relation)} AND ${newerFile(relation, '(SELECT b.oid FROM began b)')})`;
