import type { Engine } from './engine';

export const auroraMysql: Engine = {
  replication: {
    parameters: ['binlog_format'],
    isOn: (values) => (values.binlog_format ?? 'OFF').toUpperCase() !== 'OFF',
    on: 'binlog is on',
    needed: 'binlog_format = ROW',
  },
  lag: { metric: 'AuroraBinlogReplicaLag', of: 'green' },
  publishesAllTables: false,
  minimumPerMajor: false,
  leavesSlots: false,
  // InnoDB keeps them in tables, which are upgraded too.
  keepsStatistics: true,
  atStake: (cluster) =>
    `What a filter or a database called tmp keeps from green is lost to ${cluster} with the switchover, events may run twice, and what the target does not take stops the upgrade of green after an hour.`,
  clients: 'SELECT user, host, db, count(*) FROM information_schema.processlist GROUP BY 1, 2, 3;',
  shell: ({ host, port, user }) => `mysql --host ${host} --port ${port} --user ${user} -p`,
};
