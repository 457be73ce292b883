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
});
