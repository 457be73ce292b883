import { oneLine } from '../../one-line';
import { ofUsers } from '../objects';
import { listed, type Precheck } from './precheck';

/** Tables that are stored in a way that 8.0 does not know. */
export const storageChecks: readonly Precheck[] = [
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
