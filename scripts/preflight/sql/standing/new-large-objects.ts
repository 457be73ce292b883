import { withRows } from '../listed';
import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { sqlFinding } from '../sql-finding';
import { sinceTheDeployment } from './since-the-deployment';

/** Those from before were found before the creation, and somebody answered for them. */
export const newLargeObjects: SqlCheck = {
  id: 'PG_LO_NEW',
  title: 'large objects that have been created since the deployment was',
  scope: 'database',
  when: ['standing'],
  severity: ['block'],
  sql: oneLine`
    SELECT count(*) AS objects FROM (SELECT 1 FROM pg_catalog.pg_largeobject_metadata m
      WHERE ${sinceTheDeployment('m')} LIMIT 100000) o HAVING count(*) > 0`,
  judge(asked) {
    const found = withRows(asked);
    const each = found.map(({ database, rows }) => `${database}: ${Number(rows[0]?.objects).toLocaleString('en')}`);
    return sqlFinding('PG_LO_NEW', 'block', found, {
      message: `Large objects have been created since the deployment was (${each.join('; ')}): green does not get them, and replication breaks.`,
      remedy: 'Until after the switchover nobody may write large objects: stop whoever does.',
    });
  },
  source: sources.considerations,
};
