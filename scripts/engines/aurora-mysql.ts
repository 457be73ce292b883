import type { Engine } from './engine';
import { harmful } from './mysql-harmful';
import { ownDefaults } from './mysql-own-defaults';

export const auroraMysql: Engine = {
  replication: {
    parameters: ['binlog_format'],
    isOn: (values) => (values.binlog_format ?? 'OFF').toUpperCase() !== 'OFF',
    called: 'the binary log',
    on: 'binlog is on',
    needed: 'binlog_format = ROW',
  },
  lag: { metric: 'AuroraBinlogReplicaLag', of: 'green' },
  publishesAllTables: false,
  minimumPerMajor: false,
  parameters: {
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html
    advised: {
      binlog_format: { values: ['ROW'], why: 'with other formats some statements give other rows on green' },
    },
    harmful,
    ownDefaults,
  },
  coordinates: {
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html
    event: /^Binary log coordinates in green environment after switchover: file (\S+) and position (\d+)/,
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/mysql-stored-proc-replicating.html
    statements: ({ host, port, file, position }) => [
      '-- RDS or Aurora, from version 3 on (version 2: rds_set_external_master, rds_reset_external_master):',
      'CALL mysql.rds_stop_replication; CALL mysql.rds_reset_external_source;',
      `CALL mysql.rds_set_external_source('${host}', ${port}, '<user>', '<password>', '${file}', ${position}, 0);`,
      'CALL mysql.rds_start_replication;',
      '-- a server of your own, from MySQL 8.0.23 on:',
      `STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_HOST='${host}', SOURCE_LOG_FILE='${file}', SOURCE_LOG_POS=${position}; START REPLICA;`,
    ],
  },
  prechecks: {
    log: 'upgrade-prechecks.log',
    page: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.upgrade-prechecks.html',
  },
  leavesSlots: false,
  // InnoDB keeps them in tables, which are upgraded too.
  keepsStatistics: true,
  atStake: (cluster) =>
    `What a filter or a database called tmp keeps from green is lost to ${cluster} with the switchover, events may run twice, and what the target does not take stops the upgrade of green after an hour.`,
  clients: 'SELECT user, host, db, count(*) FROM information_schema.processlist GROUP BY 1, 2, 3;',
  shell: ({ host, port, user }) => `mysql --host ${host} --port ${port} --user ${user} -p`,
};
