import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roomyMemory } from '../../../scripts/embedded-rds/database/memory-folder';
import { MariadbServer } from '../../../scripts/embedded-rds/database/mysql/mariadb-server';

test('an installation that fails is said in a sentence, and what a killed one has left in memory goes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-installer-'));
  // Where we are root, the installer runs as another user.
  chmodSync(folder, 0o755);
  const installer = join(folder, 'mariadb-install-db');
  writeFileSync(installer, "#!/bin/sh\necho 'ERROR: 3 Error writing file (No space left on device)' >&2\nexit 1\n", {
    mode: 0o755,
  });
  // No process has this number.
  const leftover = join(roomyMemory(), `aurora-mariadb-${2 ** 22 + 1}-abcdef`);
  mkdirSync(leftover);
  try {
    const mariadb = { server: '/bin/false', installer };
    const server = { mariadb, folder: join(folder, 'server'), port: 1, options: [] };
    await expect(MariadbServer.start(server)).rejects.toMatchObject({
      code: 'MARIADB_NOT_STARTED',
      message: expect.stringMatching(/ does not start: 3 Error writing file \(No space left on device\)\.$/),
    });
    expect(existsSync(leftover)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(leftover, { recursive: true, force: true });
  }
});
