import { escaped } from '../runtime/escaped';
import { type DeclaredResource, declared } from './cluster-resources';
import type { NamedCluster } from './named-cluster';
import { blocks, type ResourceJson, resourceAt, type StackJson } from './stack-json';

/** One resource with what `ignore_changes` hides from Terraform. */
export interface Declaration extends DeclaredResource {
  ignoreChanges: string[] | 'all';
}

/** What the cluster's stack declares of it and around it: a plan after the switchover compares with this. */
export interface Declarations {
  cluster: Declaration;
  instances: Declaration[];
  /** `aws_db_subnet_group`: the one that the cluster stands in, if the stack declares it. */
  subnetGroups: Declaration[];
  /** `aws_rds_cluster_role_association`. Their ARNs are mostly known to Terraform alone. */
  roles: Declaration[];
  /** `aws_rds_cluster_endpoint` */
  endpoints: Declaration[];
  /** `aws_appautoscaling_target` for `cluster:<identifier>` */
  scalableTargets: Declaration[];
  scalingPolicies: Declaration[];
  scheduledActions: Declaration[];
}

/** Passwords stay in the stack's file: nobody here has a use for them. */
const secret = new Set(['master_password', 'master_password_wo']);

export function declarationsOf({ annotation, stack }: NamedCluster, json: StackJson): Declarations {
  const owner = resourceAt(json, annotation.address);
  const read = (address: string): Declaration => declaration(stack, json, address, resourceAt(json, address));
  /** By the literal name or by a reference; of two clusters of one name, the one of the same provider. */
  const around = (type: string, argument: string, wanted: string) =>
    Object.keys(json.resource?.[type] ?? {})
      .map((id) => `${type}.${id}`)
      .filter(
        (address) =>
          refersTo(resourceAt(json, address)[argument], annotation.address) || sameProvider(json, address, owner),
      )
      .map(read)
      .filter(({ attributes }) => String(attributes[argument]).toLowerCase() === wanted);
  const scaled = (type: string) => around(type, 'resource_id', `cluster:${annotation.clusterIdentifier}`);
  const cluster = read(annotation.address);
  return {
    cluster,
    instances: annotation.instances.map(({ address }) => read(address)),
    subnetGroups: around('aws_db_subnet_group', 'name', String(cluster.attributes.db_subnet_group_name).toLowerCase()),
    roles: around('aws_rds_cluster_role_association', 'db_cluster_identifier', annotation.clusterIdentifier),
    endpoints: around('aws_rds_cluster_endpoint', 'cluster_identifier', annotation.clusterIdentifier),
    scalableTargets: scaled('aws_appautoscaling_target'),
    scalingPolicies: scaled('aws_appautoscaling_policy'),
    scheduledActions: scaled('aws_appautoscaling_scheduled_action'),
  };
}

/** Everything of the stack that belongs to the cluster, besides itself, its instances and its groups. */
export function dependents(declared: Declarations): Declaration[] {
  const { roles, endpoints, scalableTargets, scalingPolicies, scheduledActions } = declared;
  return [...roles, ...endpoints, ...scalableTargets, ...scalingPolicies, ...scheduledActions];
}

function declaration(stack: string, json: StackJson, address: string, resource: ResourceJson): Declaration {
  const visible = Object.fromEntries(Object.entries(resource).filter(([name]) => !secret.has(name)));
  const ignored = blocks(resource.lifecycle).flatMap(({ ignore_changes: names }) => names ?? []);
  return {
    ...declared(stack, json, address, visible),
    ignoreChanges: ignored.includes('all') ? 'all' : ignored.map(String),
  };
}

const refersTo = (value: unknown, address: string) =>
  typeof value === 'string' && new RegExp(`\\$\\{${escaped(address)}\\.`).test(value);

const sameProvider = (json: StackJson, address: string, owner: ResourceJson) =>
  (resourceAt(json, address).provider ?? undefined) === (owner.provider ?? undefined);
