import type { PlayedEngine } from './engine';

export const auroraPostgresql: PlayedEngine = {
  title: 'Aurora PostgreSQL',
  license: 'postgresql-license',
  port: 5432,
  shell: ({ host, port, user, database = 'postgres' }) => `psql -h ${host} -p ${port} -U ${user} ${database}`,
  describe: (version) => `Aurora PostgreSQL (Compatible with PostgreSQL ${version})`,
  exportableLogs: ['postgresql'],
  logTypes: ['instance', 'postgresql', 'iam-db-auth-error'],
  longest: { user: 63, database: 63, password: 99 },
  backtracks: false,
  replication: {
    parameter: 'rds.logical_replication',
    called: 'logical replication',
    isOn: (value) => value === '1',
  },
  // 18 is not in the list:
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.BlueGreenDeployments.html
  firstForDeployments: {
    '11': '11.21',
    '12': '12.16',
    '13': '13.12',
    '14': '14.9',
    '15': '15.4',
    '16': '16.1',
    '17': '17.4',
  },
  fixed: {},
  keptGreenReplicates: false,
  lag: { metric: 'OldestReplicationSlotLag', end: 'source' },
};
