import { oneLine } from '../../one-line';
import { ofUsers } from '../objects';
import { grouped, listed, type Precheck } from './precheck';

/** Indexes that 8.0 does not build. */
export const indexChecks: readonly Precheck[] = [
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
    remedy: 'ALTER TABLE … ROW_FORMAT = DYNAMIC;, which rebuilds the table, or shorten the index.',
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
