import type { Declaration } from './declarations';
import type { DesiredCluster } from './desired-cluster';
import { declaredGroups } from './group-addresses';

/** A Terraform `import` block in JSON: `{ "import": [ … ] }`. */
export interface ImportBlock {
  /** Address, `aws_rds_cluster.orders`. */
  to: string;
  /** What the provider imports by: of clusters, instances and groups the name on AWS. */
  id: string;
}

/** Blocks that import the cluster, its instances and the parameter groups that the stack declares into a state. */
export function importBlocks({ annotation }: Pick<DesiredCluster, 'annotation'>): ImportBlock[] {
  const blocks = [{ to: annotation.address, id: annotation.clusterIdentifier }];
  for (const { address, identifier } of annotation.instances) blocks.push({ to: address, id: identifier });
  return [...blocks, ...declaredGroups(annotation).map(({ address, name }) => ({ to: address, id: name }))];
}

/**
 * Blocks for what belongs to the cluster and is named by literals: subnet group, custom endpoints, roles, scalable targets, policies.
 * Not scheduled actions.
 */
export function dependentImports({ declared }: Pick<DesiredCluster, 'declared'>): ImportBlock[] {
  const { subnetGroups, endpoints, roles, scalableTargets, scalingPolicies } = declared;
  const scaled = ['service_namespace', 'resource_id', 'scalable_dimension'];
  return [
    ...blocksOf(subnetGroups, ['name']),
    ...blocksOf(endpoints, ['cluster_endpoint_identifier']),
    ...blocksOf(roles, ['db_cluster_identifier', 'role_arn'], ','),
    ...blocksOf(scalableTargets, scaled),
    ...blocksOf(scalingPolicies, [...scaled, 'name']),
  ];
}

/** The id as the provider documents it: these arguments, joined. What only Terraform knows cannot be imported here. */
function blocksOf(declarations: readonly Declaration[], names: readonly string[], between = '/'): ImportBlock[] {
  return declarations
    .filter(({ attributes }) => names.every((name) => typeof attributes[name] === 'string'))
    .map(({ address, attributes }) => ({ to: address, id: names.map((name) => attributes[name]).join(between) }));
}
