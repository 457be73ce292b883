import { connect, createServer, type Server } from 'node:net';
import { startMariadb, type TestMariadb } from './mariadb';

interface Source {
  host: string;
  port: number;
}

export interface Coordinates {
  file: string;
  position: number;
}

/**
 * A consumer of the binary log: a MariaDB of its own that replicates by file and position, as consumers of Aurora's do. It keeps what it
 * has got, so whatever it misses or gets twice shows, or stops it. Once its connection has ended it does not connect again by itself: it
 * would read on at its old position, in the log of another server.
 */
export class BinlogConsumer {
  private gate: Server | undefined;

  private constructor(readonly server: TestMariadb) {}

  static async start(): Promise<BinlogConsumer> {
    return new BinlogConsumer(
      await startMariadb(['--server-id=77', '--skip-slave-start', '--replicate-wild-ignore-table=mysql.%']),
    );
  }

  async readFrom(source: Source, user: string, password: string, { file, position }: Coordinates): Promise<void> {
    await this.server.sql('STOP SLAVE');
    this.gate?.close();
    this.gate = await openOnce(source);
    const { port } = this.gate.address() as { port: number };
    await this.server.sql(
      `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${port}, MASTER_USER = '${user}', MASTER_PASSWORD = '${password}',
         MASTER_LOG_FILE = '${file}', MASTER_LOG_POS = ${position}, MASTER_USE_GTID = no, MASTER_CONNECT_RETRY = 3600`,
      'START SLAVE',
    );
  }

  /** Where it stands in what it was reading. */
  async standsAt(): Promise<Coordinates> {
    const status = await this.status();
    return { file: String(status.Relay_Master_Log_File), position: Number(status.Exec_Master_Log_Pos) };
  }

  /** Whether it has got all up to there. Throws where it has stopped. */
  async hasReached({ file, position }: Coordinates): Promise<boolean> {
    const status = await this.status();
    const error = [status.Last_SQL_Error, status.Last_IO_Error].find((each) => each !== '');
    if (Number(status.Last_SQL_Errno) !== 0) throw new Error(String(error));
    const at = await this.standsAt();
    return at.file > file || (at.file === file && at.position >= position);
  }

  async stop(): Promise<void> {
    this.gate?.close();
    await this.server.stop();
  }

  private async status(): Promise<Record<string, unknown>> {
    const [row] = await this.server.sql('SHOW SLAVE STATUS');
    return row ?? {};
  }
}

/** Leads one connection there, and no second one. */
function openOnce({ host, port }: Source): Promise<Server> {
  const server = createServer((client) => {
    server.close();
    const source = connect(port, host);
    for (const [end, other] of [
      [client, source],
      [source, client],
    ] as const) {
      end.on('error', () => other.destroy());
      end.once('close', () => other.destroy());
      end.pipe(other);
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
