import { type ClusterResources, clusterResources, type DeclaredResource } from '../desired/cluster-resources';
import type { SynthesizedStack } from '../desired/read-stacks';
import { seedClusters } from '../embedded-rds/seed/seed';
import type { World } from '../embedded-rds/world/world';

/**
 * Brings up in the embedded RDS what the stacks describe, each resource in its provider's region. An empty world gets all of it, or
 * nothing: half of it would count as the world of an earlier start.
 */
export function seedFromCode(world: World, stacks: readonly SynthesizedStack[], now: number): string[] {
  const before = Object.keys(world.regions);
  try {
    return seeded(world, stacks, now);
  } catch (error) {
    if (before.length === 0) for (const region of Object.keys(world.regions)) delete world.regions[region];
    throw error;
  }
}

function seeded(world: World, stacks: readonly SynthesizedStack[], now: number): string[] {
  const told: string[] = [];
  for (const stack of stacks) {
    const resources = clusterResources(stack.name, stack.json);
    for (const region of regionsOf(resources)) {
      const here = (all: DeclaredResource[]) =>
        all
          .filter((resource) => regionOf(resource) === region)
          .map(({ attributes, tagsAll }): Record<string, unknown> => ({ ...attributes, tags: tagsAll }));
      const spec = {
        clusters: here(resources.clusters),
        instances: here(resources.instances),
        clusterParameterGroups: here(resources.clusterParameterGroups),
        parameterGroups: here(resources.parameterGroups),
        subnetGroups: here(resources.subnetGroups),
        roleAssociations: here(resources.roleAssociations),
        clusterEndpoints: here(resources.clusterEndpoints),
        scalableTargets: here(resources.scalableTargets),
        scalingPolicies: here(resources.scalingPolicies),
      };
      seedClusters(world, region, spec, now);
      for (const cluster of spec.clusters) {
        told.push(`${cluster.cluster_identifier} (${cluster.engine} ${cluster.engine_version}, ${region})`);
      }
    }
  }
  return told;
}

const regionOf = (resource: DeclaredResource) =>
  resource.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';

function regionsOf(resources: ClusterResources): string[] {
  const all = [
    ...resources.subnetGroups,
    ...resources.clusterParameterGroups,
    ...resources.parameterGroups,
    ...resources.clusters,
    ...resources.instances,
  ];
  return [...new Set(all.map(regionOf))];
}
