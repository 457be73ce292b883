const external = (
  name: string,
) => `CREATE PROCEDURE mysql.${name}(host_name varchar(255), host_port int, user_name text, password text,
  log_file text, log_position bigint, ssl_encryption int)
EXECUTE IMMEDIATE CONCAT('CHANGE MASTER TO MASTER_HOST=', QUOTE(host_name), ', MASTER_PORT=', host_port, ', MASTER_USER=', QUOTE(user_name),
  ', MASTER_PASSWORD=', QUOTE(password), ', MASTER_LOG_FILE=', QUOTE(log_file), ', MASTER_LOG_POS=', log_position,
  ', MASTER_USE_GTID=no, MASTER_CONNECT_RETRY=60')`;

/**
 * RDS's own procedures that the statements of the tool, and of its checks, call
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.StoredProcs.html). They act with the rights of the
 * superuser, who defines them.
 */
export const procedures: readonly string[] = [
  'CREATE PROCEDURE mysql.rds_kill(id bigint) KILL id',
  'CREATE PROCEDURE mysql.rds_kill_query(id bigint) KILL QUERY id',
  `CREATE PROCEDURE mysql.rds_set_configuration(setting varchar(100), new_value varchar(100))
UPDATE mysql.rds_configuration SET value = new_value WHERE name = setting`,
  'CREATE PROCEDURE mysql.rds_show_configuration() SELECT name, value, description FROM mysql.rds_configuration',
  'CREATE PROCEDURE mysql.rds_set_read_only(is_on int) SET GLOBAL read_only = is_on',
  external('rds_set_external_master'),
  external('rds_set_external_source'),
  'CREATE PROCEDURE mysql.rds_start_replication() START SLAVE',
  'CREATE PROCEDURE mysql.rds_stop_replication() STOP SLAVE',
  'CREATE PROCEDURE mysql.rds_reset_external_master() RESET SLAVE ALL',
  'CREATE PROCEDURE mysql.rds_reset_external_source() RESET SLAVE ALL',
];
