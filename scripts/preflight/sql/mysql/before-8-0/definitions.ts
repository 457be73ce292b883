import type { Code } from '../../../../runtime/codes';
import type { Finding } from '../../../finding';
import { crosses } from '../../major/crosses';
import { oneLine } from '../../one-line';
import type { SqlCheck } from '../../sql-check';
import { limit, objectCheck, ofUsers } from '../objects';
import { mysqlSources } from '../sources';

/** One of AWS's 54 prechecks of 2 to 3 that a single question to MySQL 5.7 answers. */
interface Precheck {
  id: Code;
  title: string;
  severity: Finding['severity'];
  sql: string;
  one: string;
  many?: string;
  why: string;
  remedy: string;
  unproven?: string;
}

const precheck = (given: Precheck): SqlCheck =>
  objectCheck({ ...given, when: ['create'], applies: crosses(8), source: mysqlSources.to80 });

const listed = `ORDER BY 1, 2, 3 LIMIT ${limit}`;
const columns = `FROM information_schema.columns c WHERE ${ofUsers('c.table_schema')}`;
/** Joined as it is, each row of a join would open a table. */
const grouped = oneLine`
  (SELECT g.table_schema, g.table_name, g.column_name, MAX(g.data_type) AS data_type, MAX(g.character_octet_length) AS character_octet_length,
    MAX(g.character_set_name) AS character_set_name FROM information_schema.columns g WHERE ${ofUsers('g.table_schema')}
  GROUP BY g.table_schema, g.table_name, g.column_name)`;
const column = 'SELECT c.table_schema AS in_schema, c.table_name AS name, c.column_name AS part';

/** Errors: they stop the upgrade of green. */
const errors: readonly Precheck[] = [
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
    id: 'MY_PARTITIONS',
    title: 'partitioned tables of an engine that has no partitions of its own',
    severity: 'block',
    sql: oneLine`
      SELECT t.table_schema AS in_schema, t.table_name AS name, '' AS part FROM information_schema.tables t
      WHERE ${ofUsers('t.table_schema')} AND t.create_options LIKE '%partitioned%' AND t.engine <> 'InnoDB' ${listed}`,
    one: 'partitioned table that is not InnoDB',
    many: 'partitioned tables that are not InnoDB',
    why: 'MySQL 8.0 has partitions of InnoDB only, and the upgrade stops.',
    remedy: 'ALTER TABLE … ENGINE = InnoDB;, or REMOVE PARTITIONING.',
  },
  {
    id: 'MY_SHARED_PARTITIONS',
    title: 'partitions in a shared tablespace',
    severity: 'block',
    sql: oneLine`
      SELECT p.table_schema AS in_schema, p.table_name AS name, p.partition_name AS part FROM information_schema.partitions p
      WHERE ${ofUsers('p.table_schema')} AND p.partition_name IS NOT NULL AND p.tablespace_name IS NOT NULL
        AND p.tablespace_name NOT IN ('', 'innodb_file_per_table') ${listed}`,
    one: 'partition in a shared tablespace',
    many: 'partitions in a shared tablespace',
    why: 'MySQL 8.0 does not allow that, and the upgrade stops.',
    remedy: 'ALTER TABLE … REORGANIZE PARTITION … INTO (… TABLESPACE = innodb_file_per_table);',
    unproven: 'MariaDB has no shared tablespaces of that kind: found by a made answer',
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
    id: 'MY_DEFAULTS',
    title: 'defaults of BLOB, TEXT, JSON and geometry columns',
    severity: 'block',
    sql: oneLine`
      ${column} ${columns} AND c.column_default IS NOT NULL AND c.column_default NOT IN ('', 'NULL') AND LOWER(c.data_type) IN ('tinyblob',
        'blob', 'mediumblob', 'longblob', 'tinytext', 'text', 'mediumtext', 'longtext', 'json', 'geometry', 'point', 'linestring',
        'polygon', 'multipoint', 'multilinestring', 'multipolygon', 'geometrycollection') ${listed}`,
    one: 'column that cannot have a default',
    many: 'columns that cannot have a default',
    why: 'MySQL 8.0 takes no such table, and the upgrade stops.',
    remedy: 'ALTER TABLE … ALTER COLUMN … DROP DEFAULT;',
  },
  {
    id: 'MY_ENUM_LENGTH',
    title: 'elements of ENUM and SET longer than 255 characters',
    severity: 'block',
    sql: oneLine`
      ${column} ${columns} AND c.data_type IN ('enum', 'set') AND c.character_maximum_length > 255
        AND c.column_type REGEXP '''[^'']{255}[^'']+''' ${listed}`,
    one: 'column with an element of more than 255 characters',
    many: 'columns with elements of more than 255 characters',
    why: 'MySQL 8.0 takes no such table, and the upgrade stops.',
    remedy: 'Shorten the elements: ALTER TABLE … MODIFY COLUMN …;',
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
      'Make the database or table anew under another name. RDS does not let you run mysqlcheck --fix-db-names on its server.',
  },
  {
    id: 'MY_ORPHANS',
    title: 'routines of schemas that do not exist',
    severity: 'block',
    sql: oneLine`
      SELECT r.routine_schema AS in_schema, r.routine_name AS name, r.routine_type AS part FROM information_schema.routines r
        LEFT JOIN information_schema.schemata s ON s.schema_name = r.routine_schema WHERE s.schema_name IS NULL ${listed}`,
    one: 'routine without its database',
    many: 'routines without their database',
    why: 'the upgrade stops at them.',
    remedy: 'Create the database, drop the routines, and drop it again.',
  },
  {
    id: 'MY_DEFINERS',
    title: 'triggers and events without a definer',
    severity: 'block',
    sql: oneLine`
      SELECT g.trigger_schema AS in_schema, g.trigger_name AS name, 'trigger' AS part FROM information_schema.triggers g
        WHERE g.definer IS NULL OR g.definer IN ('', '@')
      UNION ALL SELECT e.event_schema, e.event_name, 'event' FROM information_schema.events e WHERE e.definer IS NULL OR e.definer IN ('', '@') ${listed}`,
    one: 'trigger or event without a definer',
    many: 'triggers and events without a definer',
    why: 'the upgrade stops at them.',
    remedy: 'Drop each, and create it again with DEFINER = a user that exists.',
  },
  {
    id: 'MY_INDEX_SIZE',
    title: 'indexes too large for their row format',
    severity: 'block',
    sql: oneLine`
      SELECT s.table_schema AS in_schema, s.table_name AS name, s.index_name AS part FROM information_schema.statistics s
        JOIN ${grouped} c ON c.table_schema = s.table_schema AND c.table_name = s.table_name AND c.column_name = s.column_name
        JOIN (SELECT y.name, MAX(y.row_format) AS row_format FROM information_schema.innodb_sys_tables y GROUP BY y.name) i ON i.name = CONCAT(s.table_schema, '/', s.table_name)
      WHERE i.row_format IN ('Redundant', 'Compact') AND s.index_type = 'BTREE' AND (s.sub_part IS NULL OR s.sub_part > 255)
        AND c.character_octet_length > 767 ${listed}`,
    one: 'index of more than 767 bytes in an old row format',
    many: 'indexes of more than 767 bytes in an old row format',
    why: 'MySQL 8.0 does not open such a table, and the upgrade stops.',
    remedy: 'ALTER TABLE … ROW_FORMAT = DYNAMIC;, which makes the table anew, or shorten the index.',
  },
  {
    id: 'MY_TINY_INDEX',
    title: 'indexes on more than 255 bytes of a TINYTEXT or TINYBLOB column',
    severity: 'block',
    sql: oneLine`
      SELECT s.table_schema AS in_schema, s.table_name AS name, s.index_name AS part FROM information_schema.statistics s
        JOIN ${grouped} c ON c.table_schema = s.table_schema AND c.table_name = s.table_name AND c.column_name = s.column_name
        LEFT JOIN information_schema.character_sets k ON k.character_set_name = c.character_set_name
      WHERE c.data_type IN ('tinytext', 'tinyblob') AND s.sub_part * COALESCE(k.maxlen, 1) > 255 ${listed}`,
    one: 'index on more than a TINYTEXT or TINYBLOB column holds',
    many: 'indexes on more than a TINYTEXT or TINYBLOB column holds',
    why: 'the upgrade stops at them.',
    remedy: 'Make the index again with a prefix of at most 255 bytes (63 characters of utf8mb4).',
  },
  {
    id: 'MY_GEOMETRY_INDEX',
    title: 'indexes on a prefix of a geometry column',
    severity: 'block',
    sql: oneLine`
      SELECT s.table_schema AS in_schema, s.table_name AS name, s.index_name AS part FROM information_schema.statistics s
        JOIN ${grouped} c ON c.table_schema = s.table_schema AND c.table_name = s.table_name AND c.column_name = s.column_name
      WHERE s.index_type <> 'SPATIAL' AND s.sub_part IS NOT NULL AND c.data_type IN ('geometry', 'point', 'linestring', 'polygon',
        'multipoint', 'multilinestring', 'multipolygon', 'geometrycollection') ${listed}`,
    one: 'index on a prefix of a geometry column',
    many: 'indexes on a prefix of a geometry column',
    why: 'MySQL 8.0 does not allow that, and the upgrade stops.',
    remedy: 'Drop it, or make a SPATIAL index.',
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
    remedy: 'Rename them with lower_case_table_names = 0, in lower case, and set it to 1 again.',
    unproven: 'the setting is fixed when a server is made: found by a made answer',
  },
  {
    id: 'MY_ENGINE_MIXUP',
    title: 'tables that InnoDB knows, and that another engine claims',
    severity: 'block',
    sql: oneLine`
      SELECT t.table_schema AS in_schema, t.table_name AS name, t.engine AS part FROM information_schema.tables t
        JOIN (SELECT y.name, MAX(y.row_format) AS row_format FROM information_schema.innodb_sys_tables y GROUP BY y.name) i ON i.name = CONCAT(t.table_schema, '/', t.table_name)
      WHERE t.table_type = 'BASE TABLE' AND t.engine <> 'InnoDB' ${listed}`,
    one: 'table of two engines',
    many: 'tables of two engines',
    why: 'the upgrade stops at them.',
    remedy: 'Make the table anew under another name from what can be read of it, or open a case with AWS.',
    unproven: 'no server of ours gets into that state: found by a made answer',
  },
];

/** Warnings: the upgrade goes on, and something is different afterwards. */
const warnings: readonly Precheck[] = [
  {
    id: 'MY_REMOVED',
    title: 'routines, triggers, events and views with functions or a GROUP BY … ASC that 8.0 lacks',
    severity: 'warn',
    sql: definitions(
      '[[:<:]](ENCODE|DECODE|ENCRYPT|DES_ENCRYPT|DES_DECRYPT|PASSWORD|ASTEXT|ASBINARY|GEOMFROMTEXT|GLENGTH)[[:space:]]*[(]|GROUP[[:space:]]+BY[^;)]*[^;) ][[:space:]]+(ASC|DESC)[[:>:]]',
    ),
    one: 'definition with what MySQL 8.0 may have removed',
    many: 'definitions with what MySQL 8.0 may have removed',
    why: "they name a function that is gone, or sort by GROUP BY. The word may stand in a text or after ORDER BY: RDS's precheck reads more closely, and stops the upgrade where it is code.",
    remedy: 'Replace ENCRYPT and its like by AES_ENCRYPT or SHA2, and GROUP BY a ASC by GROUP BY a ORDER BY a.',
  },
  {
    id: 'MY_SQL_MODES',
    title: 'routines, triggers and events with an sql_mode that 8.0 lacks',
    severity: 'warn',
    sql: oneLine`
      SELECT r.routine_schema AS in_schema, r.routine_name AS name, r.routine_type AS part FROM information_schema.routines r
        WHERE ${ofUsers('r.routine_schema')} AND ${oldMode('r.sql_mode')}
      UNION ALL SELECT g.trigger_schema, g.trigger_name, 'TRIGGER' FROM information_schema.triggers g
        WHERE ${ofUsers('g.trigger_schema')} AND ${oldMode('g.sql_mode')}
      UNION ALL SELECT e.event_schema, e.event_name, 'EVENT' FROM information_schema.events e
        WHERE ${ofUsers('e.event_schema')} AND ${oldMode('e.sql_mode')} ${listed}`,
    one: 'definition with an sql_mode that is gone',
    many: 'definitions with an sql_mode that is gone',
    why: 'MySQL 8.0 leaves the mode out, and they may do something else.',
    remedy: 'Create them again with a current sql_mode.',
  },
  {
    id: 'MY_UTF8MB3',
    title: 'columns in utf8mb3',
    severity: 'warn',
    sql: `${column} ${columns} AND c.character_set_name IN ('utf8', 'utf8mb3') ${listed}`,
    one: 'column in utf8mb3',
    many: 'columns in utf8mb3',
    why: 'it is deprecated, and a join of it with a column in utf8mb4, the default of 8.0, uses no index.',
    remedy: 'Nothing is needed for the upgrade. Later: ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4;',
  },
  {
    id: 'MY_ZERO_DATES',
    title: 'defaults with a zero date',
    severity: 'warn',
    sql: `${column} ${columns} AND c.data_type IN ('date', 'datetime', 'timestamp') AND REPLACE(c.column_default, '''', '') LIKE '0000-00-00%' ${listed}`,
    one: 'column whose default is a zero date',
    many: 'columns whose default is a zero date',
    why: 'sql_mode of 8.0 has NO_ZERO_DATE: an ALTER of such a table fails, and so do rows without a value.',
    remedy: 'Set another default, or NULL.',
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
  {
    id: 'MY_SPATIAL',
    title: 'spatial indexes, which 8.0 drops or does not use without an SRID',
    severity: 'warn',
    sql: oneLine`
      SELECT s.table_schema AS in_schema, s.table_name AS name, s.index_name AS part FROM information_schema.statistics s
      WHERE ${ofUsers('s.table_schema')} AND s.index_type = 'SPATIAL' ${listed}`,
    one: 'spatial index',
    many: 'spatial indexes',
    why: 'the upgrade drops those whose column has no SRID, and no column of 5.7 has one.',
    remedy: 'Drop them before, and after the switchover give the columns an SRID and make the indexes again.',
  },
];

/** Bodies that the user may not read are NULL, and never match: then they are in the log of the prechecks only. */
function definitions(pattern: string): string {
  const matches = (body: string) => `UPPER(${body}) REGEXP '${pattern}'`;
  return oneLine`
    SELECT r.routine_schema AS in_schema, r.routine_name AS name, r.routine_type AS part FROM information_schema.routines r
      WHERE ${ofUsers('r.routine_schema')} AND ${matches('r.routine_definition')}
    UNION ALL SELECT g.trigger_schema, g.trigger_name, 'TRIGGER' FROM information_schema.triggers g
      WHERE ${ofUsers('g.trigger_schema')} AND ${matches('g.action_statement')}
    UNION ALL SELECT e.event_schema, e.event_name, 'EVENT' FROM information_schema.events e
      WHERE ${ofUsers('e.event_schema')} AND ${matches('e.event_definition')}
    UNION ALL SELECT v.table_schema, v.table_name, 'VIEW' FROM information_schema.views v
      WHERE ${ofUsers('v.table_schema')} AND ${matches('v.view_definition')} ${listed}`;
}

function oldMode(column: string): string {
  return `${column} REGEXP 'DB2|MSSQL|MYSQL323|MYSQL40|ORACLE|POSTGRESQL|MAXDB|NO_FIELD_OPTIONS|NO_KEY_OPTIONS|NO_TABLE_OPTIONS'`;
}

export const before80: readonly SqlCheck[] = [...errors, ...warnings].map(precheck);
