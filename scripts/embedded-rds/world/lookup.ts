import { fault } from '../wire/service-fault';
import { plain } from './change';
import { nameOf } from './names/arn';
import type { Scene } from './scene';
import type { ClusterRecord, DeploymentRecord, InstanceRecord, Region } from './world';

/** Names are aliases of records, which are kept by resource id: a lookup by name is a search. */
export function findCluster(scene: Scene, nameOrArn: string): ClusterRecord | undefined {
  const name = nameOf(scene, 'cluster', nameOrArn);
  return withName(scene.region.clusters, name);
}

/** Throws DBClusterNotFoundFault. */
export function clusterNamed(scene: Scene, nameOrArn: string): ClusterRecord {
  const cluster = findCluster(scene, nameOrArn);
  if (cluster === undefined) throw fault('DBClusterNotFoundFault', `DBCluster ${nameOrArn} not found.`);
  return cluster;
}

export function findInstance(scene: Scene, nameOrArn: string): InstanceRecord | undefined {
  const name = nameOf(scene, 'db', nameOrArn);
  return withName(scene.region.instances, name);
}

/** Throws DBInstanceNotFound. */
export function instanceNamed(scene: Scene, nameOrArn: string): InstanceRecord {
  const instance = findInstance(scene, nameOrArn);
  if (instance === undefined) throw fault('DBInstanceNotFoundFault', `DBInstance ${nameOrArn} not found.`);
  return instance;
}

/** The cluster's instances in the order of their creation: the order of DBClusterMembers. */
export function membersOf(region: Region, cluster: Pick<ClusterRecord, 'resourceId'>): InstanceRecord[] {
  const searched = plain(region.instances);
  return Object.keys(searched)
    .filter((id) => searched[id]?.cluster === cluster.resourceId)
    .flatMap((id) => region.instances[id] ?? [])
    .sort((a, b) => a.createdAt - b.createdAt || (a.identifier < b.identifier ? -1 : 1));
}

function withName<R extends { identifier: string }>(records: Record<string, R>, name: string): R | undefined {
  const searched = plain(records);
  const id = Object.keys(searched).find((each) => searched[each]?.identifier === name);
  return id === undefined ? undefined : records[id];
}

export function writerOf(region: Region, cluster: ClusterRecord): InstanceRecord | undefined {
  return cluster.writer === undefined ? undefined : region.instances[cluster.writer];
}

/**
 * Throws BlueGreenDeploymentNotFoundFault. Identifiers of deployments are compared without case
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeBlueGreenDeployments.html).
 */
export function deploymentNamed(scene: Scene, identifier: string): DeploymentRecord {
  const deployment = scene.region.deployments[identifier.toLowerCase()];
  if (deployment === undefined) {
    throw fault('BlueGreenDeploymentNotFoundFault', `BlueGreenDeployment ${identifier} not found.`);
  }
  return deployment;
}

/** The deployment that has the cluster as one of its two ends, finished ones included. */
export function deploymentOf(region: Region, clusterResourceId: string): DeploymentRecord | undefined {
  return Object.values(region.deployments).find(
    ({ source, target }) => source === clusterResourceId || target === clusterResourceId,
  );
}
