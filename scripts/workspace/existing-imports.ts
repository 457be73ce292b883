import type { Cluster } from '../aws/rds/types';
import type { DesiredCluster } from '../desired/desired-cluster';
import { declaredGroups, isClusterGroup } from '../desired/group-addresses';
import { dependentImports, type ImportBlock, importBlocks } from '../desired/import-blocks';
import type { Sources } from '../observed/sources';

type Ports = Pick<Sources, 'rds' | 'autoscaling'>;

/** Terraform refuses to import what does not exist: the groups of a declared upgrade may not exist yet, an endpoint may not be deployed. */
export async function existingImports(desired: DesiredCluster, ports: Ports): Promise<ImportBlock[]> {
  const cluster = await ports.rds.cluster(desired.annotation.clusterIdentifier);
  if (cluster === undefined) return [];
  const absent = await absentGroups(desired, ports);
  const dependents = dependentImports(desired);
  const there = new Set(dependents.length > 0 ? await dependentIds(cluster, desired, ports) : []);
  return [
    ...importBlocks(desired).filter((block) => !absent.has(block.to)),
    ...dependents.filter((block) => there.has(block.id.toLowerCase())),
  ];
}

async function absentGroups({ annotation }: DesiredCluster, { rds }: Ports): Promise<Set<string>> {
  const absent = new Set<string>();
  for (const { address, name } of declaredGroups(annotation)) {
    const found = await (isClusterGroup(address) ? rds.clusterParameterGroup(name) : rds.instanceParameterGroup(name));
    if (found === undefined) absent.add(address);
  }
  return absent;
}

/** Of what hangs on the cluster, as `dependentImports` spells the ids, in lower case. */
async function dependentIds(cluster: Cluster, { declared }: DesiredCluster, { rds, autoscaling }: Ports) {
  const { identifier, roles, settings } = cluster;
  const ids = [String(settings.db_subnet_group_name), ...roles.map(({ arn }) => `${identifier},${arn}`)];
  if (declared.endpoints.length > 0) {
    ids.push(...(await rds.clusterEndpoints(identifier)).map((endpoint) => endpoint.identifier));
  }
  if (declared.scalableTargets.length > 0) {
    const { targets, policies } = await autoscaling.scalingOf(identifier);
    for (const { dimension } of targets) ids.push(`rds/cluster:${identifier}/${dimension}`);
    for (const { dimension, name } of policies) ids.push(`rds/cluster:${identifier}/${dimension}/${name}`);
  }
  return ids.map((id) => id.toLowerCase());
}
