import type { ModifyDBClusterMessage } from '@aws-sdk/client-rds';
import type { UpgradeArgs } from '../../timelines/engine-upgrade';
import { invalidParameterCombination } from '../../wire/service-fault';
import { membersOf } from '../lookup';
import { defaultGroupName, isDefaultGroup } from '../parameters/parameter-groups';
import { usableGroup } from '../parameters/parameter-groups-in-use';
import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';
import { isMajorUpgrade, requireKnownVersion, requireUpgradeTarget } from './engine-upgrade-rules';

/**
 * The upgrade in place that a ModifyDBCluster call asks for, or undefined when it names no other version. Throws
 * InvalidParameterCombination in the words of AWS's tutorial
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Upgrading.Tutorial.html) and of users
 * (hashicorp/terraform-provider-aws#35912, cloudposse/terraform-aws-rds-cluster#227).
 */
export function requestedUpgrade(
  scene: Scene,
  cluster: ClusterRecord,
  input: ModifyDBClusterMessage,
): UpgradeArgs | undefined {
  const version = input.EngineVersion;
  const isUpgrade = version !== undefined && version !== cluster.engineVersion;
  const isMajor = isUpgrade && isMajorUpgrade(cluster.engine, cluster.engineVersion, version);
  if (isUpgrade) requireUpgradeTarget(scene, cluster, version);
  if (input.DBInstanceParameterGroupName && !isMajor) {
    // The provider looks for these words and leaves the parameter out (hashicorp/terraform-provider-aws, cluster.go).
    throw invalidParameterCombination(
      'The db-instance-parameter-group-name can only be specified for a major engine version upgrade.',
    );
  }
  if (!isUpgrade) return undefined;
  if (!isMajor) return { cluster: cluster.resourceId, engineVersion: version };
  if (!input.AllowMajorVersionUpgrade) {
    throw invalidParameterCombination(
      'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.',
    );
  }
  return {
    cluster: cluster.resourceId,
    engineVersion: version,
    clusterParameterGroup: majorGroup(scene, 'cluster', cluster.parameterGroup, input.DBClusterParameterGroupName, {
      engine: cluster.engine,
      version,
    }),
    parameterGroup: instanceGroup(scene, cluster, input.DBInstanceParameterGroupName, version),
  };
}

function instanceGroup(scene: Scene, cluster: ClusterRecord, wanted: string | undefined, version: string): string {
  const members = membersOf(scene.region, cluster);
  const custom = members.find(({ parameterGroup }) => !isDefaultGroup(parameterGroup));
  const current = (custom ?? members[0])?.parameterGroup ?? 'default.';
  return majorGroup(scene, 'instance', current, wanted, { engine: cluster.engine, version });
}

/** A custom group is never replaced by a default one unasked. */
function majorGroup(
  scene: Scene,
  level: 'cluster' | 'instance',
  current: string,
  wanted: string | undefined,
  { engine, version }: { engine: string; version: string },
): string {
  const family = requireKnownVersion(engine, version);
  if (wanted !== undefined) return usableGroup(scene.region, level, wanted, family).name;
  if (isDefaultGroup(current)) return defaultGroupName(family);
  const kind = level === 'cluster' ? 'DB cluster' : 'DB instance';
  throw invalidParameterCombination(
    `The current ${kind} parameter group ${current} is custom. You must explicitly specify a new ${kind} parameter group, ` +
      'either default or custom, for the engine version upgrade.',
  );
}
