import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The programs of a MariaDB: Debian has them in the package mariadb-server-core. */
export interface Mariadb {
  server: string;
  /** Makes a new folder of data. */
  installer: string;
}

/** MARIADBD names it; else it is looked for on the PATH, and where Debian has it, which is not on every PATH. */
export function findMariadb(env: NodeJS.ProcessEnv = process.env): Mariadb | undefined {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];
  const server = env.MARIADBD
    ? [env.MARIADBD].find(isExecutable)
    : folders.map((folder) => join(folder, 'mariadbd')).find(isExecutable);
  if (server === undefined) return undefined;
  const beside = [join(dirname(server), '..', 'bin'), join(dirname(server), '..', 'scripts'), ...folders];
  const installer = beside.map((folder) => join(folder, 'mariadb-install-db')).find(isExecutable);
  return installer === undefined ? undefined : { server, installer };
}

export const missingMariadb = (identifier: string): string =>
  `${identifier} has no database: MariaDB, which stands in for Aurora MySQL, is not installed here. To have it: ` +
  'apt-get install mariadb-server-core (Debian, Ubuntu) or brew install mariadb, or name its server: MARIADBD=/path/to/mariadbd.';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
