/** A check by its name in the log, with its title. */
type Check = readonly [id: string, title: string];

/**
 * From version 2 to 3: some of those of a public log of an upgrade from 2.11.5 to 3.05.2, in its order and with its names, which differ
 * from those of AWS's page (`routinesSyntaxCheck` is `routineSyntaxCheck` there):
 * https://github.com/shigeru-oda/aurora-mysql-blue-green/blob/4305807235047884efd0786397860408c2d9611c/etc/upgrade-prechecks.log
 */
const to80: readonly Check[] = [
  ['oldTemporalCheck', 'Usage of old temporal type'],
  ['routinesSyntaxCheck', 'MySQL 8.0 syntax check for routine-like objects'],
  ['reservedKeywordsCheck', 'Usage of db objects with names conflicting with new reserved keywords'],
  ['utf8mb3Check', 'Usage of utf8mb3 charset'],
  ['mysqlSchemaCheck', 'Table names in the mysql schema conflicting with new tables in 8.0'],
  ['zeroDatesCheck', 'Zero Date, Datetime, and Timestamp values'],
  ['auroraGetDanglingFulltextIndex', 'Tables with dangling FULLTEXT index reference'],
  [
    'getValueOfVariablelower_case_table_names',
    'MySQL pre-checks that all database or table names are lowercase when the lower_case_table_names parameter is set to 1.',
  ],
  ['auroraUpgradeCheckForMasterUser', 'Check if master user exists'],
  ['auroraUpgradeCheckForIncompleteXATransactions', 'Pre-checks for XA Transactions in prepared state.'],
];

/** From version 3 to 8.4: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.upgrade-prechecks-v3-to-v84.descriptions.html */
const to84: readonly Check[] = [
  [
    'deprecatedRouterAuthMethod',
    'Check for deprecated or invalid authentication methods in use by MySQL Router internal accounts.',
  ],
  ['partitionsWithPrefixKeys', 'Checks for partitions by key using columns with prefix key indexes'],
  ['columnDefinition', 'Checks for errors in column definitions'],
  ['auroraUnsupportedPluginsCheck', 'Check for unsupported plugins'],
  ['auroraUnsupportedComponentsCheck', 'Check for unsupported components'],
  ['auroraUpgradeCheckForSysSchemaObjectTypeMismatch', 'Check object type mismatch for sys schema.'],
  ['deprecatedDefaultAuth', 'Check for deprecated or invalid default authentication methods in system variables.'],
  ['foreignKeyReferences', 'Checks for foreign keys not referencing a full unique index'],
  ['auroraValidatePasswordPluginCheck', 'Check for deprecated validate_password plugin'],
];

/** `version`: that of MySQL which the target is compatible with, `8.4.7`. */
export const checksTo = (version: string): readonly Check[] => (version.startsWith('8.0') ? to80 : to84);

/** It stands in the log without a status and without problems, whatever the data has. */
export const withoutStatus: Check = ['defaultAuthenticationPlugin', 'New default authentication plugin considerations'];
