import { block } from '../../finding';
import { oneLine } from '../one-line';
import { noRow, rowOf } from '../one-row';
import type { SqlCheck } from '../sql-check';
import { limit, objectCheck, ofUsers, tableOf } from './objects';
import { mysqlSources } from './sources';

/** The clone leaves it out, and nothing says so. */
export const tmpDatabase = objectCheck({
  id: 'MY_TMPDB',
  title: 'a database called tmp, which is not copied to green',
  when: ['create'],
  severity: 'block',
  sql: "SELECT s.schema_name AS name FROM information_schema.schemata s WHERE LOWER(s.schema_name) = 'tmp'",
  one: 'database called tmp',
  why: 'a deployment must not have one. It is not copied to green, and its data would be lost with the switchover.',
  remedy:
    'Move its tables to a database of another name (RENAME TABLE tmp.t TO other.t;), recreate its views, routines, triggers and events there, and drop tmp.',
  source: mysqlSources.considerations,
});

/** Temporary names of the server begin with `#`. */
export const otherEngines = objectCheck({
  id: 'MY_ENGINE',
  title: 'tables of another storage engine than InnoDB, or compressed ones',
  when: ['create'],
  severity: 'warn',
  sql: oneLine`
    SELECT t.table_schema AS in_schema, t.table_name AS name, t.engine AS engine, t.row_format AS row_format
    FROM information_schema.tables t WHERE t.table_type = 'BASE TABLE' AND ${ofUsers('t.table_schema')}
      AND (t.engine <> 'InnoDB' OR t.row_format = 'Compressed') ORDER BY 1, 2 LIMIT ${limit}`,
  one: 'table that is not plain InnoDB',
  many: 'tables that are not plain InnoDB',
  why: 'Aurora stores InnoDB only; tables of other engines are not crash-safe. Rows of MEMORY tables do not reach green: a change to one stops the replication.',
  remedy: 'Convert them, or make sure that nobody misses their rows.',
  script: (row) => `ALTER TABLE ${tableOf(row)} ENGINE = InnoDB, ROW_FORMAT = DYNAMIC;`,
  source: mysqlSources.migrating,
});

/** Catalogs are grouped before they are joined: MySQL 5.7 opens each table for each row of a join of catalogs. */
export const tablesWithoutKey = objectCheck({
  id: 'MY_NOPK',
  title: 'tables without a primary key, on which green searches each changed row',
  when: ['create'],
  severity: 'warn',
  sql: oneLine`
    SELECT t.table_schema AS in_schema, t.table_name AS name FROM information_schema.tables t
      LEFT JOIN (SELECT s.table_schema AS key_schema, s.table_name AS key_table FROM information_schema.statistics s
        WHERE s.index_name = 'PRIMARY' GROUP BY s.table_schema, s.table_name) k ON k.key_schema = t.table_schema AND k.key_table = t.table_name
    WHERE t.table_type = 'BASE TABLE' AND ${ofUsers('t.table_schema')} AND k.key_table IS NULL ORDER BY 1, 2 LIMIT ${limit}`,
  one: 'table without a primary key',
  many: 'tables without a primary key',
  why: 'for each row that is changed there, green reads the whole table, and falls behind.',
  remedy: 'Give each a primary key. On a large table that takes long, and green repeats it.',
  source: mysqlSources.replicating,
});

/** It is fixed when a server is made, and green is made from production's files. */
export const lowerCaseNames: SqlCheck = {
  id: 'MY_LOWER_CASE',
  title: 'lower_case_table_names of the target that differs from that of production',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  sql: 'SELECT @@GLOBAL.lower_case_table_names AS value',
  unseen(asked, { target }) {
    if (rowOf(asked) === undefined) return noRow;
    return target === undefined ? "The values of the target's groups are not known." : undefined;
  },
  judge(asked, { target, to }) {
    const value = String(rowOf(asked)?.value ?? '0');
    const wanted = target?.lower_case_table_names ?? '0';
    if (target === undefined || value === wanted) return [];
    return [
      block(
        'MY_LOWER_CASE',
        `lower_case_table_names is ${value} in production, and ${wanted} in the target's groups: RDS cannot make green with it.`,
        `In clusterParameterGroup of the code, set lower_case_table_names: '${value}' and deploy the groups of ${to.family}.`,
      ),
    ];
  },
  source: mysqlSources.parameters,
};
