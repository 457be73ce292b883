import { Lazy, type TerraformResource } from 'cdktf';
import type { Aurora } from '../aurora';
import type { EngineVersion } from '../engine-version';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { UsedParameterGroup } from '../resources/parameter-groups';
import {
  annotationKey,
  type ParameterGroupAnnotation,
  type UpgradeAnnotation,
  type VersionAnnotation,
} from './upgrade-annotation';

/** Writes what the upgrade commands must know beside the cluster in the synthesized JSON. */
export function annotate(
  aurora: Aurora,
  { clusterIdentifier, upgradePolicy = 'blue-green', database, hooks, switchWindow }: AuroraClusterProps,
): void {
  const produce = (): UpgradeAnnotation => ({
    formatVersion: 1,
    path: aurora.node.path,
    clusterIdentifier,
    engine: aurora.versions.current.engine,
    upgradePolicy,
    address: address(aurora.cluster),
    instances: [...aurora.instances].map(([identifier, instance]) => ({ identifier, address: address(instance) })),
    ...describeVersion(aurora, aurora.versions.current),
    upgradeTo: aurora.versions.upgradeTo && describeVersion(aurora, aurora.versions.upgradeTo),
    previous: aurora.versions.previous && describeVersion(aurora, aurora.versions.previous),
    database,
    switchWindow: typeof switchWindow === 'string' ? [switchWindow] : switchWindow,
    hooks,
  });
  // Lazy: the addresses are only final when the stack is synthesized. Terraform and cdktf leave `//` to their users.
  aurora.cluster.addOverride('//', { [annotationKey]: Lazy.anyValue({ produce }) });
}

const address = (resource: TerraformResource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

function describeVersion(aurora: Aurora, version: EngineVersion): VersionAnnotation {
  const { cluster, instance } = aurora.parameterGroups.of(version);
  return {
    engineVersion: version.text,
    clusterParameterGroup: describe(cluster),
    instanceParameterGroup: describe(instance),
  };
}

function describe(group: UsedParameterGroup<TerraformResource> | undefined): ParameterGroupAnnotation | undefined {
  if (!group) return undefined;
  return { name: group.name, family: group.family, address: group.declared && address(group.declared) };
}
