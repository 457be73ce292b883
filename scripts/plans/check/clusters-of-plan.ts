import { ofAnyFamily } from '../../desired/group-addresses';
import type { ReadPlan } from '../../terraform/plan-json';
import type { ResourceChange } from '../../terraform/resource-change';
import type { KnownCluster } from './known-cluster';

/** The resources of a plan that make up one cluster. */
export interface PlannedCluster {
  /** The identifier; the address where the plan does not tell it. */
  name: string;
  /** What commands take; undefined where the plan does not tell it. */
  identifier?: string;
  /** The global clusters that it is a member of; one whose members are all elsewhere stands alone, under its own name. */
  globals: ResourceChange[];
  /** `orders` under two addresses is one cluster: Terraform would delete it there and create it here. */
  clusters: ResourceChange[];
  instances: ResourceChange[];
  groups: ResourceChange[];
  known?: KnownCluster;
}

interface SortedPlan {
  clusters: PlannedCluster[];
  elsewhere: ResourceChange[];
}

/**
 * Groups a plan's resources by cluster, using what the plan itself says: identifiers, not addresses, because a cluster that moves to
 * another address is the same one. The code adds which groups belong to which cluster.
 */
export function clustersOfPlan({ resources }: Pick<ReadPlan, 'resources'>, known: readonly KnownCluster[]): SortedPlan {
  const clusters = new Map<string, PlannedCluster>();
  const at = (name: string, identifier?: string) => {
    const found = clusters.get(name) ?? { name, identifier, globals: [], clusters: [], instances: [], groups: [] };
    clusters.set(name, found);
    return found;
  };
  const taken = new Set<ResourceChange>();
  const all = resources.filter(({ type }) => type === 'aws_rds_cluster');
  for (const resource of all) {
    at(nameOf(resource, all), fact(resource, 'cluster_identifier')).clusters.push(resource);
    taken.add(resource);
  }
  for (const resource of resources.filter(({ type }) => type === 'aws_rds_cluster_instance')) {
    // An instance whose cluster nobody can tell is still one that must not be destroyed.
    const own = clusterOfInstance(resource, known);
    at(own ?? fact(resource, 'identifier') ?? resource.address, own).instances.push(resource);
    taken.add(resource);
  }
  for (const resource of resources.filter(({ type }) => type === 'aws_rds_global_cluster')) {
    const members = [...clusters.values()].filter((cluster) => isMember(cluster, resource));
    const alone = () => at(fact(resource, 'global_cluster_identifier') ?? resource.address);
    for (const cluster of members.length > 0 ? members : [alone()]) cluster.globals.push(resource);
    taken.add(resource);
  }
  for (const cluster of clusters.values()) {
    const addresses = cluster.clusters.map(({ address }) => address);
    cluster.known =
      known.find(({ address }) => addresses.includes(address)) ??
      known.find(({ identifier }) => identifier === cluster.identifier);
    cluster.groups = groupsOf(cluster, resources).filter((group) => !taken.has(group));
    for (const group of cluster.groups) taken.add(group);
  }
  return { clusters: [...clusters.values()], elsewhere: resources.filter((resource) => !taken.has(resource)) };
}

/** Several of one identifier, in other regions or accounts, are several clusters; one that is deleted and one that is created are one. */
function nameOf(cluster: ResourceChange, all: readonly ResourceChange[]): string {
  const identifier = fact(cluster, 'cluster_identifier');
  if (identifier === undefined) return cluster.address;
  const same = all.filter((each) => fact(each, 'cluster_identifier') === identifier);
  const deleted = same.some(({ actions }) => actions.join() === 'delete');
  const distinct = deleted ? same.filter(({ before }) => before !== undefined) : same;
  return distinct.length > 1 ? `${identifier} (${cluster.address})` : identifier;
}

function isMember({ clusters }: PlannedCluster, global: ResourceChange): boolean {
  const name = global.before?.global_cluster_identifier;
  return name !== undefined && clusters.some(({ before }) => before?.global_cluster_identifier === name);
}

function clusterOfInstance(instance: ResourceChange, known: readonly KnownCluster[]): string | undefined {
  return (
    fact(instance, 'cluster_identifier') ??
    known.find(({ instanceAddresses }) => instanceAddresses.includes(instance.address))?.identifier
  );
}

/** By the names that the cluster and its instances use, by what the code declares, and by the construct that both are from. */
function groupsOf(cluster: PlannedCluster, resources: readonly ResourceChange[]): ResourceChange[] {
  const used = (members: ResourceChange[], name: 'db_cluster_parameter_group_name' | 'db_parameter_group_name') =>
    new Set(members.flatMap(({ before, after }) => [before?.[name], after?.[name]]));
  const named: Record<string, Set<string | undefined>> = {
    aws_rds_cluster_parameter_group: used(cluster.clusters, 'db_cluster_parameter_group_name'),
    aws_db_parameter_group: used(cluster.instances, 'db_parameter_group_name'),
  };
  const groups = resources.filter(({ type }) => Object.hasOwn(named, type));
  const seeds = groups.filter((group) => {
    const names = named[group.type]!;
    const byName = [group.before?.name, group.after?.name].some((name) => name !== undefined && names.has(name));
    return byName || cluster.known?.groupAddresses.includes(group.address);
  });
  const addresses = [...seeds.map(({ address }) => address), ...(cluster.known?.groupAddresses ?? [])];
  const constructs = new Set(addresses.flatMap((address) => constructOf(address) ?? []));
  return groups.filter((group) => seeds.includes(group) || constructs.has(constructOf(group.address) ?? ''));
}

/** What one AuroraCluster declares (constructs/resources/parameter-groups.ts), whatever the family. */
function constructOf(address: string): string | undefined {
  const groups = ofAnyFamily(address);
  return groups?.endsWith('params-_') ? groups : undefined;
}

function fact(
  resource: ResourceChange,
  name: 'cluster_identifier' | 'identifier' | 'global_cluster_identifier',
): string | undefined {
  return resource.before?.[name] ?? resource.after?.[name];
}
