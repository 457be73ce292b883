import { EngineVersion } from '../../constructs/engine-version';
import type { AuroraEngine } from '../../constructs/engines';
import { clusterName } from './names';

/** What a cluster of an engine is made of here. */
interface EngineParts {
  /** Cluster parameter, and its value, that a deployment needs. */
  replication: [name: string, value: string];
  logType: string;
  /** Undefined: roles of the engine have none. */
  roleFeature?: string;
}

const parts: Readonly<Record<AuroraEngine, EngineParts>> = {
  'aurora-postgresql': {
    replication: ['rds.logical_replication', '1'],
    logType: 'postgresql',
    roleFeature: 's3Import',
  },
  'aurora-mysql': { replication: ['binlog_format', 'ROW'], logType: 'error' },
};

export const engineOf = (version: string): AuroraEngine =>
  version.includes('mysql_aurora') ? 'aurora-mysql' : 'aurora-postgresql';

export const partsOfEngine = (version: string): EngineParts => parts[engineOf(version)];

export const parsed = (version: string) => EngineVersion.parse(engineOf(version), version);

/** What the groups of a version's family are called. */
export function groupNames(version: string) {
  const { familyShort } = parsed(version);
  return { cluster: `${clusterName}-${familyShort}-cluster-params`, instance: `${clusterName}-${familyShort}-params` };
}
