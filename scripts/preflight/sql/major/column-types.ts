import type { Row } from '../../../database/answers';
import type { Code } from '../../../runtime/codes';
import { counted, countOf, listed, withRows } from '../listed';
import { oneLine } from '../one-line';
import { destructive, psqlScript } from '../script';
import { sources } from '../sources';
import type { SqlCheck, SqlContext } from '../sql-check';
import { sqlFinding } from '../sql-finding';
import { columnsOfTypes, systemTypes } from './columns-of-types';
import { crosses } from './crosses';

/** Types whose stored values the next major version cannot read. */
interface Unreadable {
  id: Code;
  title: string;
  types: string;
  because: string;
  applies(context: SqlContext): boolean;
}

const unreadable: readonly Unreadable[] = [
  {
    id: 'PG_REGTYPES',
    title: 'columns of reg* types, which hold numbers that an upgrade changes',
    types: systemTypes(
      ...['regcollation', 'regconfig', 'regdictionary', 'regnamespace'],
      ...['regoper', 'regoperator', 'regproc', 'regprocedure'],
    ),
    because: 'they hold numbers of objects, which are others afterwards',
    applies: ({ from, to }) => from.isMajorUpgrade(to),
  },
  {
    id: 'PG_SYSTYPES',
    title: 'columns of composite types of the system, such as pg_class',
    types: oneLine`
      SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
      WHERE t.typtype = 'c' AND (t.oid < 16384 OR s.nspname = 'information_schema')`,
    because: 'the columns of system tables change',
    applies: ({ from, to }) => from.isMajorUpgrade(to),
  },
  {
    id: 'PG_UNKNOWN',
    title: 'columns of type unknown',
    types: systemTypes('unknown'),
    because: 'no table can be created with them any more',
    applies: ({ from, to }) => from.isMajorUpgrade(to),
  },
  {
    id: 'PG_ACLITEM',
    title: 'columns of type aclitem, whose format changed in PostgreSQL 16',
    types: systemTypes('aclitem'),
    because: 'their format changed in PostgreSQL 16',
    applies: crosses(16),
  },
  {
    id: 'PG_OLDTYPES',
    title: 'columns of types that PostgreSQL 12 removed or changed: abstime, reltime, tinterval, sql_identifier',
    types: oneLine`
      SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
      WHERE (s.nspname = 'pg_catalog' AND t.typname IN ('abstime', 'reltime', 'tinterval'))
        OR (s.nspname = 'information_schema' AND t.typname = 'sql_identifier')`,
    because: 'PostgreSQL 12 removed or changed these types',
    applies: crosses(12),
  },
];

export const columnTypes: readonly SqlCheck[] = unreadable.map(({ id, title, types, because, applies }) => ({
  id,
  title,
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  applies,
  sql: columnsOfTypes(types),
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding(id, 'block', found, {
      message: `${counted(countOf(found), 'column')} of types that stop an upgrade to another major version: ${because} (${listed(found, named)}).`,
      remedy:
        'Change the type of the columns to text with the script, which rewrites the tables, or drop them. Drop and recreate the views, materialized views and indexes that depend on them.',
      script: psqlScript(found, changed),
    });
  },
  source: sources.precheck,
}));

const named = ({ relation, name, type }: Row) => `${relation}.${name} (${type})`;

const changed = ({ relation, name, is_table: isTable }: Row) =>
  isTable
    ? `ALTER TABLE ${relation} ALTER COLUMN ${name} TYPE text USING ${name}::text;`
    : destructive(`look at ${relation}, column ${name}`);
