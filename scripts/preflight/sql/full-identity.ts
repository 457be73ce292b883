import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { hasKey, identityIndex, identityStatement, incomparableType } from './replica-identity';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

/** Green looks for each changed row by reading the table: the size decides whether it keeps up. */
export const fullIdentity: SqlCheck = {
  id: 'PG_RIFULL',
  title: 'tables with REPLICA IDENTITY FULL, by size',
  scope: 'database',
  when: ['create'],
  severity: ['block', 'warn'],
  // What VACUUM and ANALYZE last saw: thousands of files need not be opened.
  sql: oneLine`
    SELECT ${qualifiedName}, ${hasKey} AS has_key, ${identityIndex} AS identity_index, ${incomparableType} AS incomparable_type,
      c.relpages::bigint * 8192 AS bytes, greatest(c.reltuples, 0)::bigint AS estimated_rows, ${total}
    ${userRelations('r')} AND c.relpersistence = 'p' AND c.relreplident = 'f'
    ORDER BY c.relpages DESC, 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    const broken = withRows(found, ({ incomparable_type: type }) => typeof type === 'string');
    const better = withRows(found, (row) => row.has_key === true || row.identity_index !== null);
    const stops = sqlFinding('PG_RIFULL', 'block', broken, {
      message: `REPLICA IDENTITY FULL does not work for ${counted(countOf(broken), 'table')} (${listed(broken, typed)}): rows with such a column cannot be compared, so the first UPDATE or DELETE stops the replication to green.`,
      remedy: 'Give each of them a primary key. The script uses the keys that exist already.',
      script: psqlScript(broken, identityStatement),
    });
    const slow = sqlFinding('PG_RIFULL', 'warn', found, {
      message: `${counted(countOf(found), 'table')} with REPLICA IDENTITY FULL: for each UPDATE and DELETE green reads the whole table, unless an index helps (${listed(found, sized)}).`,
      remedy: `Large tables that change often need a primary key, or green never catches up.${better.length > 0 ? ' The script uses the keys that exist already.' : ''}`,
      script: better.length > 0 ? psqlScript(better, identityStatement) : undefined,
    });
    return [...stops, ...slow];
  },
  source: sources.publication,
};

const typed = ({ name, incomparable_type: type }: Row) => `${name} with ${type}`;

const sized = ({ name, bytes, estimated_rows: rows }: Row) =>
  `${name} (${Math.ceil(Number(bytes) / 1024 / 1024)} MiB, about ${counted(Number(rows), 'row')})`;
