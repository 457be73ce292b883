import { block, warn } from '../../finding';
import { crosses } from '../major/crosses';
import { oneLine } from '../one-line';
import { rowOf } from '../one-row';
import type { SqlCheck } from '../sql-check';
import { limit, objectCheck, text } from './objects';
import { mysqlSources } from './sources';

const account = "CONCAT(u.user, '@', u.host)";

/** From 8.4.7 on it is RDS Proxy's. */
export const proxyAdmin = objectCheck({
  id: 'MY_PROXYADMIN',
  title: 'a user called rdsproxyadmin, a name that Aurora MySQL 8.4 reserves',
  when: ['create'],
  applies: crosses(8.4),
  severity: 'block',
  sql: `SELECT ${account} AS name FROM mysql.user u WHERE LOWER(u.user) = 'rdsproxyadmin' ORDER BY 1 LIMIT ${limit}`,
  one: 'user called rdsproxyadmin',
  many: 'users called rdsproxyadmin',
  why: 'Aurora MySQL 8.4 reserves this name.',
  remedy: "RENAME USER 'rdsproxyadmin'@'%' TO 'another_name'@'%'; and change the applications that log in with it.",
  source: mysqlSources.security84,
});

/** RDS logs in as this user while it upgrades. */
export const masterUser: SqlCheck = {
  id: 'MY_MASTER',
  title: 'the master user missing in the database',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  applies: ({ from, to }) => from.major !== to.major,
  sql: (_, { masterUsername }) =>
    `SELECT COUNT(*) AS found FROM mysql.user u WHERE u.user = ${text(masterUsername ?? '')}`,
  unseen: (_, { masterUsername }) => (masterUsername === undefined ? 'RDS names no master user.' : undefined),
  judge(asked, { masterUsername }) {
    if (masterUsername === undefined || Number(rowOf(asked)?.found ?? 0) > 0) return [];
    return [
      block(
        'MY_MASTER',
        `The master user ${masterUsername} was dropped in the database: RDS cancels the upgrade.`,
        `Set the master password again (aws rds modify-db-cluster --master-user-password): RDS then recreates the user.`,
      ),
    ];
  },
  source: mysqlSources.to80,
};

/** Green is read only, but not for them: `read_only` alone does not prove that nobody wrote. */
export const connectionAdmins = objectCheck({
  id: 'MY_ADMINS',
  title: 'users with CONNECTION_ADMIN, who can write on green',
  when: ['create'],
  applies: ({ from }) => Number(from.major) >= 8,
  severity: 'warn',
  sql: oneLine`
    SELECT CONCAT(g.user, '@', g.host) AS name FROM mysql.global_grants g
      WHERE g.priv IN ('CONNECTION_ADMIN', 'SUPER') AND g.user NOT IN ('rdsadmin', 'mysql.session', 'rds_superuser_role')
    UNION SELECT CONCAT(e.to_user, '@', e.to_host) FROM mysql.role_edges e JOIN mysql.global_grants g
      ON g.user = e.from_user AND g.host = e.from_host AND g.priv = 'CONNECTION_ADMIN'
    WHERE e.to_user <> 'rdsadmin' ORDER BY 1 LIMIT ${limit}`,
  unproven: 'MariaDB keeps privileges elsewhere: the tables are made as MySQL 8.0 has them',
  one: 'user who can write on green although it is read only',
  many: 'users who can write on green although it is read only',
  why: 'they have CONNECTION_ADMIN, as the master user has. What they write there stops the replication, or is in production after the switchover.',
  remedy: 'None of them may write to green. While green stands, a run reports who does (MY_GREEN_WRITES).',
  source: mysqlSources.overview,
});

/** The table that AWS's drivers follow a switchover by. A grant on it that comes after the deployment does not reach green. */
export const topologyGrant: SqlCheck = {
  id: 'MY_TOPOLOGY',
  title: 'nobody may read mysql.rds_topology, by which drivers follow a switchover',
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  applies: ({ from }) => Number(from.major) >= 8.4 || /^8\.0\.mysql_aurora\.3\.(0[7-9]|[1-9]\d)\./.test(from.text),
  sql: oneLine`
    SELECT (SELECT COUNT(*) FROM mysql.tables_priv p WHERE p.db = 'mysql' AND p.table_name = 'rds_topology' AND p.user <> 'rdsadmin')
      + (SELECT COUNT(*) FROM mysql.db d WHERE d.db = 'mysql' AND d.select_priv = 'Y' AND d.user <> 'rdsadmin') AS grants`,
  judge(asked) {
    if (Number(rowOf(asked)?.grants ?? 0) > 0) return [];
    return [
      {
        ...warn(
          'MY_TOPOLOGY',
          'No user has a grant on mysql.rds_topology, by which the AWS drivers (JDBC, Node.js, Python) follow a switchover: without it they wait for DNS, as other drivers do.',
          'If your applications use such a driver, grant it before the deployment is created: one that comes later does not reach green.',
        ),
        script: "GRANT SELECT ON mysql.rds_topology TO 'your_user'@'%';",
      },
    ];
  },
  source: mysqlSources.driver,
};
