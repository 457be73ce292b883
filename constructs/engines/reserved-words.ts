/**
 * Names that RDS refuses for the master user and the first database: "Can't be a reserved word for the chosen database engine"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html). Of the engines' own lists only what is
 * reserved in every version: what one of them frees must not be refused.
 */
interface Reserved {
  words: ReadonlySet<string>;
  users: ReadonlySet<string>;
  databases: ReadonlySet<string>;
  /** What the names of built-in roles begin with. */
  userPrefix?: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const reserved: Readonly<Record<string, Reserved>> = {
  'aurora-postgresql': {
    // https://www.postgresql.org/docs/current/sql-keywords-appendix.html
    words: words(`
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
    concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
    current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having
    ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not
    notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar
    some symmetric table tablesample then to trailing true union unique user using variadic verbose when where window with
    `),
    // `admin`: seen by users, aws-cloudformation/cfn-lint#4425. The others are roles of RDS and of PostgreSQL:
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
    users: words('admin none public rds_ad rds_iam rds_password rds_replication rds_superuser rdsadmin rdsrepladmin'),
    databases: words('rdsadmin template0 template1'),
    userPrefix: 'pg_',
  },
  'aurora-mysql': {
    // https://dev.mysql.com/doc/refman/8.0/en/keywords.html
    words: words(`
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case change char
    character check collate column condition constraint continue convert create cross current_date current_time current_timestamp
    current_user cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare default delayed
    delete desc describe deterministic distinct distinctrow div double drop dual each else elseif enclosed escaped exists exit
    explain false fetch float float4 float8 for force foreign from fulltext generated get grant group having high_priority
    hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive insert int int1 int2 int3 int4 int8
    integer interval into io_after_gtids io_before_gtids is iterate join key keys kill leading leave left like limit linear lines
    load localtime localtimestamp lock long longblob longtext loop low_priority master_bind master_ssl_verify_server_cert match
    maxvalue mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies natural not
    no_write_to_binlog null numeric on optimize optimizer_costs option optionally or order out outer outfile partition precision
    primary procedure purge range read reads read_write real references regexp release rename repeat replace require resignal
    restrict return revoke right rlike schema schemas second_microsecond select sensitive separator set show signal smallint
    spatial specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows sql_small_result ssl starting stored
    straight_join table terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned
    update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying virtual when where while
    with write xor year_month zerofill
    `),
    users: words('rdsadmin rdsrepladmin'),
    databases: words('information_schema mysql performance_schema sys'),
  },
};

/** False for an engine that is not known here. */
export function isReservedUser(engine: string, name: string): boolean {
  const of = reservedBy(engine);
  const key = name.toLowerCase();
  if (of === undefined) return false;
  return of.words.has(key) || of.users.has(key) || (of.userPrefix !== undefined && key.startsWith(of.userPrefix));
}

/** Whether RDS refuses a database of this name. */
export function isReservedDatabase(engine: string, name: string): boolean {
  const of = reservedBy(engine);
  return of !== undefined && (of.words.has(name.toLowerCase()) || of.databases.has(name.toLowerCase()));
}

const reservedBy = (engine: string): Reserved | undefined =>
  Object.hasOwn(reserved, engine) ? reserved[engine] : undefined;
