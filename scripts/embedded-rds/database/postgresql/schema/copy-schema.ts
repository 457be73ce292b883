import type { DatabaseServer } from '../database-server';
import { columnQueries } from './columns';
import { commentQueries } from './comments';
import { creationOf, databaseQueries } from './databases';
import { anyExtensions, ownedExtensions } from './extensions';
import { defaultPrivileges, grantQueries } from './grants';
import { indexQueries } from './indexes';
import { ownershipQueries } from './ownership';
import { roleQueries } from './roles';
import { routineQueries } from './routines';
import { runAll, statementsOf } from './run-all';
import { schemaQueries } from './schemas';
import { settingsOf } from './settings';
import { tableQueries } from './tables';
import { typeQueries } from './types';
import { databasesLeftOut, uncopiedOf } from './uncopied';
import { viewQueries } from './views';

/**
 * Queries over the catalogue, each of which answers with statements (`ddl`) that make in another database what is in this one, in about
 * the order in which one thing needs another. Whole objects, as PostgreSQL's own functions write them wherever there is one. A phase is
 * over before the next one begins.
 */
const phases: string[][] = [
  schemaQueries,
  ownedExtensions,
  [
    ...anyExtensions,
    ...typeQueries,
    ...routineQueries,
    ...tableQueries,
    ...indexQueries,
    ...viewQueries,
    ...columnQueries,
  ],
  ownershipQueries,
  [...grantQueries, ...commentQueries],
  defaultPrivileges,
];

/** Makes in `to` the roles, databases and schemas of `from`. Returns what is missing there, as sentences. */
export async function copySchema(from: DatabaseServer, to: DatabaseServer): Promise<string[]> {
  const missing = await copyOutside(from, to);
  for (const { name } of await from.databases()) missing.push(...(await copyDatabase(from, to, name)));
  // At the very end: none of them is to steer what is done here.
  const settings = await from.withClient('postgres', settingsOf);
  missing.push(...(await to.withClient('postgres', (client) => runAll(client, settings))));
  return missing;
}

/** Roles, and databases with what is kept outside of them. */
async function copyOutside(from: DatabaseServer, to: DatabaseServer): Promise<string[]> {
  const { roles, databases, leftOut } = await from.withClient('postgres', async (client) => ({
    roles: await statementsOf(client, roleQueries),
    databases: await statementsOf(client, databaseQueries),
    leftOut: await databasesLeftOut(client),
  }));
  const failed = await to.withClient('postgres', (client) => runAll(client, roles));
  const existing = new Set((await to.databases()).map(({ name }) => name));
  for (const { name } of await from.databases()) {
    if (existing.has(name)) continue;
    await to.sql('postgres', await from.withClient('postgres', (client) => creationOf(client, name)));
  }
  return [...failed, ...(await to.withClient('postgres', (client) => runAll(client, databases))), ...leftOut];
}

async function copyDatabase(from: DatabaseServer, to: DatabaseServer, name: string): Promise<string[]> {
  return from.withClient(name, (source) =>
    to.withClient(name, async (target) => {
      const failed: string[] = [];
      for (const phase of phases) failed.push(...(await runAll(target, await statementsOf(source, phase))));
      return [...failed, ...(await uncopiedOf(source, name))];
    }),
  );
}
