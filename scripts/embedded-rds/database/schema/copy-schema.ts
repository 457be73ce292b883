import type { Client } from 'pg';
import type { DatabaseServer } from '../database-server';
import { identifier, literal } from '../sql-text';
import { ownershipQueries } from './ownership';
import { schemaQueries } from './statements';

/** So many statements go in one message. */
const together = 200;
const duplicateObject = '42710';

/** Makes in `to` the roles, databases and schemas of `from`. Returns what could not be made, as sentences. */
export async function copySchema(from: DatabaseServer, to: DatabaseServer): Promise<string[]> {
  const roles = await rolesOf(from);
  const failed = await to.withClient('postgres', (client) => runAll(client, roles));
  const existing = new Set((await to.databases()).map(({ name }) => name));
  for (const { name } of await from.databases()) {
    if (!existing.has(name)) await to.sql('postgres', await creationOf(from, name));
    const statements = await statementsOf(from, name);
    failed.push(...(await to.withClient(name, (client) => runAll(client, statements))));
  }
  return failed;
}

async function statementsOf(from: DatabaseServer, database: string): Promise<string[]> {
  return from.withClient(database, async (client) => {
    // Names are then written with their schemas.
    await client.query("SET search_path = ''");
    const found: string[] = [];
    for (const query of [...schemaQueries, ...ownershipQueries]) {
      const { rows } = await client.query<{ ddl: string | null }>(query);
      found.push(...rows.flatMap(({ ddl }) => ddl ?? []));
    }
    return found;
  });
}

/** One thing may need another that comes later: what fails is tried again as long as that leads anywhere. */
async function runAll(client: Client, statements: string[]): Promise<string[]> {
  await client.query("SET check_function_bodies = off; SET client_min_messages = error; SET search_path = ''");
  let left = statements;
  let errors: string[] = [];
  for (let before = Number.POSITIVE_INFINITY; left.length > 0 && left.length < before; ) {
    before = left.length;
    const failed: string[] = [];
    errors = [];
    for (let at = 0; at < left.length; at += together) {
      const some = left.slice(at, at + together);
      // One message is one transaction.
      if (
        await client.query(some.join(';\n')).then(
          () => true,
          () => false,
        )
      )
        continue;
      for (const each of some) {
        await client.query(each).catch((error: Error & { code?: string }) => {
          // A role that every database of RDS has.
          if (error.code === duplicateObject) return;
          failed.push(each);
          errors.push(`${each.split('\n')[0]}: ${error.message}`);
        });
      }
    }
    left = failed;
  }
  return errors;
}

async function creationOf(from: DatabaseServer, name: string): Promise<string> {
  const [database] = await from.sql<{ owner: string; encoding: string; collate: string; ctype: string }>(
    'postgres',
    `SELECT pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, datcollate AS collate, datctype AS ctype
     FROM pg_database WHERE datname = $1`,
    [name],
  );
  const { owner = '', encoding = 'UTF8', collate = 'C', ctype = 'C' } = database ?? {};
  const isUsual = encoding === 'UTF8' && collate === 'C' && ctype === 'C';
  // The template that has Aurora's own objects has this encoding and locale only.
  const other = `TEMPLATE template0 ENCODING ${literal(encoding)} LC_COLLATE ${literal(collate)} LC_CTYPE ${literal(ctype)}`;
  return `CREATE DATABASE ${identifier(name)} OWNER ${identifier(owner)}${isUsual ? '' : ` ${other}`}`;
}

/** Roles with what PostgreSQL keeps of their passwords, their memberships and settings. */
async function rolesOf(from: DatabaseServer): Promise<string[]> {
  const queries = [
    `SELECT format('CREATE ROLE %I', rolname) AS ddl FROM pg_authid WHERE rolname !~ '^(pg_|rds)'`,
    `SELECT format('ALTER ROLE %I %s %s %s %s %s %s CONNECTION LIMIT %s PASSWORD %L', rolname,
       CASE WHEN rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END, CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
       CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
       CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END, CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
       CASE WHEN rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END, rolconnlimit, rolpassword) AS ddl
     FROM pg_authid WHERE rolname !~ '^(pg_|rds)'`,
    `SELECT format('GRANT %I TO %I%s', pg_get_userbyid(roleid), pg_get_userbyid(member),
       CASE WHEN admin_option THEN ' WITH ADMIN OPTION' ELSE '' END) AS ddl
     FROM pg_auth_members WHERE pg_get_userbyid(member) !~ '^(pg_|rds)' OR pg_get_userbyid(roleid) !~ '^(pg_|rds)'`,
    `SELECT format('ALTER ROLE %I SET %I = %L', pg_get_userbyid(setrole), split_part(setting, '=', 1),
       substr(setting, strpos(setting, '=') + 1)) AS ddl
     FROM pg_db_role_setting, LATERAL unnest(setconfig) AS setting WHERE setrole <> 0 AND setdatabase = 0`,
  ];
  const found: string[] = [];
  for (const query of queries) {
    const rows = await from.sql<{ ddl: string }>('postgres', query);
    found.push(...rows.map(({ ddl }) => ddl));
  }
  return found;
}
