import { oneLine } from '../../one-line';
import { ofUsers } from '../objects';
import { column, columns, listed, type Precheck } from './precheck';

/** Names that MySQL 8.0 takes itself, or does not take. */
export const nameChecks: readonly Precheck[] = [
  {
    id: 'MY_SCHEMA_NAMES',
    title: 'tables in the schema mysql whose names are those of the data dictionary of 8.0',
    severity: 'block',
    sql: oneLine`
      SELECT t.table_schema AS in_schema, t.table_name AS name, '' AS part FROM information_schema.tables t
      WHERE t.table_schema = 'mysql' AND LOWER(t.table_name) IN ('catalogs', 'character_sets', 'check_constraints', 'collations',
        'column_type_elements', 'columns', 'dd_properties', 'events', 'foreign_key_column_usage', 'foreign_keys', 'index_column_usage',
        'index_partitions', 'index_stats', 'indexes', 'parameter_type_elements', 'parameters', 'resource_groups', 'routines',
        'schemata', 'st_spatial_reference_systems', 'table_partition_values', 'table_partitions', 'tables',
        'tablespace_files', 'tablespaces', 'triggers', 'view_routine_usage', 'view_table_usage') ${listed}`,
    one: 'table of the schema mysql',
    many: 'tables of the schema mysql',
    why: 'MySQL 8.0 has tables of its own with these names, and the upgrade stops.',
    remedy: 'Drop or rename them: RENAME TABLE mysql.t TO other.t;',
  },
  {
    id: 'MY_FK_LENGTH',
    title: 'names of foreign keys longer than 64 characters',
    severity: 'block',
    sql: oneLine`
      SELECT SUBSTRING_INDEX(f.for_name, '/', 1) AS in_schema, SUBSTRING_INDEX(f.for_name, '/', -1) AS name,
        SUBSTRING_INDEX(f.id, '/', -1) AS part FROM information_schema.innodb_sys_foreign f
      WHERE CHAR_LENGTH(SUBSTRING_INDEX(f.id, '/', -1)) > 64 ${listed}`,
    one: 'foreign key with a name of more than 64 characters',
    many: 'foreign keys with names of more than 64 characters',
    why: 'MySQL 8.0 has no room for them, and the upgrade stops.',
    remedy: 'Drop each and add it again with a shorter name (ADD CONSTRAINT name FOREIGN KEY …).',
    unproven: 'MariaDB makes no such name: found by a made answer',
  },
  {
    id: 'MY_OLD_NAMES',
    title: 'names that MySQL 5.1 and later write as #mysql50#',
    severity: 'block',
    sql: oneLine`
      SELECT s.schema_name AS in_schema, '' AS name, '' AS part FROM information_schema.schemata s WHERE s.schema_name LIKE '#mysql50#%'
      UNION ALL SELECT t.table_schema, t.table_name, '' FROM information_schema.tables t WHERE t.table_name LIKE '#mysql50#%' ${listed}`,
    one: 'name that MySQL 8.0 does not take',
    many: 'names that MySQL 8.0 does not take',
    why: 'they were made before MySQL 5.1, and the upgrade stops.',
    remedy:
      'Recreate the database or table under another name. RDS does not let you run mysqlcheck --fix-db-names on its server.',
  },
  {
    id: 'MY_UPPER_CASE',
    title: 'names with capitals where lower_case_table_names is 1',
    severity: 'block',
    sql: oneLine`
      SELECT t.table_schema AS in_schema, t.table_name AS name, '' AS part FROM information_schema.tables t
      WHERE ${ofUsers('t.table_schema')} AND @@GLOBAL.lower_case_table_names = 1
        AND (BINARY t.table_name <> BINARY LOWER(t.table_name) OR BINARY t.table_schema <> BINARY LOWER(t.table_schema)) ${listed}`,
    one: 'name with capitals',
    many: 'names with capitals',
    why: 'lower_case_table_names is 1, so that MySQL 8.0 does not find them, and the upgrade stops.',
    remedy: 'Set lower_case_table_names to 0, rename them in lower case, and set it to 1 again.',
    unproven: 'the setting is fixed when a server is made: found by a made answer',
  },
  {
    id: 'MY_DOLLAR',
    title: 'names that begin with a dollar sign',
    severity: 'warn',
    sql: oneLine`
      SELECT s.schema_name AS in_schema, '' AS name, '' AS part FROM information_schema.schemata s WHERE s.schema_name LIKE '$%'
      UNION ALL SELECT t.table_schema, t.table_name, '' FROM information_schema.tables t WHERE ${ofUsers('t.table_schema')} AND t.table_name LIKE '$%'
      UNION ALL ${column} ${columns} AND c.column_name LIKE '$%' ${listed}`,
    one: 'name that begins with a dollar sign',
    many: 'names that begin with a dollar sign',
    why: 'without quotes that is deprecated from 8.0.32 on.',
    remedy: 'Quote them, or rename them.',
  },
];
