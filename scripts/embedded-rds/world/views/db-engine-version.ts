import type { DBEngineVersion } from '@aws-sdk/client-rds';
import { type CatalogueVersion, type Engine, majorOf } from '../../../engine-versions/catalogue';
import { upgradeTargets } from '../clusters/upgrade-targets';
import type { World } from '../world';

const descriptions: Record<Engine, string> = {
  'aurora-postgresql': 'Aurora PostgreSQL',
  'aurora-mysql': 'Aurora MySQL',
};

const exportableLogs: Record<Engine, string[]> = {
  'aurora-postgresql': ['postgresql'],
  'aurora-mysql': ['audit', 'error', 'general', 'slowquery'],
};

/** A version whose targets no source names has an empty ValidUpgradeTarget: "none known", which AWS would not say. */
export function dbEngineVersionView(world: World, version: CatalogueVersion): DBEngineVersion {
  const { engine } = version;
  const targets = upgradeTargets(world.choices, engine, version.version);
  return {
    Engine: engine,
    MajorEngineVersion: majorOf(version),
    EngineVersion: version.version,
    DBParameterGroupFamily: version.family,
    DBEngineDescription: descriptions[engine],
    DBEngineVersionDescription: describe(engine, version.version),
    ValidUpgradeTarget: targets.map((target) => ({
      Engine: engine,
      EngineVersion: target.version,
      Description: describe(engine, target.version) + (target.isAssumed ? ' (assumed by this world)' : ''),
      AutoUpgrade: false,
      IsMajorVersionUpgrade: target.isMajor,
      SupportedEngineModes: ['provisioned'],
    })),
    ExportableLogTypes: exportableLogs[engine],
    SupportsLogExportsToCloudwatchLogs: true,
    SupportedEngineModes: ['provisioned'],
    Status: version.status,
    TagList: [],
  };
}

/** "Aurora PostgreSQL (Compatible with PostgreSQL 15.10)", "Aurora MySQL 3.08.0". */
function describe(engine: Engine, version: string): string {
  if (engine === 'aurora-postgresql') return `${descriptions[engine]} (Compatible with PostgreSQL ${version})`;
  return `${descriptions[engine]} ${version.split('mysql_aurora.').at(-1)}`;
}
