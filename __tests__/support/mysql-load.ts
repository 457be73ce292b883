import type { Connection } from 'mysql2/promise';
import { connected, type MysqlAppWithData } from './mysql-app-with-data';

/** So long a client waits after a failure, and between two changes, in milliseconds. */
const retryAfter = 50;
const pause = 25;
const readOnly = 1290;

export const loadTables = [
  'CREATE TABLE orders (id bigint AUTO_INCREMENT PRIMARY KEY, client int NOT NULL, n int NOT NULL, UNIQUE (client, n))',
  'CREATE TABLE accounts (client int PRIMARY KEY, total int NOT NULL)',
  // Without a key nothing keeps a change that is made twice from showing.
  'CREATE TABLE journal (client int NOT NULL, n int NOT NULL)',
];

/**
 * A client of an application, as one should be written: what is not acknowledged is tried again, and would not be done twice. Each change
 * is two inserts and an update in one transaction.
 */
export class MysqlLoadClient {
  /** Changes 1 to this are acknowledged. */
  acknowledged = 0;
  failures = 0;
  private isStopped = false;
  private connection: Connection | undefined;
  private readonly running: Promise<void>;
  private tellRefused = () => {};
  /** Resolves when a write is refused because the server is read only. */
  readonly refused = new Promise<void>((resolve) => {
    this.tellRefused = resolve;
  });

  constructor(
    private readonly login: Awaited<ReturnType<MysqlAppWithData['login']>>,
    private readonly number: number,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<number> {
    this.isStopped = true;
    await this.running;
    this.connection?.destroy();
    return this.acknowledged;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      try {
        this.connection ??= await connected({ ...this.login, database: 'shop' });
        await this.change(this.connection, this.acknowledged + 1);
        this.acknowledged += 1;
        await sleep(pause);
      } catch (error) {
        this.failures += 1;
        // A refused write leaves the session as it was; it ends when the name leads elsewhere.
        if ((error as { errno?: number }).errno === readOnly) {
          this.tellRefused();
          await this.connection?.query('ROLLBACK').catch(() => {});
        } else {
          this.connection?.destroy();
          this.connection = undefined;
        }
        await sleep(retryAfter);
      }
    }
  }

  private async change(connection: Connection, n: number): Promise<void> {
    const { number } = this;
    await connection.query('START TRANSACTION');
    const [made] = await connection.query('INSERT IGNORE INTO orders (client, n) VALUES (?, ?)', [number, n]);
    if ((made as { affectedRows: number }).affectedRows === 1) {
      await connection.query('INSERT INTO journal VALUES (?, ?)', [number, n]);
      await connection.query('INSERT INTO accounts VALUES (?, 1) ON DUPLICATE KEY UPDATE total = total + 1', [number]);
    }
    await connection.query('COMMIT');
  }
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
