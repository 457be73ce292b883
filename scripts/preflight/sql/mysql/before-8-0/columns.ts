import { oneLine } from '../../one-line';
import { column, columns, listed, type Precheck } from './precheck';

/** Columns with what 8.0 does not allow, or handles otherwise. */
export const columnChecks: readonly Precheck[] = [
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
    why: 'MySQL 8.0 rejects such a table, so the upgrade stops.',
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
    why: 'MySQL 8.0 rejects such a table, so the upgrade stops.',
    remedy: 'Shorten the elements: ALTER TABLE … MODIFY COLUMN …;',
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
];
