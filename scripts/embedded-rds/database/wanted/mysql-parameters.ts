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

/** MariaDB 10.11 knows this one at its start by the older name's successor only. */
const startsAs: Readonly<Record<string, string>> = { tx_isolation: 'transaction_isolation' };

export function mysqlParameters(region: Region, cluster: ClusterRecord, writer: InstanceRecord): Parameters {
  const ofCluster = findParameterGroup(region, 'cluster', cluster.parameterGroup);
  const set = { ...valuesOf(ofCluster), ...valuesOf(findParameterGroup(region, 'instance', writer.parameterGroup)) };
  const engine = Object.entries(set).flatMap(([name, value]) =>
    carried[name]?.test(value) ? [[startsAs[name] ?? name, value] as const] : [],
  );
  const binlog = (ofCluster && effectiveValue(ofCluster, 'binlog_format')) ?? 'OFF';
  return { engine: { ...Object.fromEntries(engine), binlog_format: binlog.toUpperCase() }, rds: {} };
}
