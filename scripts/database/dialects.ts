import { type AuroraEngine, isAuroraEngine } from '../../constructs/engines';
import { NotReached } from './database-port';
import type { Dialect } from './dialect';
import { mysql } from './mysql/dialect';
import { postgresql } from './postgresql';

/** How the databases of each engine are asked. */
export const dialects: Readonly<Record<AuroraEngine, Dialect>> = {
  'aurora-postgresql': postgresql,
  'aurora-mysql': mysql,
};

/** @throws NotReached for an engine that has no row */
export function dialectOf(engine: string, cluster: string): Dialect {
  if (isAuroraEngine(engine)) return dialects[engine];
  throw new NotReached(`The databases of ${cluster} are not read: its engine is ${engine}.`, 'Check them by hand.');
}
