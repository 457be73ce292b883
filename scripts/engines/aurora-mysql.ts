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
  shell: ({ host, port, user }) => `mysql --host ${host} --port ${port} --user ${user} -p`,
};
