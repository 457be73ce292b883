import type { StopDBClusterMessage, StopDBClusterResult } from '@aws-sdk/client-rds';
import { stopCluster } from '../timelines/stop-start-cluster';
import { fault } from '../wire/service-fault';
import { moveStatus, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed, deploymentOf, membersOf } from '../world/lookup';
import { begin } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

/** Refused for both ends of a deployment: the user guide lists stopping among what blue/green does not support. */
export const stopDBCluster: Action<StopDBClusterMessage, StopDBClusterResult> = (context, input) => {
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  requireAvailableCluster(cluster);
  const deployment = deploymentOf(context.region, cluster.resourceId);
  if (deployment !== undefined && deployment.status !== 'SWITCHOVER_COMPLETED') {
    throw fault(
      'InvalidDBClusterStateFault',
      `DB cluster ${cluster.identifier} is part of the blue/green deployment ${deployment.identifier} and cannot be stopped.`,
    );
  }
  cluster.status = 'stopping';
  for (const instance of membersOf(context.region, cluster)) moveStatus(instance, 'available', 'stopping');
  begin(context, stopCluster, { cluster: cluster.resourceId });
  return { DBCluster: dbClusterView(context, cluster) };
};
