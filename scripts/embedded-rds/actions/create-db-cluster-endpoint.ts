import type { CreateDBClusterEndpointMessage, DBClusterEndpoint } from '@aws-sdk/client-rds';
import { settleClusterEndpoint } from '../timelines/cluster-endpoint';
import { fault } from '../wire/service-fault';
import { endpointMembers, endpointType, refuseSixth } from '../world/clusters/cluster-endpoints';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import { newIdentifier } from '../world/names/identifiers';
import { draw } from '../world/names/ids';
import { tagsOf } from '../world/tags';
import { begin } from '../world/timeline';
import { customEndpointView } from '../world/views/db-cluster-endpoint';
import type { ClusterEndpointRecord } from '../world/world';
import type { Action } from './action';

export const createDBClusterEndpoint: Action<CreateDBClusterEndpointMessage, DBClusterEndpoint> = (context, input) => {
  const { region, world } = context;
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  const identifier = newIdentifier('DBClusterEndpointIdentifier', input.DBClusterEndpointIdentifier ?? '');
  if (region.clusterEndpoints[identifier] !== undefined) {
    throw fault('DBClusterEndpointAlreadyExistsFault', `DB cluster endpoint ${identifier} already exists.`);
  }
  refuseClusterInSwitchover(region, cluster);
  requireAvailableCluster(cluster);
  refuseSixth(context, cluster);
  const endpoint: ClusterEndpointRecord = {
    identifier,
    resourceId: draw(world, 'cluster-endpoint'),
    cluster: cluster.resourceId,
    type: endpointType(input.EndpointType),
    status: 'creating',
    ...endpointMembers(context, cluster, input),
    tags: tagsOf(input.Tags),
  };
  region.clusterEndpoints[identifier] = endpoint;
  begin(context, settleClusterEndpoint, { endpoint: endpoint.resourceId });
  return customEndpointView(context, endpoint);
};
