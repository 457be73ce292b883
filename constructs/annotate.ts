import { Lazy, type TerraformResource } from 'cdktf';
import type { AuroraCluster } from './aurora-cluster';
import type { UsedParameterGroup } from './parameter-groups';
import {
  annotationKey,
  type ParameterGroupAnnotation,
  type UpgradeAnnotation,
  type UpgradePolicy,
} from './upgrade-annotation';

export interface Annotated {
  clusterIdentifier: string;
  upgradePolicy: UpgradePolicy;
}

/** Writes what the upgrade commands must know beside the cluster in the synthesized JSON. */
export function annotate(aurora: AuroraCluster, { clusterIdentifier, upgradePolicy }: Annotated): void {
  const produce = (): UpgradeAnnotation => ({
    formatVersion: 1,
    path: aurora.node.path,
    clusterIdentifier,
    engine: aurora.engineVersion.engine,
    engineVersion: aurora.engineVersion.text,
    upgradePolicy,
    address: address(aurora.cluster),
    instances: [...aurora.instances].map(([identifier, instance]) => ({ identifier, address: address(instance) })),
    clusterParameterGroup: describe(aurora.parameterGroups.cluster),
    instanceParameterGroup: describe(aurora.parameterGroups.instance),
  });
  // Lazy: the addresses are only final when the stack is synthesized. Terraform and cdktf leave `//` to their users.
  aurora.cluster.addOverride('//', { [annotationKey]: Lazy.anyValue({ produce }) });
}

const address = (resource: TerraformResource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

function describe(group: UsedParameterGroup<TerraformResource> | undefined): ParameterGroupAnnotation | undefined {
  if (!group) return undefined;
  return { name: group.name, family: group.family, address: group.declared && address(group.declared) };
}
