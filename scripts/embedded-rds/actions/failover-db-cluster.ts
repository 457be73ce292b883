import type { FailoverDBClusterMessage, FailoverDBClusterResult } from '@aws-sdk/client-rds';
import { failoverCluster } from '../timelines/failover-cluster';
import { fault } from '../wire/service-fault';
import { clusterEvent } from '../world/announce';
import { nextWriter } from '../world/clusters/removal';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed, instanceNamed, membersOf, writerOf } from '../world/lookup';
import { begin } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

export const failoverDBCluster: Action<FailoverDBClusterMessage, FailoverDBClusterResult> = (context, input) => {
  const { region } = context;
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  refuseClusterInSwitchover(region, cluster);
  requireAvailableCluster(cluster);
  const target = input.TargetDBInstanceIdentifier
    ? instanceNamed(context, input.TargetDBInstanceIdentifier)
    : nextWriter(context, cluster);
  if (target === undefined || target.resourceId === cluster.writer || target.status !== 'available') {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} has no reader to fail over to.`);
  }
  if (!membersOf(region, cluster).includes(target)) {
    throw fault('InvalidDBInstanceStateFault', `DB instance ${target.identifier} is not in ${cluster.identifier}.`);
  }
  cluster.status = 'failing-over';
  const isSameZone = writerOf(region, cluster)?.settings.AvailabilityZone === target.settings.AvailabilityZone;
  const message = `Started ${isSameZone ? 'same' : 'cross'} AZ failover to DB instance: ${target.identifier}`;
  clusterEvent(context, cluster, 'failover', message);
  begin(context, failoverCluster, { cluster: cluster.resourceId, instance: target.resourceId });
  return { DBCluster: dbClusterView(context, cluster) };
};
