import type { DBClusterEndpoint, DeleteDBClusterEndpointMessage } from '@aws-sdk/client-rds';
import { deleteClusterEndpoint } from '../timelines/cluster-endpoint';
import { fault } from '../wire/service-fault';
import { endpointNamed } from '../world/clusters/cluster-endpoints';
import { refuseClusterInSwitchover } from '../world/clusters/state-rules';
import { begin } from '../world/timeline';
import { customEndpointView } from '../world/views/db-cluster-endpoint';
import type { Action } from './action';

export const deleteDBClusterEndpoint: Action<DeleteDBClusterEndpointMessage, DBClusterEndpoint> = (context, input) => {
  const endpoint = endpointNamed(context, input.DBClusterEndpointIdentifier ?? '');
  if (endpoint.status === 'deleting') {
    throw fault('InvalidDBClusterEndpointStateFault', `DB cluster endpoint ${endpoint.identifier} is being deleted.`);
  }
  const cluster = context.region.clusters[endpoint.cluster];
  if (cluster !== undefined) refuseClusterInSwitchover(context.region, cluster);
  endpoint.status = 'deleting';
  begin(context, deleteClusterEndpoint, { endpoint: endpoint.resourceId });
  return customEndpointView(context, endpoint);
};
