import { isBroken, Uncopyable } from '../../engine';
import { waitUntil } from '../../wait-until';
import type { DatabaseServer } from '../database-server';
import { copySchema } from '../schema/copy-schema';
import { identifier, literal } from '../sql-text';
import { countErrors } from './errors';
import { ofCopies, ofDeployments, replicationName } from './names';

type Deployment = { region: string; deployment: string };

/** The longest that a first copy of all rows may take. */
const longestCopy = 15 * 60_000;

/** Green gets all that blue has, and then follows it. Returns what could not be copied, as sentences. Throws Uncopyable. */
export async function buildTarget(
  blue: DatabaseServer,
  green: DatabaseServer,
  deployment: Deployment,
): Promise<string[]> {
  // What an attempt that was cut off has left of its copies of tables.
  await blue.sql(
    'postgres',
    'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name ~ $1 AND NOT active',
    [ofCopies],
  );
  const uncopied = await copySchema(blue, green);
  const databases = await blue.databases();
  for (const { oid, name } of databases) {
    const subscription = replicationName('sub', deployment, oid);
    const [publication, slot] = [replicationName('pub', deployment, oid), replicationName('slot', deployment, oid)];
    await green.sql(
      name,
      `CREATE SUBSCRIPTION ${identifier(subscription)} CONNECTION ${literal(connectionString(blue, name))} ` +
        `PUBLICATION ${identifier(publication)} WITH (create_slot = false, slot_name = ${slot}, synchronous_commit = on${asOwner(green)})`,
    );
  }
  for (const { name } of databases) {
    const isCopied = async () => {
      if (await isSynchronized(green, name)) return true;
      if (isBroken(await countErrors(green))) throw new Uncopyable(await whatIsMissing(green, name));
      return false;
    };
    if (!(await waitUntil(isCopied, longestCopy))) throw new Uncopyable(await whatIsMissing(green, name));
  }
  return uncopied;
}

/** Blue answers on another port after each of its starts. */
export async function followSource(blue: DatabaseServer, green: DatabaseServer): Promise<void> {
  const current = `port='${blue.connection.port}'`;
  const subscriptions = await green.sql<{ name: string; database: string; conninfo: string }>(
    'postgres',
    `SELECT subname AS name, datname AS database, subconninfo AS conninfo FROM pg_subscription JOIN pg_database d ON d.oid = subdbid
     WHERE subname ~ $1`,
    [ofDeployments],
  );
  for (const { name, database, conninfo } of subscriptions) {
    if (conninfo.includes(current)) continue;
    const connection = literal(connectionString(blue, database));
    await green.sql(database, `ALTER SUBSCRIPTION ${identifier(name)} CONNECTION ${connection}`);
  }
}

async function isSynchronized(green: DatabaseServer, database: string): Promise<boolean> {
  const [row] = await green.sql<{ left: number }>(
    database,
    "SELECT count(*)::int AS left FROM pg_subscription_rel WHERE srsubstate <> 'r'",
  );
  return row?.left === 0;
}

/**
 * From 16 on changes are applied with the rights of each table's owner, whom row-level security may forbid them
 * (https://www.postgresql.org/docs/17/logical-replication-security.html).
 */
const asOwner = ({ major }: DatabaseServer) => (major >= 16 ? ', run_as_owner = true' : '');

async function whatIsMissing(green: DatabaseServer, database: string): Promise<string> {
  const rows = await green.sql<{ name: string }>(
    database,
    "SELECT srrelid::regclass::text AS name FROM pg_subscription_rel WHERE srsubstate <> 'r' ORDER BY 1",
  );
  const reason = /^.*ERROR: +(.*)$/m.exec(green.logged.split('\n').reverse().join('\n'))?.[1];
  const tables = rows.map(({ name }) => name).join(', ');
  return `The rows of ${tables} in the database ${database} could not be copied to green${reason === undefined ? '' : `: ${reason}`}.`;
}

function connectionString(blue: DatabaseServer, database: string): string {
  const parts = Object.entries({ ...blue.connection, dbname: database });
  return parts.map(([name, value]) => `${name}='${String(value).replace(/['\\]/g, '\\$&')}'`).join(' ');
}
