/** A parameter whose default has surprised people after a major upgrade. */
interface KnownDefault {
  /** With `*` for a whole group of names. */
  name: string;
  why: string;
  /** Where it is described. */
  link: string;
}

const aurora = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide';
const pg = 'https://www.postgresql.org/docs/current';
const mysql = 'https://dev.mysql.com/doc/refman/8.4/en';

/** By engine, most often hit first: what stops clients, then what changes plans and memory, then what is only seen. */
export const knownDefaults: Readonly<Record<'aurora-postgresql' | 'aurora-mysql', readonly KnownDefault[]>> = {
  'aurora-postgresql': [
    {
      name: 'rds.force_ssl',
      why: '1 refuses every connection without TLS',
      link: `${aurora}/AuroraPostgreSQL.Security.html`,
    },
    {
      name: 'password_encryption',
      why: 'old drivers cannot log in with a password that is set from then on',
      link: `${pg}/auth-password.html`,
    },
    {
      name: 'rds.accepted_password_auth_method',
      why: 'decides which passwords are accepted',
      link: `${aurora}/PostgreSQL_Password_Encryption_configuration.html`,
    },
    {
      name: 'ssl_min_protocol_version',
      why: 'clients with an older TLS cannot connect',
      link: `${pg}/runtime-config-connection.html`,
    },
    {
      name: 'shared_preload_libraries',
      why: 'extensions whose library is not loaded fail',
      link: `${pg}/runtime-config-client.html`,
    },
    {
      name: 'idle_in_transaction_session_timeout',
      why: 'ends sessions that are idle in a transaction',
      link: `${pg}/runtime-config-client.html`,
    },
    {
      name: 'idle_session_timeout',
      why: 'ends idle sessions, those of pools too',
      link: `${pg}/runtime-config-client.html`,
    },
    { name: 'max_connections', why: 'fewer clients may connect', link: `${pg}/runtime-config-connection.html` },
    {
      name: 'max_worker_processes',
      why: 'parallel queries and logical replication share it',
      link: `${pg}/runtime-config-resource.html`,
    },
    {
      name: 'max_parallel_workers*',
      why: 'queries run in parallel, or no longer do',
      link: `${pg}/runtime-config-resource.html`,
    },
    { name: 'jit', why: 'short queries may take longer where it is on', link: `${pg}/jit-decision.html` },
    { name: 'work_mem', why: 'memory of each sort and hash', link: `${pg}/runtime-config-resource.html` },
    { name: 'hash_mem_multiplier', why: 'memory of each hash', link: `${pg}/runtime-config-resource.html` },
    {
      name: 'huge_pages',
      why: 'an instance may not start with fewer of them',
      link: `${pg}/runtime-config-resource.html`,
    },
    { name: 'shared_buffers', why: 'size of the cache', link: `${pg}/runtime-config-resource.html` },
    { name: 'random_page_cost', why: 'plans change', link: `${pg}/runtime-config-query.html` },
    { name: 'enable_*', why: 'plans change', link: `${pg}/runtime-config-query.html` },
    {
      name: 'default_toast_compression',
      why: 'new rows are compressed in another way',
      link: `${pg}/runtime-config-client.html`,
    },
    { name: 'synchronous_commit', why: 'what a commit promises', link: `${pg}/runtime-config-wal.html` },
    { name: 'autovacuum*', why: 'vacuum runs more, or less', link: `${pg}/runtime-config-autovacuum.html` },
    {
      name: 'max_replication_slots',
      why: 'consumers of logical replication need one each',
      link: `${pg}/runtime-config-replication.html`,
    },
    {
      name: 'max_wal_senders',
      why: 'consumers of logical replication need one each',
      link: `${pg}/runtime-config-replication.html`,
    },
    {
      name: 'max_slot_wal_keep_size',
      why: 'a consumer that lags loses its slot',
      link: `${pg}/runtime-config-replication.html`,
    },
    { name: 'wal_*', why: 'replication ends, or waits, at other times', link: `${pg}/runtime-config-replication.html` },
    {
      name: 'log_*',
      why: 'other lines in the log: its readers, and its costs',
      link: `${pg}/runtime-config-logging.html`,
    },
    {
      name: 'rds.log_retention_period',
      why: 'logs are kept for another time',
      link: `${aurora}/USER_LogAccess.Concepts.PostgreSQL.html`,
    },
    { name: 'timezone', why: 'times without a zone are read differently', link: `${pg}/runtime-config-client.html` },
  ],
  'aurora-mysql': [
    {
      name: 'require_secure_transport',
      why: 'ON refuses every connection without TLS',
      link: `${aurora}/AuroraMySQL.Compare-v3-v84.html`,
    },
    {
      name: 'tls_version',
      why: 'clients with an older TLS cannot connect',
      link: `${aurora}/AuroraMySQL.Compare-v3-v84.html`,
    },
    {
      name: 'authentication_policy',
      why: 'new users log in in another way, which old drivers do not know',
      link: `${aurora}/AuroraMySQL.Compare-v3-v84.html`,
    },
    {
      name: 'default_authentication_plugin',
      why: 'new users log in in another way, which old drivers do not know',
      link: `${aurora}/AuroraMySQL.Compare-v3-v84.html`,
    },
    {
      name: 'innodb_dedicated_server',
      why: 'sizes the buffer pool and the redo log by itself',
      link: `${mysql}/innodb-dedicated-server.html`,
    },
    { name: 'innodb_buffer_pool_size', why: 'size of the cache', link: `${mysql}/innodb-parameters.html` },
    {
      name: 'innodb_redo_log_capacity',
      why: 'how much may be written at once',
      link: `${mysql}/innodb-parameters.html`,
    },
    { name: 'innodb_io_capacity*', why: 'how fast pages are flushed', link: `${mysql}/innodb-parameters.html` },
    { name: 'max_connections', why: 'fewer clients may connect', link: `${mysql}/server-system-variables.html` },
    { name: 'sql_mode', why: 'statements are refused, or no longer are', link: `${mysql}/sql-mode.html` },
    {
      name: 'character_set_*',
      why: 'new tables and connections get another character set',
      link: `${mysql}/charset-applications.html`,
    },
    { name: 'collation_*', why: 'other orders, and comparisons', link: `${mysql}/charset-applications.html` },
    {
      name: 'explicit_defaults_for_timestamp',
      why: 'columns of type TIMESTAMP get other defaults',
      link: `${mysql}/server-system-variables.html`,
    },
    { name: 'transaction_isolation', why: 'what a transaction sees', link: `${mysql}/server-system-variables.html` },
    { name: 'temptable_max_*', why: 'where temporary tables go', link: `${aurora}/ams3-temptable-behavior.html` },
    {
      name: 'innodb_autoinc_lock_mode',
      why: 'ids of one statement may have gaps',
      link: `${mysql}/innodb-auto-increment-handling.html`,
    },
    {
      name: 'event_scheduler',
      why: 'events run, on green too',
      link: `${aurora}/blue-green-deployments-best-practices.html`,
    },
    { name: 'max_allowed_packet', why: 'larger statements are taken', link: `${mysql}/packet-too-large.html` },
    { name: 'log_output', why: 'where the slow and general logs go', link: `${mysql}/log-destinations.html` },
    {
      name: 'binlog_*',
      why: 'what consumers of the binary log get',
      link: `${mysql}/replication-options-binary-log.html`,
    },
    { name: 'optimizer_switch', why: 'plans change', link: `${mysql}/switchable-optimizations.html` },
    { name: 'password*', why: 'which passwords are accepted', link: `${aurora}/AuroraMySQL.Compare-v3-v84.html` },
  ],
};

/** Its row, and its rank in it. */
export function knownDefault(engine: keyof typeof knownDefaults, parameter: string) {
  const rank = knownDefaults[engine].findIndex(({ name }) =>
    name.endsWith('*') ? parameter.startsWith(name.slice(0, -1)) : parameter === name,
  );
  return rank === -1 ? undefined : { rank, ...knownDefaults[engine][rank]! };
}
