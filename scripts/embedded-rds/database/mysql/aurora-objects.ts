import { nativePassword } from '../../world/clusters/master-verifier';
import { procedures } from './procedures';
import { identifier, literal } from './sql-text';

/** The superuser of every RDS database, and the user that green replicates as: no user of a client has these names. */
export const owner = 'rdsadmin';
export const replicator = 'rdsrepladmin';

const account = (user: string) => `${literal(user)}@'127.0.0.1'`;

/** What a new server does before it lets anybody in. */
export const firstStatements = (password: string): string =>
  [
    'SET sql_log_bin = 0;',
    `CREATE USER ${account(owner)} IDENTIFIED BY PASSWORD ${literal(nativePassword(password))};`,
    `GRANT ALL ON *.* TO ${account(owner)} WITH GRANT OPTION;`,
    '',
  ].join('\n');

/**
 * What the master user of Aurora MySQL has, as MariaDB calls it
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html). READ_ONLY ADMIN is its CONNECTION_ADMIN,
 * which lets it write on green.
 */
const ofMaster =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, ' +
  'LOCK TABLES, EXECUTE, REPLICATION SLAVE, BINLOG MONITOR, SLAVE MONITOR, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, ' +
  'CREATE USER, EVENT, TRIGGER, CONNECTION ADMIN, READ_ONLY ADMIN, SET USER';

/** What only RDS has, of what its users and the checks read; tables as MySQL 8.0 has them where MariaDB has others. */
const tables = [
  // MariaDB's own, of a name that MySQL 8.0 takes for itself: a check would tell of it.
  'DROP TABLE IF EXISTS mysql.index_stats',
  `CREATE TABLE mysql.rds_configuration (name varchar(100) NOT NULL, value varchar(100), description varchar(300) NOT NULL)`,
  `INSERT INTO mysql.rds_configuration VALUES ('binlog retention hours', NULL,
    'binlog retention hours specifies the duration in hours before binary logs are automatically deleted.')`,
  `CREATE TABLE mysql.rds_topology (id varchar(255) NOT NULL PRIMARY KEY, endpoint varchar(255), port int, role varchar(100),
    status varchar(100), version varchar(50))`,
  `CREATE TABLE mysql.global_grants (user char(32) NOT NULL, host char(255) NOT NULL, priv char(32) NOT NULL,
    with_grant_option enum('N','Y') NOT NULL DEFAULT 'N')`,
  `CREATE TABLE mysql.role_edges (from_host char(255) NOT NULL, from_user char(32) NOT NULL, to_host char(255) NOT NULL,
    to_user char(32) NOT NULL, with_admin_option enum('N','Y') NOT NULL DEFAULT 'N')`,
];

/** All of it in one new server. `verifier`: what MySQL keeps of the master's password; without one nobody can log in as that user. */
export function auroraObjects(server: {
  password: string;
  master: string;
  verifier: string | undefined;
  database: string | undefined;
}): string[] {
  const { master } = server;
  return [
    `CREATE USER ${account(replicator)} IDENTIFIED BY PASSWORD ${literal(nativePassword(server.password))}`,
    `GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO ${account(replicator)}`,
    ...tables,
    ...procedures,
    `CREATE USER ${literal(master)}@'%' ${loginBy(server.verifier)}`,
    `GRANT ${ofMaster} ON *.* TO ${literal(master)}@'%' WITH GRANT OPTION`,
    `INSERT INTO mysql.global_grants VALUES (${literal(master)}, '%', 'CONNECTION_ADMIN', 'Y')`,
    ...(server.database === undefined ? [] : [`CREATE DATABASE ${identifier(server.database)}`]),
  ];
}

export const masterPassword = (master: string, verifier: string | undefined): string =>
  `ALTER USER ${literal(master)}@'%' ${loginBy(verifier)}`;

/** Of a state file that is older, the verifier is PostgreSQL's: it lets nobody in. */
const loginBy = (verifier: string | undefined): string =>
  verifier?.startsWith('*') ? `IDENTIFIED BY PASSWORD ${literal(verifier)} ACCOUNT UNLOCK` : 'ACCOUNT LOCK';
