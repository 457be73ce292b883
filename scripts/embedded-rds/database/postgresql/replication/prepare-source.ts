import type { Preparation } from '../../engine';
import type { DatabaseServer } from '../database-server';
import { identifier } from '../sql-text';
import { replicationName } from './names';

type Deployment = { region: string; deployment: string };

/** How long a slot may wait for the transactions that were there before it. */
const longestWait = '3s';
const queryCanceled = '57014';

/**
 * A publication of all tables and a slot for each database of blue. From now on, an UPDATE or DELETE of a table without a key fails
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 * `stalled`: a transaction that was there before does not end. `too-few`: slots or workers do not suffice.
 */
export async function prepareSource(blue: DatabaseServer, deployment: Deployment): Promise<Preparation> {
  const databases = await blue.databases();
  const slots = await blue.sql<{ slot_name: string }>('postgres', 'SELECT slot_name FROM pg_replication_slots');
  const existing = new Set(slots.map(({ slot_name }) => slot_name));
  const missing = databases.filter(({ oid }) => !existing.has(replicationName('slot', deployment, oid)));
  if (!(await suffice(blue, databases.length, existing.size + missing.length))) return 'too-few';
  for (const { oid, name } of missing) {
    const slot = replicationName('slot', deployment, oid);
    await blue.sql(name, publication(replicationName('pub', deployment, oid)));
    try {
      await blue.withClient(name, (client) =>
        client.query(
          `SET statement_timeout = '${longestWait}'; SELECT pg_create_logical_replication_slot('${slot}', 'pgoutput')`,
        ),
      );
    } catch (error) {
      if ((error as { code?: string }).code === queryCanceled) return 'stalled';
      throw error;
    }
  }
  return 'prepared';
}

/** The arithmetic of https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-preparing-postgres.html */
async function suffice(blue: DatabaseServer, databases: number, slots: number): Promise<boolean> {
  const [row] = await blue.sql<{ enough: boolean }>(
    'postgres',
    `SELECT current_setting('wal_level') = 'logical' AND current_setting('max_replication_slots')::int >= $1
       AND current_setting('max_wal_senders')::int >= $1 AND current_setting('max_logical_replication_workers')::int >= $2
       AND current_setting('max_worker_processes')::int >= $2 AS enough`,
    [slots, databases],
  );
  return row?.enough === true;
}

const publication = (name: string) => `DO $$ BEGIN CREATE PUBLICATION ${identifier(name)} FOR ALL TABLES;
EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
