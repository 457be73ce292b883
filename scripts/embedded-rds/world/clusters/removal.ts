import { membersOf } from '../lookup';
import type { Scene } from '../scene';
import { cancel } from '../timeline';
import { memberArn } from '../views/blue-green-deployment';
import type { ClusterRecord, DeploymentMember, InstanceRecord } from '../world';

/** Takes a record out of the world: nothing that was going to happen to it happens, and deployments show a gap. */
export function removeInstance(scene: Scene, instance: InstanceRecord): void {
  const { region } = scene;
  leaveDeployments(scene, 'instance', instance.resourceId);
  delete region.instances[instance.resourceId];
  cancel(region, ({ args }) => args.instance === instance.resourceId);
  const cluster = region.clusters[instance.cluster];
  if (cluster?.writer === instance.resourceId) {
    cluster.writer = nextWriter(scene, cluster)?.resourceId;
  }
  for (const endpoint of Object.values(region.clusterEndpoints)) {
    endpoint.staticMembers = endpoint.staticMembers.filter((id) => id !== instance.resourceId);
    endpoint.excludedMembers = endpoint.excludedMembers.filter((id) => id !== instance.resourceId);
  }
}

export function removeCluster(scene: Scene, cluster: ClusterRecord): void {
  const { region } = scene;
  leaveDeployments(scene, 'cluster', cluster.resourceId);
  for (const [name, endpoint] of Object.entries(region.clusterEndpoints)) {
    if (endpoint.cluster === cluster.resourceId) removeClusterEndpoint(scene, name);
  }
  delete region.clusters[cluster.resourceId];
  cancel(region, ({ args }) => args.cluster === cluster.resourceId);
}

export function removeClusterEndpoint(scene: Scene, identifier: string): void {
  const endpoint = scene.region.clusterEndpoints[identifier];
  if (endpoint === undefined) return;
  leaveDeployments(scene, 'cluster-endpoint', endpoint.resourceId);
  delete scene.region.clusterEndpoints[identifier];
}

/** The reader that a failover prefers: lowest tier, then the oldest. */
export function nextWriter(scene: Scene, cluster: ClusterRecord): InstanceRecord | undefined {
  return membersOf(scene.region, cluster)
    .filter(({ resourceId, status }) => resourceId !== cluster.writer && status !== 'creating' && status !== 'deleting')
    .sort((a, b) => a.promotionTier - b.promotionTier)[0];
}

/**
 * A row of a deployment outlives what it names. Before the switchover the gap makes the deployment invalid
 * (MISSING_SOURCE, MISSING_TARGET), unless it is one that a switchover leaves out; a finished deployment stays finished.
 */
function leaveDeployments(scene: Scene, kind: DeploymentMember['kind'], resourceId: string): void {
  for (const deployment of Object.values(scene.region.deployments)) {
    const row = deployment.members.find((member) => member.source === resourceId || member.target === resourceId);
    if (row === undefined) continue;
    const arn = memberArn(scene, kind, resourceId);
    const isSource = row.source === resourceId;
    if (isSource) row.deletedSourceArn ??= arn;
    else row.deletedTargetArn ??= arn;
    if (deployment.status === 'SWITCHOVER_COMPLETED' || deployment.status === 'DELETING') continue;
    row.status = isSource ? 'MISSING_SOURCE' : 'MISSING_TARGET';
    const isLeftOut = kind === 'instance' && !isSource && scene.world.choices.deletedGreenInstance === 'left-out';
    if (!isLeftOut) deployment.status = 'INVALID_CONFIGURATION';
  }
}
