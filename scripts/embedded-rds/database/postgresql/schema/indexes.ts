import { own, relations, user } from './of-users';

const constraints = `FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND ${user('n')} AND ${own('pg_class', 'c')}`;
const indexes = `FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'm') AND ${user('n')} AND ${own('pg_class', 'c')}`;
const indexNamed = "format('%I.%I', n.nspname, x.relname)";

/**
 * Constraints and indexes. Those of partitioned tables are made of themselves only (ONLY), those of partitions under the names that they
 * have, and then attached: only what is attached makes an index of a partitioned table valid.
 */
export const indexQueries: string[] = [
  `SELECT format('ALTER TABLE%s %I.%I ADD CONSTRAINT %I %s', CASE k.contype WHEN 'c' THEN '' ELSE ' ONLY' END, n.nspname, c.relname,
     k.conname, pg_get_constraintdef(k.oid)) AS ddl
   ${constraints} AND k.contype IN ('p', 'u', 'x', 'c') AND (k.conislocal OR c.relispartition) ORDER BY k.oid`,
  `SELECT pg_get_indexdef(x.oid) AS ddl ${indexes}
     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')) ORDER BY x.oid`,
  `SELECT format('ALTER INDEX %s ATTACH PARTITION %s', h.inhparent::regclass, h.inhrelid::regclass) AS ddl
   FROM pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${user('n')} AND ${own('pg_class', 'c')}`,
  // What CREATE INDEX CONCURRENTLY left behind. It must not hold up the copy of the rows, which may be against it.
  `SELECT format('UPDATE pg_catalog.pg_index SET indisvalid = false, indisready = false WHERE indexrelid = %L::pg_catalog.regclass',
     ${indexNamed}) AS ddl ${indexes} AND c.relkind <> 'p' AND NOT i.indisvalid`,
  // Of a key that is valid by now.
  `SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS ddl
   ${constraints} AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid`,
  `SELECT format('ALTER TABLE %I.%I REPLICA IDENTITY %s', n.nspname, c.relname, CASE c.relreplident WHEN 'f' THEN 'FULL'
     WHEN 'n' THEN 'NOTHING' ELSE (SELECT format('USING INDEX %I', x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
       WHERE i.indrelid = c.oid AND i.indisreplident) END) AS ddl
   ${relations("'r', 'p'")} AND c.relreplident <> 'd'`,
  `SELECT format('ALTER TABLE %I.%I CLUSTER ON %I', n.nspname, c.relname, x.relname) AS ddl ${indexes} AND i.indisclustered`,
  `SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', ${indexNamed}, a.attnum, a.attstattarget) AS ddl
   FROM pg_attribute a JOIN (SELECT x.oid, x.relname, n.nspname ${indexes}) x ON x.oid = a.attrelid
     JOIN pg_namespace n ON n.nspname = x.nspname WHERE a.attstattarget >= 0`,
  `SELECT pg_get_statisticsobjdef(s.oid) AS ddl FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${user('n')}`,
  `SELECT format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget) AS ddl
   FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${user('n')} AND s.stxstattarget >= 0`,
];
