import { fault } from '../../wire/service-fault';
import { deploymentOf } from '../lookup';
import type { ClusterRecord, InstanceRecord, Region } from '../world';

/**
 * Status of every cluster and instance while a switchover runs. The console calls it "switching over"; the
 * string that the API answers is in no table of statuses: unconfirmed, and named here only.
 */
export const switchingOverStatus = 'switching-over';

/** Throws InvalidDBClusterStateFault. */
export function requireAvailableCluster(cluster: ClusterRecord): void {
  if (cluster.status !== 'available') {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is not in available state.`);
  }
}

/** Throws InvalidDBInstanceState. */
export function requireAvailableInstance(instance: InstanceRecord): void {
  if (instance.status !== 'available') {
    throw fault('InvalidDBInstanceStateFault', `DB instance ${instance.identifier} is not in available state.`);
  }
}

/**
 * Between the call and the members' own change of status everything reads `available`; RDS knows better.
 * Throws InvalidDBClusterStateFault.
 */
export function refuseClusterInSwitchover(region: Region, cluster: ClusterRecord): void {
  if (isSwitchingOver(region, cluster.resourceId)) {
    throw fault('InvalidDBClusterStateFault', `DB cluster ${cluster.identifier} is switching over.`);
  }
}

/** Throws InvalidDBInstanceState. */
export function refuseInstanceInSwitchover(region: Region, instance: InstanceRecord): void {
  if (isSwitchingOver(region, instance.cluster)) {
    throw fault('InvalidDBInstanceStateFault', `DB instance ${instance.identifier} is switching over.`);
  }
}

/** Moves a status on only when nothing else has moved it meanwhile: a cluster that is being deleted stays so. */
export function moveStatus(record: { status: string } | undefined, from: string, to = 'available'): void {
  if (record?.status === from) record.status = to;
}

function isSwitchingOver(region: Region, clusterResourceId: string): boolean {
  return deploymentOf(region, clusterResourceId)?.status === 'SWITCHOVER_IN_PROGRESS';
}
