import { fault, invalidParameterCombination } from '../../wire/service-fault';
import type { ClusterRecord, InstanceRecord, ParameterGroupRecord, Region } from '../world';
import { findParameterGroup, type GroupLevel } from './parameter-groups';

/**
 * A group that a cluster or an instance of `family` may use. Throws DBClusterParameterGroupNotFound or
 * DBParameterGroupNotFound, and InvalidParameterCombination for a group of another family.
 */
export function usableGroup(region: Region, level: GroupLevel, name: string, family: string): ParameterGroupRecord {
  const group = findParameterGroup(region, level, name);
  if (group === undefined) {
    throw level === 'cluster'
      ? fault('DBClusterParameterGroupNotFoundFault', `DBClusterParameterGroup not found: ${name}`)
      : fault('DBParameterGroupNotFoundFault', `DBParameterGroup not found: ${name}`);
  }
  // Wording: cloudposse/terraform-aws-rds-cluster#227.
  if (group.family !== family) {
    throw invalidParameterCombination(
      `The Parameter Group ${group.name} with DBParameterGroupFamily ${group.family} cannot be used for this instance. ` +
        `Please use a Parameter Group with DBParameterGroupFamily ${family}`,
    );
  }
  return group;
}

/**
 * A cluster group that is attached to running instances takes effect with their next restart (user guide,
 * "Working with DB cluster parameter groups"). False: it was attached before.
 */
export function attachClusterGroup(cluster: ClusterRecord, members: InstanceRecord[], name: string): boolean {
  if (cluster.parameterGroup === name) return false;
  cluster.parameterGroup = name;
  for (const instance of members) instance.clusterParameterGroupStatus = 'pending-reboot';
  return true;
}

/** As with clusters: in effect after a restart. */
export function attachInstanceGroup(instance: InstanceRecord, name: string): boolean {
  if (instance.parameterGroup === name) return false;
  instance.parameterGroup = name;
  instance.parameterApplyStatus = 'pending-reboot';
  return true;
}
