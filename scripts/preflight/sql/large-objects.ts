import { withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

const most = 100_000;

export const largeObjects: SqlCheck = {
  id: 'PG_LO',
  title: 'large objects, which green does not get',
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  sql: oneLine`
    SELECT count(*) AS objects FROM (SELECT 1 FROM pg_catalog.pg_largeobject_metadata LIMIT ${most + 1}) o
    HAVING count(*) > 0`,
  judge(asked) {
    const found = withRows(asked);
    const each = found.map(({ database, rows }) => `${database}: ${many(Number(rows[0]?.objects))}`).join('; ');
    return sqlFinding('PG_LO', 'block', found, {
      message: `There are large objects (${each}): they are not copied to green, and a change to one of them breaks replication.`,
      remedy:
        'Move them into columns of type bytea (lo_get(oid) reads one), then delete them. Those that no row refers to are found by vacuumlo. The script deletes all of them.',
      script: psqlScript(found, () =>
        destructive('SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata;'),
      ),
    });
  },
  source: sources.considerations,
};

const many = (count: number) => (count > most ? `more than ${most.toLocaleString('en')}` : count.toLocaleString('en'));
