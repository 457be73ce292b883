import type { Engine } from './engine';
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
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html
    fixed: { lower_case_table_names: '0' },
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html
    advised: {
      binlog_format: { values: ['ROW'], why: 'with other formats some statements give other rows on green' },
    },
    ownDefaults,
  },
  clients: 'SELECT user, host, db, count(*) FROM information_schema.processlist GROUP BY 1, 2, 3;',
  shell: ({ host, port, user }) => `mysql --host ${host} --port ${port} --user ${user} -p`,
};
