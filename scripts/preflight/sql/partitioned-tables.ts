import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

export const partitionedTables: SqlCheck = {
  id: 'PG_PART',
  title: 'partitioned tables: a new partition on blue breaks replication',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT ${qualifiedName}, ${total} ${userRelations('p')} AND NOT c.relispartition ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_PART', 'warn', found, {
      message: `${counted(countOf(found), 'partitioned table')} (${listed(found)}): a partition that is created while the deployment exists is a change of the schema, which breaks replication.`,
      remedy:
        'Create the partitions of the next days now, and stop whoever creates and drops them until the switchover is done.',
    });
  },
  source: sources.considerations,
};
