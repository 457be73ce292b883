import type { ActionContext } from '../actions/action';
import { type TerraformArguments, text, texts } from './arguments';
import {
  clusterEndpointInput,
  roleAssociationInput,
  scalableTargetInput,
  scalingPolicyInput,
} from './attachment-inputs';
import { call } from './call';

/** Whether a resource hangs on one of these clusters: by the cluster's name, or as Application Auto Scaling names it. */
export function isOf(clusters: TerraformArguments[]): (resource: TerraformArguments) => boolean {
  const names = new Set(clusters.map(({ cluster_identifier }) => text(cluster_identifier)));
  return (resource) =>
    resource.service_namespace === undefined
      ? names.has(text(resource.db_cluster_identifier ?? resource.cluster_identifier))
      : resource.service_namespace === 'rds' && names.has(text(resource.resource_id)?.replace(/^cluster:/, ''));
}

/** `iam_roles` are associated one by one. */
export function seedRoles(context: ActionContext, cluster: TerraformArguments): void {
  for (const role of texts(cluster.iam_roles) ?? []) {
    const association = { db_cluster_identifier: cluster.cluster_identifier, role_arn: role };
    associate(context, association, `aws_rds_cluster ${cluster.cluster_identifier}`);
  }
}

export function seedRoleAssociation(context: ActionContext, association: TerraformArguments): void {
  associate(context, association, `aws_rds_cluster_role_association of ${association.db_cluster_identifier}`);
}

export function seedClusterEndpoint(context: ActionContext, endpoint: TerraformArguments): void {
  const name = text(endpoint.cluster_endpoint_identifier);
  call(context, 'CreateDBClusterEndpoint', clusterEndpointInput(endpoint), `aws_rds_cluster_endpoint ${name}`);
}

export function seedScalableTarget(context: ActionContext, target: TerraformArguments): void {
  const resource = `aws_appautoscaling_target ${target.resource_id}`;
  call(context, 'RegisterScalableTarget', scalableTargetInput(target), resource);
}

export function seedScalingPolicy(context: ActionContext, policy: TerraformArguments): void {
  call(context, 'PutScalingPolicy', scalingPolicyInput(policy), `aws_appautoscaling_policy ${policy.name}`);
}

function associate(context: ActionContext, association: TerraformArguments, resource: string): void {
  call(context, 'AddRoleToDBCluster', roleAssociationInput(context.account, association), resource);
}
