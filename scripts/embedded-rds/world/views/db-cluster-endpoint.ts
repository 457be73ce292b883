import type { DBClusterEndpoint } from '@aws-sdk/client-rds';
import { addressOf, clusterEndpoint, customEndpoint, readerEndpoint } from '../clusters/endpoints';
import { arnOf } from '../names/arn';
import type { Scene } from '../scene';
import type { ClusterEndpointRecord, ClusterRecord } from '../world';

export function customEndpointView(scene: Scene, endpoint: ClusterEndpointRecord): DBClusterEndpoint {
  const names = (ids: string[]): string[] => ids.flatMap((id) => scene.region.instances[id]?.identifier ?? []);
  return {
    DBClusterEndpointIdentifier: endpoint.identifier,
    DBClusterEndpointArn: arnOf(scene, 'cluster-endpoint', endpoint.identifier),
    DBClusterEndpointResourceIdentifier: endpoint.resourceId,
    DBClusterIdentifier: scene.region.clusters[endpoint.cluster]?.identifier,
    Endpoint: addressOf(scene, customEndpoint(scene, endpoint.identifier)).address,
    EndpointType: 'CUSTOM',
    CustomEndpointType: endpoint.type,
    Status: endpoint.status,
    StaticMembers: names(endpoint.staticMembers),
    ExcludedMembers: names(endpoint.excludedMembers),
  };
}

/** The two that every cluster has: they carry no identifier and no ARN. */
export function builtInEndpointViews(scene: Scene, cluster: ClusterRecord): DBClusterEndpoint[] {
  const common = { DBClusterIdentifier: cluster.identifier, Status: 'available' };
  return [
    {
      ...common,
      Endpoint: addressOf(scene, clusterEndpoint(scene, cluster.identifier)).address,
      EndpointType: 'WRITER',
    },
    {
      ...common,
      Endpoint: addressOf(scene, readerEndpoint(scene, cluster.identifier)).address,
      EndpointType: 'READER',
    },
  ];
}
