import type { Engine } from './engine';

export const auroraPostgresql: Engine = {
  replication: {
    parameters: ['rds.logical_replication'],
    isOn: (values) => ['1', 'on', 'true'].includes((values['rds.logical_replication'] ?? '0').toLowerCase()),
    called: 'logical replication',
    on: 'rds.logical_replication is on',
    needed: 'rds.logical_replication = 1',
  },
  lag: { metric: 'OldestReplicationSlotLag', of: 'blue' },
  // https://www.postgresql.org/docs/current/logical-replication-publication.html
  publishesAllTables: true,
  minimumPerMajor: true,
  parameters: { advised: {}, harmful: {}, ownDefaults: [] },
  leavesSlots: true,
  keepsStatistics: false,
  atStake: (cluster) =>
    `From the moment the deployment is created, UPDATE and DELETE fail in ${cluster} on every table without a key, and what replication cannot copy (large objects, unlogged tables) is lost with the switchover.`,
  clients: 'SELECT usename, application_name, client_addr, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3;',
  shell: ({ host, port, user }) => `psql -h ${host} -p ${port} -U ${user} -d postgres`,
};
