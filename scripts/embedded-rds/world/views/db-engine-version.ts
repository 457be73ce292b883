import type { DBEngineVersion } from '@aws-sdk/client-rds';
import { type CatalogueVersion, majorOf } from '../../../engine-versions/catalogue';
import { playedEngines } from '../../data/engines';
import { upgradeTargets } from '../clusters/upgrade-targets';
import type { World } from '../world';

/** A version whose targets no source names has an empty ValidUpgradeTarget: "none known", which AWS would not say. */
export function dbEngineVersionView(world: World, version: CatalogueVersion): DBEngineVersion {
  const { engine } = version;
  const played = playedEngines[engine];
  const targets = upgradeTargets(world.choices, engine, version.version);
  return {
    Engine: engine,
    MajorEngineVersion: majorOf(version),
    EngineVersion: version.version,
    DBParameterGroupFamily: version.family,
    DBEngineDescription: played.title,
    DBEngineVersionDescription: played.describe(version.version),
    ValidUpgradeTarget: targets.map((target) => ({
      Engine: engine,
      EngineVersion: target.version,
      Description: played.describe(target.version) + (target.isAssumed ? ' (assumed by this world)' : ''),
      AutoUpgrade: false,
      IsMajorVersionUpgrade: target.isMajor,
      SupportedEngineModes: ['provisioned'],
    })),
    ExportableLogTypes: [...played.exportableLogs],
    SupportsLogExportsToCloudwatchLogs: true,
    SupportedEngineModes: ['provisioned'],
    Status: version.status,
    TagList: [],
  };
}
