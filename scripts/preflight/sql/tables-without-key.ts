import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { hasKey, identityIndex, identityStatement, incomparableType, unloggedReplicate } from './replica-identity';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

/** The one check whose finding breaks production: a deployment publishes all tables, from the moment that it is created. */
export const tablesWithoutKey: SqlCheck = {
  id: 'PG_NOPK',
  title: 'tables without a primary key or another replica identity',
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  sql: oneLine`
    SELECT ${qualifiedName}, ${hasKey} AS has_key, ${identityIndex} AS identity_index, ${incomparableType} AS incomparable_type, ${total}
    ${userRelations('r')} AND (c.relpersistence = 'p' OR ${unloggedReplicate}) AND (c.relreplident = 'n'
      OR (c.relreplident = 'd' AND NOT ${hasKey})
      OR (c.relreplident = 'i' AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i
        WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisvalid)))
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_NOPK', 'block', found, {
      message: `${counted(countOf(found), 'table')} without a primary key or a replica identity: from the moment the deployment is created, UPDATE and DELETE on them fail in production (${listed(found)}).`,
      remedy:
        'Give each table a primary key, which is best: replication then finds rows by an index. Or run these lines, which set a replica identity where one can work.',
      script: psqlScript(found, identityStatement),
    });
  },
  source: sources.publication,
};
