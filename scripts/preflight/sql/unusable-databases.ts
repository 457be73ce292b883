import type { Row } from '../../database/answers';
import { block, type Finding, warn } from '../finding';
import { countOf, firstOf } from './listed';
import { oneLine } from './one-line';
import { destructive, statements } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

export const unusableDatabases: SqlCheck = {
  id: 'PG_BADDB',
  title: 'databases that take no connections, are templates, or whose DROP was interrupted',
  scope: 'cluster',
  // One that is closed while green stands has a slot, but RDS cannot copy its sequences.
  when: ['create', 'switchover'],
  severity: ['block', 'warn'],
  // -2 marks a database whose DROP DATABASE was interrupted.
  sql: oneLine`
    SELECT pg_catalog.quote_ident(d.datname) AS name, d.datconnlimit = -2 AS invalid,
      d.datconnlimit <> -2 AND d.datallowconn AS template, ${total}
    FROM pg_catalog.pg_database d
    WHERE d.datconnlimit = -2 OR (NOT d.datallowconn AND d.datname NOT IN ('template0', 'rdsadmin'))
      OR (d.datistemplate AND d.datname NOT IN ('template0', 'template1'))
    ORDER BY 3, 1 LIMIT ${limit}`,
  judge(asked) {
    const rows = asked.flatMap((each) => each.rows);
    const isTemplate = ({ template }: Row) => template === true;
    return [
      ...unusable(
        rows.filter((row) => !isTemplate(row)),
        countOf(asked) - rows.filter(isTemplate).length,
      ),
      ...templates(rows.filter(isTemplate)),
    ];
  },
  source: sources.majorUpgrade,
};

function unusable(rows: readonly Row[], count: number): Finding[] {
  if (rows.length === 0) return [];
  return [
    {
      ...block(
        'PG_BADDB',
        `Databases that cannot be connected to: ${firstOf(rows.map(named), count)}. A deployment replicates each database, and an upgrade to another major version refuses them.`,
        'With the script, drop those that are invalid and allow connections to the others.',
      ),
      script: statements(rows.map(repair)),
    },
  ];
}

/** AWS says "each database"; whether it means templates is not published. The gate refuses what has no slot. */
function templates(rows: readonly Row[]): Finding[] {
  if (rows.length === 0) return [];
  return [
    {
      ...warn(
        'PG_BADDB',
        `Databases that are templates: ${firstOf(rows.map(({ name }) => String(name)))}. Whether RDS replicates them is not published. If green does not get what is written there, the switchover is refused.`,
        'If they are more than templates, make them ordinary databases with the script before the deployment is created.',
      ),
      script: statements(rows.map(({ name }) => `ALTER DATABASE ${name} IS_TEMPLATE false;`)),
    },
  ];
}

const named = ({ name, invalid }: Row) =>
  `${name} (${invalid ? 'invalid: its DROP was interrupted' : 'no connections'})`;

const repair = ({ name, invalid }: Row) =>
  invalid ? destructive(`DROP DATABASE ${name};`) : `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true;`;
