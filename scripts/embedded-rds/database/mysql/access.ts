import type { Access } from '../wanted/wanted';
import { owner, replicator } from './aurora-objects';
import type { Steered } from './steered';

/** Lets write who may. */
export async function allow(server: Steered, access: Access): Promise<void> {
  if (access === 'fenced') {
    await fence(server);
    server.remember({ isFenced: true });
    return;
  }
  server.remember({ isFenced: false });
  // Whoever has gone since needs nothing.
  for (const account of server.withheld) await server.sql(`GRANT READ_ONLY ADMIN ON *.* TO ${account}`).catch(() => {});
  server.remember({ withheld: [] });
  await server.sql(`SET GLOBAL read_only = ${access === 'open' ? 0 : 1}`);
}

/**
 * RDS stops all writes of blue, whoever makes them, and drops the connections
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html). Here whoever could write on a server
 * that is read only loses that right for as long. Sessions that read the binary log go on: they are to get the last of it.
 */
export async function fence(server: Steered): Promise<void> {
  server.changed();
  const holders = await server.sql(
    `SELECT DISTINCT grantee AS grantee FROM information_schema.user_privileges
     WHERE privilege_type IN ('READ_ONLY ADMIN', 'READ ONLY ADMIN') AND grantee NOT LIKE '\\'${owner}\\'@%'`,
  );
  const accounts = holders.map(({ grantee }) => String(grantee));
  // Known before it is done: after a kill in between they get it back all the same.
  server.remember({ withheld: [...new Set([...server.withheld, ...accounts])] });
  for (const account of accounts) await server.sql(`REVOKE READ_ONLY ADMIN ON *.* FROM ${account}`);
  // A statement that runs would be waited for.
  await endSessions(server);
  await server.sql('SET GLOBAL read_only = 1');
  // Of those that came in between, a transaction could be open.
  await endSessions(server);
}

async function endSessions(server: Steered): Promise<void> {
  const sessions = await server.sql(
    `SELECT id AS id FROM information_schema.processlist WHERE id <> CONNECTION_ID()
     AND user NOT IN ('system user', 'event_scheduler', '${owner}', '${replicator}') AND command NOT IN ('Daemon', 'Binlog Dump', 'Slave_worker')`,
  );
  for (const { id } of sessions) await server.sql(`KILL ${id}`).catch(() => {});
}
