import type { DeleteGlobalClusterMessage, DeleteGlobalClusterResult } from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { requireGlobalCluster } from '../world/clusters/global-clusters';
import { globalClusterView } from '../world/views/global-cluster';
import type { Action } from './action';

export const deleteGlobalCluster: Action<DeleteGlobalClusterMessage, DeleteGlobalClusterResult> = (context, input) => {
  const global = requireGlobalCluster(context, input.GlobalClusterIdentifier ?? '');
  if (global.settings.DeletionProtection) {
    throw invalidParameterCombination(
      'Cannot delete protected Global Cluster, please disable deletion protection and try again.',
    );
  }
  if (global.members.length > 0) {
    throw fault('InvalidGlobalClusterStateFault', `Global Cluster ${global.identifier} is not empty`);
  }
  delete context.region.globalClusters[global.identifier];
  return { GlobalCluster: { ...globalClusterView(context, global), Status: 'deleting' } };
};
