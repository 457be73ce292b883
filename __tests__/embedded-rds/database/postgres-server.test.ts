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
});
