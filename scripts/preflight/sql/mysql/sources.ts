const guide = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide';

/** The pages that the checks of Aurora MySQL are from. */
export const mysqlSources = {
  considerations: `${guide}/blue-green-deployments-considerations.html`,
  creating: `${guide}/blue-green-deployments-creating.html`,
  switching: `${guide}/blue-green-deployments-switching.html`,
  overview: `${guide}/blue-green-deployments-overview.html`,
  parameters: `${guide}/AuroraMySQL.Reference.ParameterGroups.html`,
  migrating: `${guide}/AuroraMySQL.Migrating.ExtMySQL.Prechecks.html`,
  replicating: `${guide}/binlog-optimization.html`,
  /** 54 of them. */
  to80: `${guide}/AuroraMySQL.upgrade-prechecks.descriptions.html`,
  /** 9 of them. */
  to84: `${guide}/AuroraMySQL.upgrade-prechecks-v3-to-v84.descriptions.html`,
  security84: `${guide}/AuroraMySQL.Upgrade-v3-v84-security.html`,
  configuring: `${guide}/mysql-stored-proc-configuring.html`,
  enhancedBinlog: `${guide}/AuroraMySQL.Enhanced.binlog.html`,
  informationSchema: 'https://dev.mysql.com/doc/refman/8.0/en/information-schema-introduction.html',
  keywords: 'https://dev.mysql.com/doc/refman/8.4/en/keywords.html',
  driver:
    'https://github.com/aws/aws-advanced-jdbc-wrapper/blob/main/docs/using-the-jdbc-driver/using-plugins/UsingTheBlueGreenPlugin.md',
} as const;
