/** Parameters that a family does not have any more; null: nothing came in their place. */
export type GoneParameters = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/**
 * Of Aurora MySQL, from the family on that is named. A group that sets one of them cannot be created: Terraform fails between the group
 * and its parameters, in the deploy that declares the upgrade.
 * 8.0: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html
 * 8.4: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Compare-v3-v84.html
 */
export const goneFromMysql: GoneParameters = {
  'aurora-mysql8.0': {
    aurora_binlog_read_buffer_size: null,
    aurora_binlog_use_large_read_buffer: null,
    aurora_enable_repl_bin_log_filtering: null,
    aurora_enable_replica_log_compression: null,
    aurora_lab_mode: null,
    innodb_checksums: 'innodb_checksum_algorithm',
    innodb_file_format: null,
    innodb_large_prefix: null,
    innodb_support_xa: null,
    log_bin_use_v1_row_events: null,
    log_warnings: 'log_error_verbosity',
    max_length_for_sort_data: null,
    max_tmp_tables: null,
    metadata_locks_cache_size: null,
    old_passwords: null,
    query_cache_limit: null,
    query_cache_min_res_unit: null,
    query_cache_size: null,
    query_cache_type: null,
    query_cache_wlock_invalidate: null,
    secure_auth: null,
    slave_parallel_workers: 'replica_parallel_workers',
    sync_frm: null,
    tx_isolation: 'transaction_isolation',
  },
  'aurora-mysql8.4': {
    avoid_temporal_upgrade: null,
    binlog_transaction_dependency_tracking: null,
    default_authentication_plugin: 'authentication_policy',
    'validate-password': 'aurora_enable_validate_password_component',
    validate_password_dictionary_file: null,
    validate_password_length: 'validate_password.length',
    validate_password_mixed_case_count: 'validate_password.mixed_case_count',
    validate_password_number_count: 'validate_password.number_count',
    validate_password_policy: 'validate_password.policy',
    validate_password_special_char_count: 'validate_password.special_char_count',
  },
};

/** What came in its place; undefined where the family has it, as far as is known. */
export function goneFrom(table: GoneParameters, family: string, parameter: string): string | null | undefined {
  const later = Object.keys(table).filter((since) => numberOf(since) <= numberOf(family));
  for (const since of later) {
    const gone = table[since]!;
    if (Object.hasOwn(gone, parameter)) return gone[parameter];
  }
  return undefined;
}

const numberOf = (family: string): number => Number(/[\d.]+$/.exec(family)?.[0] ?? 0);
