import type { Row } from '../../database/answers';
import { block } from '../finding';
import { countOf, firstOf } from './listed';
import { oneLine } from './one-line';
import { destructive } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

export const unusableDatabases: SqlCheck = {
  id: 'PG_BADDB',
  title: 'databases that take no connections, or whose DROP was interrupted',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  // -2 marks a database whose DROP DATABASE was interrupted.
  sql: oneLine`
    SELECT pg_catalog.quote_ident(d.datname) AS name, d.datconnlimit = -2 AS invalid, ${total}
    FROM pg_catalog.pg_database d
    WHERE d.datconnlimit = -2 OR (NOT d.datallowconn AND d.datname NOT IN ('template0', 'rdsadmin'))
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows);
    if (rows.length === 0) return [];
    return [
      {
        ...block(
          'PG_BADDB',
          `Databases that cannot be connected to: ${firstOf(rows.map(named), countOf(asked))}. A deployment replicates each database, and an upgrade to another major version refuses them.`,
          'With the script, drop those that are invalid and allow connections to the others.',
        ),
        script: rows.map(repair).join('\n'),
      },
    ];
  },
  source: sources.majorUpgrade,
};

const named = ({ name, invalid }: Row) =>
  `${name} (${invalid ? 'invalid: its DROP was interrupted' : 'no connections'})`;

const repair = ({ name, invalid }: Row) =>
  invalid ? destructive(`DROP DATABASE ${name};`) : `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true;`;
