import type { Code } from '../../../runtime/codes';
import { listed, withRows } from '../listed';
import { oneLine } from '../one-line';
import { destructive, psqlScript } from '../script';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { sqlFinding } from '../sql-finding';
import { limit, notOfExtension, total } from '../user-objects';
import { crosses } from './crosses';

/** Kinds of objects that PostgreSQL 14 no longer has; `kind` is what DROP calls them. */
interface Removed {
  id: Code;
  title: string;
  because: string;
  /** Columns `kind` and `name`, as DROP takes them. */
  objects: string;
}

/** Functions of the system whose arguments were `anyarray` and `anyelement`, and are `anycompatible` since. */
const polymorphic = [
  ...['array_append', 'array_cat', 'array_position', 'array_positions'],
  ...['array_prepend', 'array_remove', 'array_replace', 'width_bucket'],
]
  .map((name) => `'${name}'`)
  .join(', ');

const changedFunction = (column: string) =>
  `${column} IN (SELECT f.oid FROM pg_catalog.pg_proc f WHERE f.oid < 16384 AND f.proname IN (${polymorphic}))`;

const removed: readonly Removed[] = [
  {
    id: 'PG_CONVERSION',
    title: 'encoding conversions of your own, whose functions changed in PostgreSQL 14',
    because: 'the arguments of their functions changed',
    objects: oneLine`
      SELECT 'CONVERSION' AS kind, pg_catalog.format('%I.%I', n.nspname, c.conname) AS name
      FROM pg_catalog.pg_conversion c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
      WHERE c.oid >= 16384 AND ${notOfExtension('pg_conversion', 'c.oid')}`,
  },
  {
    id: 'PG_POSTFIX',
    title: 'postfix operators, which PostgreSQL 14 does not have',
    because: 'an operator after its operand is no longer possible',
    objects: oneLine`
      SELECT 'OPERATOR' AS kind, pg_catalog.format('%I.%s (%s, NONE)', n.nspname, o.oprname,
        pg_catalog.format_type(o.oprleft, NULL)) AS name
      FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
      WHERE o.oprright = 0 AND o.oid >= 16384 AND ${notOfExtension('pg_operator', 'o.oid')}`,
  },
  {
    id: 'PG_POLYMORPHIC',
    title: 'aggregates and operators on array functions whose arguments changed in PostgreSQL 14',
    because: 'they are built on functions such as array_append, whose arguments changed to anycompatible',
    objects: oneLine`
      SELECT 'AGGREGATE' AS kind, pg_catalog.format('%I.%I(%s)', n.nspname, p.proname,
        pg_catalog.pg_get_function_identity_arguments(p.oid)) AS name
      FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE p.oid >= 16384 AND (${changedFunction('a.aggtransfn')} OR ${changedFunction('a.aggfinalfn')})
      UNION ALL SELECT 'OPERATOR', pg_catalog.format('%I.%s (%s, %s)', n.nspname, o.oprname,
        pg_catalog.format_type(o.oprleft, NULL), pg_catalog.format_type(o.oprright, NULL))
      FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
      WHERE o.oid >= 16384 AND ${changedFunction('o.oprcode')}`,
  },
];

export const removedObjects: readonly SqlCheck[] = removed.map(({ id, title, because, objects }) => ({
  id,
  title,
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  applies: crosses(14),
  sql: oneLine`SELECT o.*, ${total} FROM (${objects}) o ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding(id, 'block', found, {
      message: `Objects that stop an upgrade to PostgreSQL 14 or later, because ${because} (${listed(found, ({ kind, name }) => `${String(kind).toLowerCase()} ${name}`)}).`,
      remedy:
        'Drop them with the script before the deployment is created, and recreate those that are needed afterwards.',
      script: psqlScript(found, ({ kind, name }) => destructive(`DROP ${kind} ${name};`)),
    });
  },
  source: sources.precheck,
}));
