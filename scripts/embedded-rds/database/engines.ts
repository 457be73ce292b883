import type { Engine } from '../../engine-versions/catalogue';
import { UpgradeError } from '../../runtime/errors';
import { mysqlEngine } from './mysql/engine';
import { findMariadb } from './mysql/installed';
import { openMysqlSession } from './mysql/session';
import { postgresqlEngine } from './postgresql/engine';
import { Installed } from './postgresql/installed';
import { openPostgresqlSession } from './postgresql/startup-packet';
import type { OpenSession } from './session';

/**
 * The engines, each with what is installed of it. Throws UpgradeError where nothing is; where one of them is missing, its clusters have no
 * database. `tell` hears what stands in for another version.
 */
export function databaseEngines(tell: (sentence: string) => void) {
  const mariadb = findMariadb();
  const postgresql = installedPostgresql(tell);
  if (mariadb === undefined && postgresql instanceof UpgradeError) throw postgresql;
  return { 'aurora-postgresql': postgresqlEngine(postgresql), 'aurora-mysql': mysqlEngine(mariadb) };
}

function installedPostgresql(tell: (sentence: string) => void): Installed | UpgradeError {
  try {
    return new Installed(tell);
  } catch (error) {
    if (error instanceof UpgradeError) return error;
    throw error;
  }
}

export const sessionOpeners: Readonly<Record<Engine, OpenSession>> = {
  'aurora-postgresql': openPostgresqlSession,
  'aurora-mysql': openMysqlSession,
};
