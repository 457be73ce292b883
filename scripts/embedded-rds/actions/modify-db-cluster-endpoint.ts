import type { DBClusterEndpoint, ModifyDBClusterEndpointMessage } from '@aws-sdk/client-rds';
import { settleClusterEndpoint } from '../timelines/cluster-endpoint';
import { fault } from '../wire/service-fault';
import { endpointMembers, endpointNamed, endpointType } from '../world/clusters/cluster-endpoints';
import { refuseClusterInSwitchover } from '../world/clusters/state-rules';
import { begin } from '../world/timeline';
import { customEndpointView } from '../world/views/db-cluster-endpoint';
import type { ClusterRecord } from '../world/world';
import type { Action } from './action';

export const modifyDBClusterEndpoint: Action<ModifyDBClusterEndpointMessage, DBClusterEndpoint> = (context, input) => {
  const endpoint = endpointNamed(context, input.DBClusterEndpointIdentifier ?? '');
  if (endpoint.status !== 'available') {
    throw fault('InvalidDBClusterEndpointStateFault', `DB cluster endpoint ${endpoint.identifier} is not available.`);
  }
  const cluster = context.region.clusters[endpoint.cluster] as ClusterRecord;
  refuseClusterInSwitchover(context.region, cluster);
  const type = input.EndpointType === undefined ? endpoint.type : endpointType(input.EndpointType);
  const isGiven = input.StaticMembers !== undefined || input.ExcludedMembers !== undefined;
  const members = isGiven ? endpointMembers(context, cluster, input) : {};
  Object.assign(endpoint, { type, ...members, status: 'modifying' });
  begin(context, settleClusterEndpoint, { endpoint: endpoint.resourceId });
  return customEndpointView(context, endpoint);
};
