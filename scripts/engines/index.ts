import type { AuroraEngine } from '../../constructs/engines';
import { auroraMysql } from './aurora-mysql';
import { auroraPostgresql } from './aurora-postgresql';
import type { Engine } from './engine';

export const engines: Readonly<Record<AuroraEngine, Engine>> = {
  'aurora-postgresql': auroraPostgresql,
  'aurora-mysql': auroraMysql,
};
