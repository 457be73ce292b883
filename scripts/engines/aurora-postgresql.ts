import type { Engine } from './engine';

export const auroraPostgresql: Engine = {
  replication: {
    parameters: ['rds.logical_replication'],
    isOn: (values) => ['1', 'on', 'true'].includes((values['rds.logical_replication'] ?? '0').toLowerCase()),
    on: 'rds.logical_replication is on',
    needed: 'rds.logical_replication = 1',
  },
  lag: { metric: 'OldestReplicationSlotLag', of: 'blue' },
  // https://www.postgresql.org/docs/current/logical-replication-publication.html
  publishesAllTables: true,
  minimumPerMajor: true,
  shell: ({ host, port, user }) => `psql -h ${host} -p ${port} -U ${user} -d postgres`,
};
