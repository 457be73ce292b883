import { waitUntil } from '../../wait-until';
import type { DatabaseServer } from '../database-server';
import { identifier, literal } from '../sql-text';
import { ofCopies, ofDeployments, prefixOf } from './names';

type Deployment = { region: string; deployment: string };

/** Longer than this a switchover waits for no replication. */
const longestCatchUp = 20_000;

/** In one query, which holds a lock for each, and is planned the longer for each the more there are. */
const sequencesAtOnce = 100;

/**
 * Before blue is fenced: its sessions end, and green gets what is on its way. False: it did not come in time, or a database has been closed
 * meanwhile, so that its sequences cannot be read. A clean shutdown sends
 * all that is committed until then, so what slips in between is not lost either.
 */
export async function drain(blue: DatabaseServer, deployment: Deployment): Promise<boolean> {
  const closed = await blue.sql(
    'postgres',
    `SELECT FROM pg_replication_slots s JOIN pg_database d ON d.oid = s.datoid
     WHERE starts_with(s.slot_name, $1) AND NOT d.datallowconn`,
    [prefixOf(deployment)],
  );
  if (closed.length > 0) return false;
  await endSessions(blue);
  const [position] = await blue.sql<{ lsn: string }>('postgres', 'SELECT pg_current_wal_lsn()::text AS lsn');
  return waitUntil(async () => {
    const [row] = await blue.sql<{ behind: number }>(
      'postgres',
      `SELECT count(*)::int AS behind FROM pg_replication_slots
       WHERE starts_with(slot_name, $1) AND confirmed_flush_lsn < $2::pg_lsn`,
      [prefixOf(deployment), position?.lsn],
    );
    return row?.behind === 0;
  }, longestCatchUp);
}

async function endSessions(server: DatabaseServer): Promise<void> {
  await server.sql(
    'postgres',
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename <> current_user`,
  );
}

/** Blue is fenced: sequences, which replication does not carry, are copied, and green is on its own. */
export async function handOver(blue: DatabaseServer, green: DatabaseServer): Promise<void> {
  const subscribed = await subscriptions(green);
  await Promise.all(subscribed.map(({ database }) => copySequences(blue, green, database)));
  await Promise.all(subscribed.map(({ name, database }) => drop(green, name, database)));
}

/** Removes what replicates and is no longer wanted: without a hand-over, as after an abort. */
export async function endReplication(server: DatabaseServer, wanted: readonly Deployment[]): Promise<void> {
  const isWanted = (name: string): boolean => wanted.some((each) => name.startsWith(prefixOf(each)));
  for (const { name, database } of await subscriptions(server)) if (!isWanted(name)) await drop(server, name, database);
  const slots = await server.sql<{ name: string }>(
    'postgres',
    'SELECT slot_name AS name FROM pg_replication_slots WHERE slot_name ~ $1',
    [`${ofDeployments}|${ofCopies}`],
  );
  // Copies of tables have slots of their own; their names do not say whose.
  const isSource = slots.some(({ name }) => isWanted(name));
  for (const { name } of slots)
    if (!isSource || (!isWanted(name) && new RegExp(ofDeployments).test(name))) await dropSlot(server, name);
  const [{ fenced = false } = {}] = await server.sql<{ fenced: boolean }>(
    'postgres',
    'SELECT pg_is_in_recovery() AS fenced',
  );
  if (!fenced) await dropPublications(server, isWanted);
}

/**
 * `pg_sequences` shows no value of a sequence that was restarted, or set without being called: only the sequence itself has both.
 * Unlogged ones cannot be read on a fenced server.
 */
async function copySequences(blue: DatabaseServer, green: DatabaseServer, database: string): Promise<void> {
  const names = await blue.sql<{ name: string }>(
    database,
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind = 'S' AND relpersistence = 'p'`,
  );
  for (let begin = 0; begin < names.length; begin += sequencesAtOnce) {
    const batch = names.slice(begin, begin + sequencesAtOnce);
    const values = await blue.sql(
      database,
      batch
        .map(
          ({ name }) => `SELECT ${literal(name)} AS name, last_value::text AS value, is_called AS called FROM ${name}`,
        )
        .join(' UNION ALL '),
    );
    await green.sql(
      database,
      `SELECT count(setval(to_regclass(name), value, called)) FROM json_to_recordset($1)
         AS s(name text, value bigint, called boolean) WHERE to_regclass(name) IS NOT NULL`,
      [JSON.stringify(values)],
    );
  }
}

async function subscriptions(server: DatabaseServer): Promise<{ name: string; database: string }[]> {
  return server.sql(
    'postgres',
    'SELECT subname AS name, datname AS database FROM pg_subscription JOIN pg_database d ON d.oid = subdbid WHERE subname ~ $1',
    [ofDeployments],
  );
}

async function drop(server: DatabaseServer, name: string, database: string): Promise<void> {
  const subscription = `SUBSCRIPTION ${identifier(name)}`;
  // The slot is another server's, and goes with what is no longer wanted there.
  await server.sql(
    database,
    `ALTER ${subscription} DISABLE; ALTER ${subscription} SET (slot_name = NONE); DROP ${subscription}`,
  );
}

async function dropSlot(server: DatabaseServer, name: string): Promise<void> {
  await waitUntil(
    () =>
      server
        .sql('postgres', 'SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1', [
          name,
        ])
        .then(() => server.sql('postgres', 'SELECT pg_drop_replication_slot($1)', [name]))
        .then(
          () => true,
          () => false,
        ),
    5000,
  );
}

async function dropPublications(server: DatabaseServer, isWanted: (name: string) => boolean): Promise<void> {
  for (const { name: database } of await server.databases()) {
    const rows = await server.sql<{ name: string }>(
      database,
      'SELECT pubname AS name FROM pg_publication WHERE pubname ~ $1',
      [ofDeployments],
    );
    for (const { name } of rows.filter((row) => !isWanted(row.name)))
      await server.sql(database, `DROP PUBLICATION ${identifier(name)}`);
  }
}
