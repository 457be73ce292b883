import type { ActionContext } from '../actions/action';
import { findCluster, findInstance } from '../world/lookup';
import { regionOf } from '../world/new-world';
import { findParameterGroup } from '../world/parameters/parameter-groups';
import { advance } from '../world/timeline';
import type { World } from '../world/world';
import type { TerraformArguments } from './arguments';
import {
  isOf,
  seedClusterEndpoint,
  seedRoleAssociation,
  seedRoles,
  seedScalableTarget,
  seedScalingPolicy,
} from './attachments';
import { call } from './call';
import { clusterInput, instanceInput, parameterGroupInput, parameters, subnetGroupInput } from './inputs';

/** What RDS holds of one stack, as its resources say it: Terraform's argument names, references already resolved. */
export interface SeedSpec {
  clusters: TerraformArguments[];
  /** In this order: the first of a cluster becomes its writer. */
  instances: TerraformArguments[];
  clusterParameterGroups: TerraformArguments[];
  parameterGroups: TerraformArguments[];
  subnetGroups: TerraformArguments[];
  roleAssociations?: TerraformArguments[];
  clusterEndpoints?: TerraformArguments[];
  scalableTargets?: TerraformArguments[];
  scalingPolicies?: TerraformArguments[];
  /** Of the provider block; a resource's own `tags` win. */
  defaultTags?: Record<string, string>;
}

const minute = 60_000;
const age = 30 * 24 * 60 * minute;

/**
 * Fills a region with what a stack describes, made 30 days before `now` (milliseconds) by the API's own operations: all of
 * it is available and in sync, and a plan that imports it is empty. What exists already under its name is left as it is.
 * Throws UpgradeError for what RDS would refuse.
 */
export function seedClusters(world: World, region: string, spec: SeedSpec, now: number): void {
  const tagged = (resources: TerraformArguments[]): TerraformArguments[] =>
    resources.map((resource) => ({ ...resource, tags: { ...spec.defaultTags, ...tagsOf(resource) } }));
  const context: ActionContext = {
    world,
    region: regionOf(world, region),
    now: now - age,
    account: world.account,
    principal: `arn:aws:iam::${world.account}:root`,
  };
  const pass = (minutes: number): void => {
    context.now += minutes * minute;
    advance(world, context.now);
  };

  for (const group of tagged(spec.subnetGroups)) seedSubnetGroup(context, group);
  for (const group of tagged(spec.clusterParameterGroups)) seedParameterGroup(context, 'cluster', group);
  for (const group of tagged(spec.parameterGroups)) seedParameterGroup(context, 'instance', group);
  const added = tagged(spec.clusters).filter(
    ({ cluster_identifier }) => findCluster(context, String(cluster_identifier)) === undefined,
  );
  for (const cluster of added) {
    call(context, 'CreateDBCluster', clusterInput(cluster), `aws_rds_cluster ${cluster.cluster_identifier}`);
  }
  pass(5);
  for (const cluster of added) seedRoles(context, cluster);
  for (const instance of tagged(spec.instances)) {
    if (findInstance(context, String(instance.identifier)) !== undefined) continue;
    call(context, 'CreateDBInstance', instanceInput(instance), `aws_rds_cluster_instance ${instance.identifier}`);
    // One after the other, so that the order of the code is the order of creation.
    pass(6);
  }
  // Only of clusters that are new: what a switchover has dropped must not come back when the server starts again.
  const isNew = isOf(added);
  for (const association of (spec.roleAssociations ?? []).filter(isNew)) seedRoleAssociation(context, association);
  for (const endpoint of tagged(spec.clusterEndpoints ?? []).filter(isNew)) seedClusterEndpoint(context, endpoint);
  for (const target of tagged(spec.scalableTargets ?? []).filter(isNew)) seedScalableTarget(context, target);
  for (const policy of (spec.scalingPolicies ?? []).filter(isNew)) seedScalingPolicy(context, policy);
  pass(2);
  advance(world, now);
}

function seedSubnetGroup(context: ActionContext, group: TerraformArguments): void {
  const name = String(group.name);
  if (context.region.subnetGroups[name.toLowerCase()] !== undefined) return;
  const fallback = context.region.subnetGroups.default?.subnetIds ?? [];
  call(context, 'CreateDBSubnetGroup', subnetGroupInput(group, fallback), `aws_db_subnet_group ${name}`);
}

function seedParameterGroup(context: ActionContext, level: 'cluster' | 'instance', group: TerraformArguments): void {
  const name = String(group.name);
  if (findParameterGroup(context.region, level, name) !== undefined) return;
  const kind = level === 'cluster' ? 'DBClusterParameterGroup' : 'DBParameterGroup';
  const resource = level === 'cluster' ? `aws_rds_cluster_parameter_group ${name}` : `aws_db_parameter_group ${name}`;
  call(context, `Create${kind}`, { [`${kind}Name`]: name, ...parameterGroupInput(group) }, resource);
  for (const Parameters of parameters(group)) {
    call(context, `Modify${kind}`, { [`${kind}Name`]: name, Parameters }, resource);
  }
}

function tagsOf({ tags }: TerraformArguments): Record<string, string> {
  return (tags ?? {}) as Record<string, string>;
}
