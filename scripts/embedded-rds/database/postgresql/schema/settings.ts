import type { Client } from 'pg';
import { identifier, literal } from '../sql-text';

/** Settings whose value is a list of names, GUC_LIST_QUOTE in PostgreSQL's source; an extension cannot define more. */
const lists = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

/**
 * The value of a setting, as PostgreSQL keeps it, as a statement has it. A list is kept as one text with the names quoted where they have
 * to be; as one literal it would be a single name.
 */
export function statedValue(name: string, kept: string): string {
  if (!lists.has(name.toLowerCase())) return literal(kept);
  const names = kept.match(/"(?:[^"]|"")*"|[^\s,][^,]*/g) ?? [''];
  return names
    .map((each) => (each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each.trim()))
    .map(literal)
    .join(', ');
}

/** Settings of roles, of databases, and of roles in databases. */
export async function settingsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ role: string | null; database: string | null; setting: string }>(
    `SELECT CASE WHEN setrole <> 0 THEN pg_get_userbyid(setrole) END AS role, d.datname AS database, setting
     FROM pg_db_role_setting LEFT JOIN pg_database d ON d.oid = setdatabase, LATERAL unnest(setconfig) WITH ORDINALITY AS s(setting, place)
     WHERE setdatabase = 0 OR d.datname IS NOT NULL ORDER BY 1, 2, place`,
  );
  return rows.map(({ role, database, setting }) => {
    const at = setting.indexOf('=');
    const name = setting.slice(0, at);
    return `ALTER ${whose(role, database)} SET ${identifier(name)} = ${statedValue(name, setting.slice(at + 1))}`;
  });
}

function whose(role: string | null, database: string | null): string {
  if (role === null) return database === null ? 'ROLE ALL' : `DATABASE ${identifier(database)}`;
  return `ROLE ${identifier(role)}${database === null ? '' : ` IN DATABASE ${identifier(database)}`}`;
}
