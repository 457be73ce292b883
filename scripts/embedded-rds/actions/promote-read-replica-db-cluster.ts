import type { PromoteReadReplicaDBClusterMessage, PromoteReadReplicaDBClusterResult } from '@aws-sdk/client-rds';
import { promoteCluster } from '../timelines/promote-cluster';
import { fault } from '../wire/service-fault';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed, deploymentOf } from '../world/lookup';
import { begin } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

/** The only replicas here are green clusters; promoting one by hand breaks its deployment for good. */
export const promoteReadReplicaDBCluster: Action<
  PromoteReadReplicaDBClusterMessage,
  PromoteReadReplicaDBClusterResult
> = (context, input) => {
  const { region } = context;
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  refuseClusterInSwitchover(region, cluster);
  requireAvailableCluster(cluster);
  const deployment = deploymentOf(region, cluster.resourceId);
  const isReplica = deployment?.target === cluster.resourceId && deployment.status !== 'SWITCHOVER_COMPLETED';
  if (deployment === undefined || !isReplica || !cluster.readOnly) {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is not a read replica cluster.`);
  }
  deployment.status = 'INVALID_CONFIGURATION';
  cluster.status = 'promoting';
  begin(context, promoteCluster, { cluster: cluster.resourceId });
  return { DBCluster: dbClusterView(context, cluster) };
};
