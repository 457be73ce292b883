import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** The version of a database's own collation is kept from PostgreSQL 15 on: what older ones do not know cannot be named in a query. */
const ofDatabase = oneLine`
  CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 150000 THEN pg_catalog.query_to_xml(
    'SELECT datcollversion AS recorded, pg_catalog.pg_database_collation_actual_version(oid) AS actual
     FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()', false, false, '') END`;

/**
 * Green has the files of production and other libraries: where these sort otherwise, an index finds rows no more, and a unique one
 * lets them in twice.
 */
export const collationVersions: SqlCheck = {
  id: 'PG_COLLATION',
  title: 'collations whose version is not the one with which indexes were built',
  scope: 'database',
  when: ['switchover-green'],
  severity: ['block'],
  sql: oneLine`
    SELECT v.kind, v.name, v.recorded, v.actual, ${total} FROM (
      SELECT 'DATABASE' AS kind, pg_catalog.quote_ident(pg_catalog.current_database()) AS name, x.recorded, x.actual
      FROM XMLTABLE('/table/row' PASSING ${ofDatabase} COLUMNS recorded text, actual text) x
      UNION ALL
      SELECT 'COLLATION', u.name, u.recorded, pg_catalog.pg_collation_actual_version(u.oid) FROM (
        SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.collname) AS name, c.collversion AS recorded
        FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
        WHERE c.collversion IS NOT NULL AND EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
          WHERE d.refclassid = 'pg_catalog.pg_collation'::pg_catalog.regclass AND d.refobjid = c.oid) OFFSET 0) u) v
    WHERE v.recorded <> v.actual ORDER BY 1 DESC, 2 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_COLLATION', 'block', found, {
      message: `On green, ${counted(countOf(found), 'collation has', 'collations have')} a different version from the one that the indexes were built with (${listed(found, named)}): if the sort order has changed, these indexes are corrupt.`,
      remedy:
        'Use the statements of the script on green: rebuild the indexes on text (REINDEX works although green is read-only), then record the version, after SET default_transaction_read_only = off in that session only.',
      script: psqlScript(found, ({ kind, name }) => [
        destructive(kind === 'DATABASE' ? `REINDEX DATABASE ${name};` : `-- REINDEX what uses the collation ${name}`),
        destructive(`ALTER ${kind} ${name} REFRESH ${kind === 'DATABASE' ? 'COLLATION ' : ''}VERSION;`),
      ]),
    });
  },
  source: 'https://www.postgresql.org/docs/current/sql-altercollation.html',
};

const named = ({ kind, name, recorded, actual }: Row) =>
  `${kind === 'DATABASE' ? 'its own' : name} ${recorded} → ${actual}`;
