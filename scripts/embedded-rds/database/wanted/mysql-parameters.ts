import { effectiveValue, findParameterGroup } from '../../world/parameters/parameter-groups';
import type { ClusterRecord, InstanceRecord, Region } from '../../world/world';
import { type Parameters, valuesOf } from './parameters';

/**
 * What MariaDB has too, with the values that mean the same there: it does not start with any other. What is about the machine's memory
 * and files is left out, as of PostgreSQL.
 */
const carried: Readonly<Record<string, RegExp>> = {
  binlog_format: /^(ROW|STATEMENT|MIXED|OFF)$/i,
  binlog_row_image: /^(FULL|MINIMAL|NOBLOB)$/i,
  character_set_server: /^(utf8mb4|utf8mb3|utf8|latin1|ascii|binary)$/,
  collation_server: /^(utf8mb4|utf8mb3|utf8|latin1)_(general_ci|unicode_ci|bin|swedish_ci)$/,
  event_scheduler: /^(ON|OFF|[01])$/i,
  explicit_defaults_for_timestamp: /^[01]$/,
  group_concat_max_len: /^\d+$/,
  innodb_lock_wait_timeout: /^\d+$/,
  innodb_strict_mode: /^[01]$/,
  interactive_timeout: /^\d+$/,
  lock_wait_timeout: /^\d+$/,
  log_bin_trust_function_creators: /^[01]$/,
  lower_case_table_names: /^[01]$/,
  max_allowed_packet: /^\d+$/,
  max_connections: /^\d{1,4}$/,
  transaction_isolation: /^(READ-UNCOMMITTED|READ-COMMITTED|REPEATABLE-READ|SERIALIZABLE)$/i,
  tx_isolation: /^(READ-UNCOMMITTED|READ-COMMITTED|REPEATABLE-READ|SERIALIZABLE)$/i,
  wait_timeout: /^\d+$/,
};

/** As an option it has the newer name only. */
const startsAs: Readonly<Record<string, string>> = { tx_isolation: 'transaction_isolation' };

export function mysqlParameters(region: Region, cluster: ClusterRecord, writer: InstanceRecord): Parameters {
  const ofCluster = findParameterGroup(region, 'cluster', cluster.parameterGroup);
  const set = { ...valuesOf(ofCluster), ...valuesOf(findParameterGroup(region, 'instance', writer.parameterGroup)) };
  const binlog_format = (ofCluster && effectiveValue(ofCluster, 'binlog_format')) ?? 'OFF';
  const all: Record<string, string> = { ...defaultsOf(cluster), ...set, binlog_format: binlog_format.toUpperCase() };
  const taken = Object.entries(all).filter(
    ([name, value]) => carried[name]?.test(value) && (name !== 'collation_server' || isOf(all, value)),
  );
  return { engine: Object.fromEntries(taken.map(([name, value]) => [startsAs[name] ?? name, value])), rds: {} };
}

/** With a collation of another character set it would not start. */
const isOf = ({ character_set_server: characters }: Record<string, string>, collation: string): boolean =>
  collation.startsWith(`${characters}_`);

/** Where MySQL's own default is another one than MariaDB's (https://dev.mysql.com/blog-archive/new-defaults-in-mysql-8-0/). */
const defaultsOf = ({ engineVersion }: ClusterRecord): Record<string, string> =>
  engineVersion.startsWith('5.7.')
    ? { character_set_server: 'latin1', explicit_defaults_for_timestamp: '0' }
    : { character_set_server: 'utf8mb4' };
