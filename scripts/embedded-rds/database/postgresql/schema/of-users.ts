/** Schemas of users; `alias` is of pg_namespace. */
export const user = (alias: string) => `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;

/** What an extension has made comes with the extension. */
export const own = (catalogue: string, alias: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${alias}.oid AND d.deptype = 'e')`;

/** What a type has made comes with the type: the functions of a range. */
export const apart = (catalogue: string, alias: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${alias}.oid AND d.deptype = 'i')`;

/** What has no schema, and did not come with the server. */
export const ofUser = (catalogue: string, alias: string) => `${alias}.oid >= 16384 AND ${own(catalogue, alias)}`;

export const relations = (kinds: string) =>
  `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${user('n')} AND ${own('pg_class', 'c')} AND c.relkind IN (${kinds})`;

/** Majors have named this column differently, or do not have it. */
export const member = (row: string, ...names: string[]) =>
  `coalesce(${names.map((name) => `to_jsonb(${row})->>'${name}'`).join(', ')})`;

export const notBrought = (role: string) =>
  `(${role} !~ '^pg_' AND ${role} NOT IN ('rdsadmin', 'rds_superuser', 'rds_replication', 'rds_password', 'rds_iam'))`;
