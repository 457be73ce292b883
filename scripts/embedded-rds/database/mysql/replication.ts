import type { BinlogCoordinates } from '../../world/world';
import { type Preparation, Uncopyable } from '../engine';
import type { WantedReplication } from '../wanted/wanted';
import { fence } from './access';
import { replicator } from './aurora-objects';
import { cloneData } from './clone';
import type { MysqlDatabase } from './database';
import { literal } from './sql-text';
import type { Row } from './steered';

/** Longer than this a switchover waits for no replication, in seconds. */
const longestCatchUp = 20;

export async function prepareSource(blue: MysqlDatabase): Promise<Preparation> {
  const [row] = await blue.sql('SELECT @@log_bin AS log_bin');
  return Number(row?.log_bin) === 1 ? 'prepared' : 'too-few';
}

/**
 * Green recovers what it has from blue: its binary log ends with the last transaction that it has, wherever the copy cut it off. From there
 * on it follows blue, and its own binary log begins anew.
 */
export async function buildTarget(blue: MysqlDatabase, green: MysqlDatabase): Promise<string[]> {
  await green.stop();
  await cloneData(blue, green);
  await green.start(forRecovery(green.parameters));
  const [{ at = '' } = {}] = await green.sql('SELECT @@gtid_binlog_pos AS at');
  await green.sql('RESET MASTER');
  await green.sql(`SET GLOBAL gtid_slave_pos = ${literal(String(at))}`);
  green.remember({ masterVerifier: blue.masterVerifier });
  await follow(blue, green);
  const { Last_IO_Error: ioError, Last_SQL_Error: sqlError } = (await statusOf(green)) ?? {};
  const error = ioError || sqlError;
  if (error) throw new Uncopyable(`Green cannot follow blue: ${String(error).replace(/\.$/, '')}.`);
  return [];
}

/** What was prepared in blue is decided by the binary log, and no event may write before it is known how far that goes. */
const forRecovery = (parameters: Record<string, string>): Record<string, string> => ({
  ...parameters,
  ...(parameters.binlog_format === 'OFF' && { binlog_format: 'ROW' }),
  ...(parameters.event_scheduler !== undefined && { event_scheduler: 'OFF' }),
});

async function follow(blue: MysqlDatabase, green: MysqlDatabase): Promise<void> {
  await green.sql(
    `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${blue.port}, MASTER_USER = '${replicator}', ` +
      `MASTER_PASSWORD = ${literal(blue.password)}, MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1`,
  );
  await green.sql('START SLAVE');
}

/** Blue answers on another port after each of its starts. */
export async function followSource(blue: MysqlDatabase, green: MysqlDatabase): Promise<void> {
  const status = await statusOf(green);
  if (status !== undefined && Number(status.Master_Port) === blue.port) return;
  await green.sql('STOP SLAVE');
  await follow(blue, green);
}

/** Blue takes no more writes, and green gets what it has taken. */
export async function drain(blue: MysqlDatabase, green: MysqlDatabase): Promise<boolean> {
  await fence(blue);
  // Nobody starts it again meanwhile.
  if ((await statusOf(green))?.Slave_SQL_Running !== 'Yes') return false;
  const [{ at = '' } = {}] = await blue.sql('SELECT @@gtid_binlog_pos AS at');
  const [{ late } = {}] = await green.sql(`SELECT MASTER_GTID_WAIT(${literal(String(at))}, ${longestCatchUp}) AS late`);
  return Number(late) === 0;
}

export async function coordinates(green: MysqlDatabase): Promise<BinlogCoordinates | undefined> {
  const [row] = await green.sql('SHOW MASTER STATUS');
  return row === undefined ? undefined : { file: String(row.File), position: Number(row.Position) };
}

export async function handOver(_: MysqlDatabase, green: MysqlDatabase): Promise<void> {
  await green.sql('STOP SLAVE');
  await green.sql('RESET SLAVE ALL');
}

/**
 * Not of a green that was kept when its deployment was deleted: it goes on replicating
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-deleting.html). Nor what a user has set up.
 */
export async function endReplication(server: MysqlDatabase, wanted: readonly WantedReplication[]): Promise<void> {
  if (!server.isOpen || wanted.some(({ target }) => target === server.cluster)) return;
  const status = await statusOf(server);
  if (status?.Master_User === replicator) await handOver(server, server);
}

/** It does not go on by itself after an error. */
export async function countErrors(green: MysqlDatabase): Promise<number> {
  const status = await statusOf(green);
  if (status === undefined) return 0;
  const { Slave_IO_Running: reads, Slave_SQL_Running: applies, Last_IO_Errno: read, Last_SQL_Errno: applied } = status;
  const isOver = (applies === 'No' && Number(applied) !== 0) || (reads === 'No' && Number(read) !== 0);
  return isOver ? Number.POSITIVE_INFINITY : 0;
}

async function statusOf(server: MysqlDatabase): Promise<Row | undefined> {
  const [row] = await server.sql('SHOW SLAVE STATUS');
  return row;
}
