import { oneLine } from './one-line';

/** Lists end here: a person reads five names, and a script with more statements is made again after these have run. */
export const limit = 1000;

/** Numbers below belong to objects of the system. */
export const firstOfUsers = 16384;

/** Schemas that belong to the people who use the database, of `n` in pg_namespace. */
export const userSchema = oneLine`n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'`;

/** Not made by an extension, which its CREATE EXTENSION on green brings itself. */
export const notOfExtension = (catalog: string, oid: string) => oneLine`
  NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

/** `FROM` and `WHERE` of the relations of users, `c` with its schema `n`; what is temporary does not replicate. */
export const userRelations = (...kinds: readonly string[]) => oneLine`
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid >= ${firstOfUsers} AND c.relkind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) AND c.relpersistence <> 't'
    AND ${userSchema} AND ${notOfExtension('pg_class', 'c.oid')}`;

/** The name of a relation as SQL takes it. */
export const qualifiedName = "pg_catalog.format('%I.%I', n.nspname, c.relname) AS name";

/** How many there are, beside those that the list names. */
export const total = 'count(*) OVER () AS total';

/** A setting of the server, null where it has none of that name: what begins with `rds.` only Aurora has. */
export const setting = (name: string) => `(SELECT s.setting FROM pg_catalog.pg_settings s WHERE s.name = '${name}')`;

/** Whose names RDS uses: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html */
const ofRds = ['rdsadmin', 'rdsproxyadmin', 'rdsrepladmin', 'rdstopmgr', 'rdswriteforwarduser', 'rdsutils'];

/** Not one that PostgreSQL or RDS brings along, which differ between versions. Users may call theirs `rds…`, too. */
export const roleOfUsers = (name: string) => oneLine`
  (${name} !~ '^(pg_|rds_(superuser|replication|iam|password|ad|extension|reserved|activity_stream)$)'
    AND ${name} NOT IN (${ofRds.map((each) => `'${each}'`).join(', ')}))`;
