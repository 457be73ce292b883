import type { RemoveFromGlobalClusterMessage, RemoveFromGlobalClusterResult } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { requireGlobalCluster } from '../world/clusters/global-clusters';
import { clusterNamed } from '../world/lookup';
import { globalClusterView } from '../world/views/global-cluster';
import type { Action } from './action';

export const removeFromGlobalCluster: Action<RemoveFromGlobalClusterMessage, RemoveFromGlobalClusterResult> = (
  context,
  input,
) => {
  const global = requireGlobalCluster(context, input.GlobalClusterIdentifier ?? '');
  const cluster = clusterNamed(context, input.DbClusterIdentifier ?? '');
  const left = global.members.filter((member) => member.cluster !== cluster.resourceId);
  if (left.length === global.members.length) {
    throw fault('DBClusterNotFoundFault', `DBCluster ${cluster.identifier} is not in ${global.identifier}.`);
  }
  global.members = left;
  return { GlobalCluster: globalClusterView(context, global) };
};
