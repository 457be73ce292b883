import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { hasKey, identityIndex, identityStatement, unloggedParameter, unloggedReplicate } from './replica-identity';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

export const unloggedTables: SqlCheck = {
  id: 'PG_UNLOGGED',
  title: `unlogged tables, which green does not get without ${unloggedParameter}`,
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT ${qualifiedName}, ${hasKey} AS has_key, ${identityIndex} AS identity_index,
      ${unloggedReplicate} AS replicated, ${total}
    ${userRelations('r')} AND c.relpersistence = 'u' ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked, (row) => row.replicated !== true);
    return sqlFinding('PG_UNLOGGED', 'warn', found, {
      message: `${counted(countOf(found), 'unlogged table')}, whose rows are not copied to green: after the switchover production does not have them (${listed(found)}).`,
      remedy: `If they are needed, set ${unloggedParameter} to 1 in the cluster parameter groups of both versions and restart the writer before the deployment is created; do not change it afterwards. Or make the tables logged: the script rewrites them, under a lock.`,
      script: psqlScript(found, logged),
    });
  },
  source: sources.considerations,
};

/** A logged table is published, and then needs what identifies its rows. */
const logged = (row: Row) => [
  ...(row.has_key === true ? [] : [identityStatement(row)]),
  `ALTER TABLE ${row.name} SET LOGGED;`,
];
