import type { PlayedEngine } from './engine';

export const auroraMysql: PlayedEngine = {
  title: 'Aurora MySQL',
  license: 'general-public-license',
  port: 3306,
  shell: ({ host, port, user, database = '' }) => `mariadb -h ${host} -P ${port} -u ${user} -p ${database}`.trim(),
  describe: (version) => `Aurora MySQL ${version.split('mysql_aurora.').at(-1)}`,
  exportableLogs: ['audit', 'error', 'general', 'slowquery'],
  logTypes: ['audit', 'error', 'general', 'instance', 'slowquery', 'iam-db-auth-error'],
  longest: { user: 32, database: 64, password: 41 },
  backtracks: true,
  replication: {
    parameter: 'binlog_format',
    called: 'binary logging',
    isOn: (value) => value !== undefined && value.toUpperCase() !== 'OFF',
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html
  fixed: { lower_case_table_names: '0' },
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-deleting.html
  keptGreenReplicates: true,
  lag: { metric: 'AuroraBinlogReplicaLag', end: 'target' },
};
