import type { Client } from 'pg';
import { ofDeployments } from '../replication/names';
import { ofUser, own, relations, user } from './of-users';

/** Kinds that are not copied, of which a database may have some: what they are called, and a query of their names (`name`). */
const kinds: [what: string, query: string][] = [
  ['what materialized views hold', `SELECT c.oid::regclass AS name ${relations("'m'")} AND c.relispopulated`],
  [
    'what unlogged tables hold',
    `SELECT c.oid::regclass AS name ${relations("'r'")} AND c.relpersistence = 'u' AND pg_relation_size(c.oid) > 0`,
  ],
  ['large objects', 'SELECT oid AS name FROM pg_largeobject_metadata'],
  ['foreign tables', `SELECT c.oid::regclass AS name ${relations("'f'")}`],
  ['foreign servers', `SELECT s.srvname AS name FROM pg_foreign_server s WHERE ${ofUser('pg_foreign_server', 's')}`],
  ['event triggers', `SELECT e.evtname AS name FROM pg_event_trigger e WHERE ${ofUser('pg_event_trigger', 'e')}`],
  ['publications', `SELECT pubname AS name FROM pg_publication WHERE pubname !~ '${ofDeployments}'`],
  [
    'subscriptions',
    'SELECT subname AS name FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()',
  ],
  ['languages', `SELECT l.lanname AS name FROM pg_language l WHERE ${ofUser('pg_language', 'l')}`],
  ['access methods', `SELECT a.amname AS name FROM pg_am a WHERE ${ofUser('pg_am', 'a')}`],
  [
    'conversions',
    `SELECT k.conname AS name FROM pg_conversion k JOIN pg_namespace n ON n.oid = k.connamespace WHERE ${user('n')} AND ${own('pg_conversion', 'k')}`,
  ],
  [
    'operator families',
    `SELECT f.opfname AS name FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace WHERE ${user('n')} AND ${own('pg_opfamily', 'f')}`,
  ],
  [
    'types of C functions',
    `SELECT t.oid::regtype AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'b' AND t.typelem = 0 AND ${user('n')} AND ${own('pg_type', 't')}`,
  ],
  ['text search parsers', `SELECT p.prsname AS name FROM pg_ts_parser p WHERE ${ofUser('pg_ts_parser', 'p')}`],
  ['security labels', 'SELECT DISTINCT provider AS name FROM pg_seclabel'],
  [
    'dependencies on the extensions',
    "SELECT DISTINCT e.extname AS name FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'",
  ],
];

/** So many names are told. */
const most = 10;

/** What is left out in the database that is connected to, a sentence for each kind. */
export async function uncopiedOf(client: Client, database: string): Promise<string[]> {
  const sentences: string[] = [];
  for (const [what, query] of kinds) {
    const { rows } = await client.query<{ name: string }>(`SELECT name::text FROM (${query}) named ORDER BY 1`);
    if (rows.length === 0) continue;
    const names = rows.slice(0, most).map(({ name }) => name);
    const more = rows.length > most ? `, and ${rows.length - most} more` : '';
    sentences.push(`${what} in the database ${database}: ${names.join(', ')}${more}.`);
  }
  return sentences;
}

/** Databases that take no part in logical replication. */
export async function databasesLeftOut(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE (datistemplate OR NOT datallowconn) AND datname !~ '^template[01]$' ORDER BY 1",
  );
  return rows.map(({ datname }) => `the database ${datname}, which is a template or takes no connections.`);
}
