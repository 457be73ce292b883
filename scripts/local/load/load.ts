import type { ClientConfig } from 'pg';
import { connected, LoadClient } from './load-client';

export interface LoadResult {
  acknowledged: number;
  /** Of these, in production. */
  found: number;
  twice: number;
  sequencesGoOn: boolean;
  /** Milliseconds. */
  longestWait: number;
  failures: number;
  seconds: number;
}

/** A client of an application in each of several databases of one cluster, through its writer endpoint. */
export class Load {
  private readonly clients: { database: string; client: LoadClient }[] = [];
  private startedAt = 0;

  constructor(
    private readonly config: ClientConfig,
    private readonly databases: readonly string[],
  ) {}

  /** Makes the databases that are missing, with their tables, and begins. */
  async start(): Promise<void> {
    const existing = await this.query<{ datname: string }>('postgres', 'SELECT datname FROM pg_database');
    for (const database of this.databases) {
      if (!existing.some(({ datname }) => datname === database))
        await this.query('postgres', `CREATE DATABASE "${database}"`);
      await this.query(database, tables);
      // One each shows the same as several, on a machine that has the servers to run as well.
      const client = new LoadClient(this.clients.length, { ...this.config, database });
      await this.query(database, 'INSERT INTO accounts VALUES ($1, 0)', [client.number]);
      this.clients.push({ database, client });
    }
    this.startedAt = Date.now();
    for (const { client } of this.clients) client.start();
  }

  /** Ends it, and looks into production for what was acknowledged. */
  async stop(): Promise<LoadResult> {
    await Promise.all(this.clients.map(({ client }) => client.stop()));
    const result: LoadResult = {
      acknowledged: 0,
      found: 0,
      twice: 0,
      sequencesGoOn: true,
      longestWait: Math.max(...this.clients.map(({ client }) => client.longestWait)),
      failures: this.clients.reduce((sum, { client }) => sum + client.failures, 0),
      seconds: (Date.now() - this.startedAt) / 1000,
    };
    for (const { database, client } of this.clients) {
      const [row] = await this.query<{ rows: number; found: number; total: number }>(database, counts, [
        client.number,
        client.acknowledged,
      ]);
      result.acknowledged += client.acknowledged;
      result.found += row?.found ?? 0;
      // The key forbids the same row twice; what an update did twice shows in the total.
      result.twice += Math.abs((row?.total ?? 0) - (row?.rows ?? 0));
    }
    for (const database of this.databases) {
      const [row] = await this.query<{ ok: boolean }>(
        database,
        "SELECT nextval('orders_id_seq') > (SELECT max(id) FROM orders) AS ok",
      );
      result.sequencesGoOn &&= row?.ok === true;
    }
    return result;
  }

  private async query<Row>(database: string, text: string, values?: unknown[]): Promise<Row[]> {
    const client = await connected({ ...this.config, database });
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }
}

const tables = `CREATE TABLE IF NOT EXISTS orders (id bigserial PRIMARY KEY, client int NOT NULL, n int NOT NULL, at timestamptz DEFAULT now(),
  UNIQUE (client, n));
CREATE TABLE IF NOT EXISTS accounts (client int PRIMARY KEY, total int NOT NULL)`;

const counts = `SELECT count(*)::int AS rows, count(*) FILTER (WHERE n <= $2)::int AS found,
  (SELECT total FROM accounts WHERE client = $1) AS total FROM orders WHERE client = $1`;
