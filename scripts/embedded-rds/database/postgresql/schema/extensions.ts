const extensions =
  "FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql' ORDER BY e.oid";
const create = 'CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I';

/** Whoever makes an extension owns it for ever: there is no ALTER EXTENSION … OWNER. An upgrade leaves its version. */
export const ownedExtensions: string[] = [
  `SELECT format('SET ROLE %I; ${create} VERSION %L; RESET ROLE', pg_get_userbyid(e.extowner), extname, nspname, extversion) AS ddl ${extensions}`,
];

/** Where that is not possible: without it, what needs the extension would be missing too. */
export const anyExtensions: string[] = [`SELECT format('${create}', extname, nspname) AS ddl ${extensions}`];
