import type { Row } from '../../database/answers';
import { block, type Finding } from '../finding';
import { firstOf, whole } from './listed';
import { oneLine } from './one-line';
import { destructive, statements } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit } from './user-objects';

/**
 * Databases, `d`, that are named here and not where slots are looked for: who answers for one before the creation (`--skip PG_BADDB`) is
 * not refused it under another id an hour later. -2 marks one whose DROP DATABASE was interrupted.
 */
export const isUnusual = oneLine`
  (d.datconnlimit = -2 OR (NOT d.datallowconn AND d.datname NOT IN ('template0', 'rdsadmin'))
    OR (d.datistemplate AND d.datname NOT IN ('template0', 'template1')))`;

export const unusableDatabases: SqlCheck = {
  id: 'PG_BADDB',
  title: 'databases that take no connections, are templates, or whose DROP was interrupted',
  scope: 'cluster',
  // One that is closed while green stands has a slot, but RDS cannot copy its sequences.
  when: ['create', 'standing', 'switchover'],
  severity: ['block'],
  // Nothing is lost with template1, which has no slot.
  sql: oneLine`
    SELECT pg_catalog.quote_ident(d.datname) AS name, d.datconnlimit = -2 AS invalid,
      d.datconnlimit <> -2 AND d.datallowconn AS template,
      d.datname = 'template1' OR EXISTS (SELECT 1 FROM pg_catalog.pg_replication_slots s
        WHERE s.datoid = d.oid AND s.slot_type = 'logical' AND s.slot_name ~ '^rds_.*_bg_slot_') AS replicates
    FROM pg_catalog.pg_database d WHERE ${isUnusual} ORDER BY 3, 1 LIMIT ${limit}`,
  judge(asked, { askedAt = 'create' }) {
    const rows = asked.flatMap((each) => each.rows);
    const isTemplate = ({ template }: Row) => template === true;
    const closed = rows.filter((row) => !isTemplate(row));
    if (askedAt === 'create') return [...unusable(closed), ...templates(rows.filter(isTemplate))];
    const replicates = (row: Row) => row.replicates === true;
    return [
      ...unreplicated(rows.filter((row) => !replicates(row))),
      ...unusable(closed.filter(replicates)).map((finding) => ({ ...finding, mendable: true as const })),
    ];
  },
  source: sources.majorUpgrade,
};

function unusable(rows: readonly Row[]): Finding[] {
  if (rows.length === 0) return [];
  return [
    {
      ...block(
        'PG_BADDB',
        `Databases that cannot be connected to: ${firstOf(rows.map(named))}. A deployment replicates each database, and an upgrade to another major version refuses them.`,
        'With the script, drop those that are invalid and allow connections to the others.',
      ),
      script: statements(rows.map(repair)),
      ...whole(rows.map(named)),
    },
  ];
}

/**
 * AWS says "each database"; whether it means templates is not published. Without a slot, what is written there is lost with the
 * switchover, so the gate refuses them: somebody must know that before green is built.
 */
function templates(rows: readonly Row[]): Finding[] {
  if (rows.length === 0) return [];
  return [
    {
      ...block(
        'PG_BADDB',
        `Databases that are templates: ${firstOf(rows.map(({ name }) => String(name)))}. Whether RDS replicates them is not published. If it does not, the switchover is refused, because what is written there would be lost.`,
        'Make them ordinary databases with the script until the switchover is done. Where nobody writes to them, accept it: green has them as they are now.',
      ),
      script: statements(rows.map(repair)),
      ...whole(rows.map(named)),
    },
  ];
}

/** While green stands. */
function unreplicated(rows: readonly Row[]): Finding[] {
  if (rows.length === 0) return [];
  return [
    {
      ...block(
        'PG_BADDB',
        `These databases do not replicate to green: ${firstOf(rows.map(named))}. What has been written there since green was built is lost with the switchover.`,
        'Drop those that are not needed, and continue. The others become ordinary databases with the script, and only a new green has all of them.',
      ),
      script: statements(rows.map(repair)),
      ...whole(rows.map(named)),
    },
  ];
}

const named = ({ name, invalid, template }: Row) =>
  `${name} (${invalid ? 'invalid: its DROP was interrupted' : template ? 'a template' : 'no connections'})`;

function repair({ name, invalid, template }: Row): string {
  if (invalid) return destructive(`DROP DATABASE ${name};`);
  return template ? `ALTER DATABASE ${name} IS_TEMPLATE false;` : `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true;`;
}
