import { isRecord } from '../runtime/is-record';
import { rawProviderBlock } from './provider-block';
import { resolveArguments } from './resolve-arguments';
import { blocks, type ResourceJson, type StackJson } from './stack-json';

/** One resource as Terraform would send it to AWS, as far as that is known without Terraform. */
export interface DeclaredResource {
  /** `aws_rds_cluster.orders` */
  address: string;
  /** Arguments under Terraform's names (`cluster_identifier`), without meta-arguments. Null ones are left out. */
  attributes: Record<string, unknown>;
  /** `tags` over the provider's `default_tags`. */
  tagsAll: Record<string, string>;
  /** Of the resource's provider; undefined when the environment decides. */
  region?: string;
  /** Arguments whose values only Terraform knows; they are missing in `attributes`. */
  unresolved: string[];
  /** The provider's `ignore_tags`: what Terraform overlooks on AWS. */
  ignoredTags: IgnoredTags;
}

type IgnoredTags = { keys: string[]; prefixes: string[] } | 'unknown';

export interface ClusterResources {
  clusters: DeclaredResource[];
  instances: DeclaredResource[];
  clusterParameterGroups: DeclaredResource[];
  parameterGroups: DeclaredResource[];
  subnetGroups: DeclaredResource[];
  roleAssociations: DeclaredResource[];
  clusterEndpoints: DeclaredResource[];
  /** Of any service. */
  scalableTargets: DeclaredResource[];
  scalingPolicies: DeclaredResource[];
  /** Of the provider block without an alias. */
  defaultTags: Record<string, string>;
}

/** Everything of one stack that RDS, and Application Auto Scaling for it, would have after a deploy: a local RDS is filled with it. */
export function clusterResources(stack: string, json: StackJson): ClusterResources {
  const read = (type: string) =>
    Object.entries(json.resource?.[type] ?? {}).map(([id, resource]) =>
      declared(stack, json, `${type}.${id}`, resource),
    );
  return {
    clusters: read('aws_rds_cluster'),
    instances: read('aws_rds_cluster_instance'),
    clusterParameterGroups: read('aws_rds_cluster_parameter_group'),
    parameterGroups: read('aws_db_parameter_group'),
    subnetGroups: read('aws_db_subnet_group'),
    roleAssociations: read('aws_rds_cluster_role_association'),
    clusterEndpoints: read('aws_rds_cluster_endpoint'),
    scalableTargets: read('aws_appautoscaling_target'),
    scalingPolicies: read('aws_appautoscaling_policy'),
    defaultTags: defaultTags(json, rawProviderBlock(stack, json, undefined)),
  };
}

export function declared(stack: string, json: StackJson, address: string, resource: ResourceJson): DeclaredResource {
  const provider = rawProviderBlock(stack, json, resource.provider);
  const { attributes, unresolved } = resolveArguments(json, resource);
  // Provider 6 lets a resource name its own region.
  const region = attributes.region ?? provider.region;
  return {
    address,
    attributes,
    tagsAll: { ...defaultTags(json, provider), ...tagMap(attributes.tags) },
    region: typeof region === 'string' ? region : undefined,
    unresolved,
    ignoredTags: ignoredTags(json, provider),
  };
}

function ignoredTags(json: StackJson, provider: Record<string, unknown>): IgnoredTags {
  const read = blocks(provider.ignore_tags).map((block) => resolveArguments(json, block));
  if (read.some(({ unresolved }) => unresolved.length > 0)) return 'unknown';
  const list = (name: string) =>
    read.flatMap(({ attributes }) => (Array.isArray(attributes[name]) ? attributes[name].map(String) : []));
  return { keys: list('keys'), prefixes: list('key_prefixes') };
}

function defaultTags(json: StackJson, provider: Record<string, unknown>): Record<string, string> {
  const tags = blocks(provider.default_tags).map((block) => tagMap(resolveArguments(json, tagsOf(block)).attributes));
  return Object.assign({}, ...tags);
}

const tagsOf = (block: Record<string, unknown>) => (isRecord(block.tags) ? block.tags : {});

function tagMap(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]));
}
