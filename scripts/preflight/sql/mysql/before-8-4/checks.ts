import { warn } from '../../../finding';
import { crosses } from '../../major/crosses';
import { oneLine } from '../../one-line';
import type { SqlCheck } from '../../sql-check';
import { limit, objectCheck, ofUsers } from '../objects';
import { mysqlSources } from '../sources';

const common = { when: ['create'], applies: crosses(8.4), source: mysqlSources.to84 } as const;
const listed = `ORDER BY 1, 2, 3 LIMIT ${limit}`;

const routerUsers = objectCheck({
  ...common,
  id: 'MY_ROUTER',
  title: 'users of MySQL Router with an old authentication',
  severity: 'block',
  sql: oneLine`
    SELECT CONCAT(u.user, '@', u.host) AS name FROM mysql.user u WHERE u.user LIKE 'mysql@_router%' ESCAPE '@'
      AND u.plugin IN ('mysql_native_password', 'sha256_password') ORDER BY 1 LIMIT ${limit}`,
  one: 'user of MySQL Router with an old authentication',
  many: 'users of MySQL Router with an old authentication',
  why: 'MySQL 8.4 stops at them.',
  remedy: "ALTER USER … IDENTIFIED WITH caching_sha2_password BY '…';, or bootstrap a newer Router.",
});

const prefixPartitions = objectCheck({
  ...common,
  id: 'MY_PREFIX_PARTITIONS',
  title: 'tables partitioned by a key of which an index has only a prefix',
  severity: 'block',
  sql: oneLine`
    SELECT DISTINCT s.table_schema AS in_schema, s.table_name AS name, s.column_name AS part FROM information_schema.statistics s
      JOIN (SELECT q.table_schema, q.table_name, MAX(q.partition_method) AS partition_method, MAX(q.partition_expression) AS partition_expression
        FROM information_schema.partitions q WHERE q.partition_method IS NOT NULL GROUP BY q.table_schema, q.table_name) p ON p.table_schema = s.table_schema AND p.table_name = s.table_name
    WHERE s.sub_part IS NOT NULL AND p.partition_method IN ('KEY', 'LINEAR KEY')
      AND (COALESCE(p.partition_expression, '') = '' OR INSTR(p.partition_expression, CONCAT('${'`'}', s.column_name, '${'`'}')) > 0) ${listed}`,
  unproven: 'MariaDB makes no such table: found by a made answer',
  one: 'table partitioned by a prefix',
  many: 'tables partitioned by a prefix',
  why: 'MySQL 8.4 does not allow that, and the upgrade stops.',
  remedy: 'Partition by whole columns, or index the whole column.',
});

const floatCounters = objectCheck({
  ...common,
  id: 'MY_FLOAT_COUNTER',
  title: 'FLOAT and DOUBLE columns with AUTO_INCREMENT',
  severity: 'block',
  sql: oneLine`
    SELECT c.table_schema AS in_schema, c.table_name AS name, c.column_name AS part FROM information_schema.columns c
    WHERE ${ofUsers('c.table_schema')} AND c.data_type IN ('float', 'double') AND c.extra LIKE '%auto_increment%' ${listed}`,
  one: 'FLOAT or DOUBLE column with AUTO_INCREMENT',
  many: 'FLOAT or DOUBLE columns with AUTO_INCREMENT',
  why: 'MySQL 8.4 does not allow that, and the upgrade stops.',
  remedy: 'ALTER TABLE … MODIFY COLUMN … BIGINT NOT NULL AUTO_INCREMENT;',
});

const components = objectCheck({
  ...common,
  id: 'MY_COMPONENTS',
  title: 'components, of which Aurora MySQL 8.4 supports only some',
  severity: 'warn',
  sql: oneLine`
    SELECT k.component_urn AS name FROM mysql.component k WHERE k.component_urn <> 'file://component_validate_password' ORDER BY 1 LIMIT ${limit}`,
  unproven: 'MariaDB has no components: the table is made as MySQL 8.0 has it',
  one: 'component',
  why: "Aurora MySQL 8.4 supports only some, and AWS publishes no list: RDS's precheck stops the upgrade at the others.",
  remedy: "UNINSTALL COMPONENT '…'; where you do not need it.",
});

const plugins = objectCheck({
  ...common,
  id: 'MY_PLUGINS',
  title: 'plugins from libraries, of which Aurora MySQL 8.4 supports only some',
  severity: 'warn',
  sql: oneLine`
    SELECT p.name AS name, p.dl AS part FROM mysql.plugin p WHERE p.dl IS NOT NULL AND p.dl <> '' ORDER BY 1 LIMIT ${limit}`,
  one: 'plugin',
  why: "Aurora MySQL 8.4 supports only some, and AWS publishes no list: RDS's precheck stops the upgrade at the others. validate_password must become a component.",
  remedy:
    "UNINSTALL PLUGIN …; where you do not need it. validate_password: INSTALL COMPONENT 'file://component_validate_password'; after the switchover.",
});

/** Each foreign key's columns at the parent, in order, against the whole columns of the parent's unique indexes. */
const parentKeys = objectCheck({
  ...common,
  id: 'MY_PARENT_KEYS',
  title: 'foreign keys whose parent columns have no unique index of their own',
  severity: 'warn',
  sql: oneLine`
    SELECT f.in_schema, f.name, f.part FROM (
      SELECT k.table_schema AS in_schema, k.table_name AS name, k.constraint_name AS part, k.referenced_table_schema AS parent_schema,
        k.referenced_table_name AS parent, GROUP_CONCAT(k.referenced_column_name ORDER BY k.referenced_column_name) AS parts
      FROM information_schema.key_column_usage k WHERE k.referenced_table_name IS NOT NULL AND ${ofUsers('k.table_schema')}
      GROUP BY k.table_schema, k.table_name, k.constraint_name, k.referenced_table_schema, k.referenced_table_name) f
    LEFT JOIN (
      SELECT s.table_schema AS parent_schema, s.table_name AS parent, s.index_name, GROUP_CONCAT(s.column_name ORDER BY s.column_name) AS parts
      FROM information_schema.statistics s WHERE s.non_unique = 0 AND ${ofUsers('s.table_schema')}
      GROUP BY s.table_schema, s.table_name, s.index_name HAVING COUNT(s.sub_part) = 0) i
      ON i.parent_schema = f.parent_schema AND i.parent = f.parent AND i.parts = f.parts
    WHERE i.parent IS NULL ${listed}`,
  one: 'foreign key to columns without a unique index',
  many: 'foreign keys to columns without a unique index',
  why: 'MySQL 8.4 creates no such keys (restrict_fk_on_non_standard_key).',
  remedy: 'Give the parent a unique index on exactly these columns, or drop the foreign key.',
});

const defaultLogin: SqlCheck = {
  ...common,
  id: 'MY_DEFAULT_LOGIN',
  title: 'an old authentication as the default',
  scope: 'cluster',
  severity: ['warn'],
  sql: "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('default_authentication_plugin', 'authentication_policy')",
  columns: ['variable_name', 'value'],
  unproven: 'MariaDB has neither variable: found by a made answer',
  judge(asked) {
    const old = asked
      .flatMap(({ rows }) => rows)
      .filter(({ value }) => /mysql_native_password|sha256_password(?<!caching_sha2_password)/.test(String(value)));
    if (old.length === 0) return [];
    return [
      warn(
        'MY_DEFAULT_LOGIN',
        `${old.map(({ variable_name: name, value }) => `${name} is ${value}`).join('; ')}: MySQL 8.4 has caching_sha2_password as the default, and requires TLS. Users that exist keep theirs.`,
        "Check that every client knows caching_sha2_password and TLS; leave default_authentication_plugin out of the target's groups.",
      ),
    ];
  },
};

export const before84: readonly SqlCheck[] = [
  routerUsers,
  prefixPartitions,
  floatCounters,
  components,
  plugins,
  defaultLogin,
  parentKeys,
];
