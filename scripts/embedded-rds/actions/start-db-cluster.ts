import type { StartDBClusterMessage, StartDBClusterResult } from '@aws-sdk/client-rds';
import { startCluster } from '../timelines/stop-start-cluster';
import { fault } from '../wire/service-fault';
import { moveStatus } from '../world/clusters/state-rules';
import { clusterNamed, membersOf } from '../world/lookup';
import { begin } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

export const startDBCluster: Action<StartDBClusterMessage, StartDBClusterResult> = (context, input) => {
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  if (cluster.status !== 'stopped') {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is not in stopped state.`);
  }
  cluster.status = 'starting';
  for (const instance of membersOf(context.region, cluster)) moveStatus(instance, 'stopped', 'starting');
  begin(context, startCluster, { cluster: cluster.resourceId });
  return { DBCluster: dbClusterView(context, cluster) };
};
