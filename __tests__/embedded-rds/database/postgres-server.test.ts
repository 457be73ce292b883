import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../../scripts/embedded-rds/database/free-port';
import { roomyMemory } from '../../../scripts/embedded-rds/database/memory-folder';
import { binariesOf } from '../../../scripts/embedded-rds/database/postgresql/binaries';
import { PostgresServer } from '../../../scripts/embedded-rds/database/postgresql/postgres-server';
import { ExitCode } from '../../../scripts/runtime/errors';
import { startPostgres } from '../../support/postgres';

describe('a real PostgreSQL', () => {
  it.each([15, 17] as const)('of major version %s starts, answers and stops', async (major) => {
    const server = await startPostgres(major);
    try {
      expect(await server.sql("SELECT current_setting('server_version_num')::int / 10000 AS major")).toEqual([
        { major },
      ]);
    } finally {
      await server.stop();
    }
    await expect(server.sql('SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('begins with a copy of what initdb made once, which only its own password opens', async () => {
    const folder = mkdtempSync(join(roomyMemory(), 'aurora-copy-'));
    chmodSync(folder, 0o755);
    const passwords = ['first-horse-1', "second'horse\\2"];
    const start = async (password: string, index: number) => {
      const own = { folder: join(folder, `${index}`), port: await freePort(), user: 'keeper', password };
      return { ...own, server: await PostgresServer.start({ ...own, binaries: binariesOf(17)! }) };
    };
    const opens = async ({ port, user }: { port: number; user: string }, password: string) => {
      const client = new Client({ host: '127.0.0.1', port, user, password, database: 'postgres' });
      return client.connect().then(
        () => client.end().then(() => true),
        ({ code }: { code: string }) => code,
      );
    };
    const [first, second] = [await start(passwords[0]!, 1), await start(passwords[1]!, 2)];
    try {
      const wrongPassword = '28P01';
      expect(await Promise.all(passwords.map((each) => opens(first, each)))).toEqual([true, wrongPassword]);
      expect(await Promise.all(passwords.map((each) => opens(second, each)))).toEqual([wrongPassword, true]);
    } finally {
      await Promise.all([first, second].map(({ server }) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('that does not start says why, where its log is, and what to do', async () => {
    await expect(startPostgres(17, { wal_level: 'minimal' })).rejects.toMatchObject({
      code: 'POSTGRESQL_NOT_STARTED',
      message: expect.stringMatching(
        /^The PostgreSQL in \S+ does not start: WAL streaming .* requires .*"replica" or "logical"\.$/,
      ),
      remedy: expect.stringMatching(/^Its log is \S+\/log\. With --reset, /),
      exitCode: ExitCode.failed,
    });
  });

  it('leaves no log where it has started, and ends also where its folder is gone', async () => {
    const folder = mkdtempSync(join(roomyMemory(), 'aurora-gone-'));
    chmodSync(folder, 0o755);
    const own = {
      folder: join(folder, 'server'),
      user: 'keeper',
      password: 'first-horse-1',
      binaries: binariesOf(17)!,
    };
    const start = async () => PostgresServer.start({ ...own, port: await freePort() });
    await (await start()).stop();
    expect(readdirSync(own.folder)).not.toContain('log');
    const server = await start();
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
    expect(server.hasEnded).toBe(true);
  });

  it('that never accepts connections is ended, and said, after its limit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aurora-mute-'));
    chmodSync(folder, 0o755);
    try {
      const program = (name: string, text: string) =>
        writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
      program('initdb', 'mkdir -p "$2"');
      program('postgres', 'exec sleep 600');
      const server = {
        binaries: folder,
        folder: join(folder, 'server'),
        port: 1,
        user: 'postgres',
        password: 'x',
        startLimit: 300,
      };
      await expect(PostgresServer.start(server)).rejects.toMatchObject({
        code: 'POSTGRESQL_NOT_STARTED',
        message: expect.stringContaining('it says no reason'),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
