import { counted, countOf, listed, withRows } from '../listed';
import { oneLine } from '../one-line';
import { psqlScript } from '../script';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { sqlFinding } from '../sql-finding';
import { limit, qualifiedName, total, userRelations } from '../user-objects';
import { crosses } from './crosses';

export const tablesWithOids: SqlCheck = {
  id: 'PG_OIDS',
  title: 'tables WITH OIDS, which PostgreSQL 12 does not have',
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  applies: crosses(12),
  // The column is gone from version 12 on: as JSON its absence is no error.
  sql: oneLine`
    SELECT ${qualifiedName}, ${total} ${userRelations('r')}
      AND pg_catalog.to_jsonb(c) ->> 'relhasoids' = 'true' ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_OIDS', 'block', found, {
      message: `${counted(countOf(found), 'table')} WITH OIDS (${listed(found)}): they stop an upgrade to PostgreSQL 12 or later.`,
      remedy: 'Remove their hidden column oid with the script, which rewrites the tables.',
      script: psqlScript(found, ({ name }) => `ALTER TABLE ${name} SET WITHOUT OIDS;`),
    });
  },
  source: sources.precheck,
};
