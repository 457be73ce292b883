import type { Engine as EngineName } from '../../../engine-versions/catalogue';
import { auroraMysql } from './aurora-mysql';
import { auroraPostgresql } from './aurora-postgresql';
import type { PlayedEngine } from './engine';

export const playedEngines: Readonly<Record<EngineName, PlayedEngine>> = {
  'aurora-postgresql': auroraPostgresql,
  'aurora-mysql': auroraMysql,
};

export const isPlayed = (engine: string | undefined): engine is EngineName =>
  engine !== undefined && Object.hasOwn(playedEngines, engine);

/** Of a record in the world, whose engine was checked when it was created. */
export function playedEngine(engine: string): PlayedEngine {
  if (!isPlayed(engine)) throw new Error(`This server does not play the engine ${engine}.`);
  return playedEngines[engine];
}
