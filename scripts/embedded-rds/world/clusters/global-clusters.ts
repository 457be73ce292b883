import { fault } from '../../wire/service-fault';
import { nameOf } from '../names/arn';
import type { Scene } from '../scene';
import type { GlobalClusterRecord } from '../world';

/** Throws GlobalClusterNotFoundFault. */
export function requireGlobalCluster(scene: Scene, identifier: string): GlobalClusterRecord {
  const global = scene.region.globalClusters[nameOf(scene, 'global-cluster', identifier)];
  if (global === undefined) throw fault('GlobalClusterNotFoundFault', `Global cluster ${identifier} not found`);
  return global;
}

/** The global cluster that the cluster is a member of. */
export function globalClusterOf(scene: Scene, clusterResourceId: string): GlobalClusterRecord | undefined {
  return Object.values(scene.region.globalClusters).find(({ members }) =>
    members.some(({ cluster }) => cluster === clusterResourceId),
  );
}
