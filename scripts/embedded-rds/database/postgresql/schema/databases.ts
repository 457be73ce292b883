import type { Client } from 'pg';
import { identifier, literal } from '../sql-text';
import { grantsOn } from './grants';
import { member } from './of-users';

const copied = 'NOT d.datistemplate AND d.datallowconn';

/** What is kept of a database outside of it, once it is there. */
export const databaseQueries: string[] = [
  `SELECT format('ALTER DATABASE %I OWNER TO %I', datname, pg_get_userbyid(datdba)) AS ddl FROM pg_database d WHERE ${copied}`,
  `SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', datname, datconnlimit) AS ddl FROM pg_database d
   WHERE ${copied} AND datconnlimit <> -1`,
  grantsOn({
    what: "format('DATABASE %I', d.datname)",
    acl: 'd.datacl',
    owner: 'd.datdba',
    kind: "'d'",
    from: `FROM pg_database d WHERE ${copied}`,
  }),
  `SELECT format('COMMENT ON DATABASE %I IS %L', datname, shobj_description(oid, 'pg_database')) AS ddl FROM pg_database d
   WHERE ${copied} AND shobj_description(oid, 'pg_database') IS NOT NULL`,
];

interface Locale {
  owner: string;
  encoding: string;
  collate: string;
  ctype: string;
  provider: string;
  locale: string | null;
}

export async function creationOf(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<Locale>(
    `SELECT pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, datcollate AS collate, datctype AS ctype,
       coalesce(${member('d', 'datlocprovider')}, 'c') AS provider, ${member('d', 'datlocale', 'daticulocale')} AS locale
     FROM pg_database d WHERE datname = $1`,
    [name],
  );
  const database = rows[0] as Locale;
  return `CREATE DATABASE ${identifier(name)} OWNER ${identifier(database.owner)}${localeOf(database)}`;
}

function localeOf({ encoding, collate, ctype, provider, locale }: Locale): string {
  // The template that has Aurora's own objects has this encoding and locale only.
  if (encoding === 'UTF8' && collate === 'C' && ctype === 'C' && provider === 'c') return '';
  const libc = ` TEMPLATE template0 ENCODING ${literal(encoding)} LC_COLLATE ${literal(collate)} LC_CTYPE ${literal(ctype)}`;
  if (provider === 'i') return `${libc} LOCALE_PROVIDER icu ICU_LOCALE ${literal(locale ?? '')}`;
  if (provider === 'b') return `${libc} LOCALE_PROVIDER builtin BUILTIN_LOCALE ${literal(locale ?? '')}`;
  return libc;
}
