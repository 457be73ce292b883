import { fault, invalidParameterValue } from '../../wire/service-fault';
import type { SubnetGroupRecord } from '../world';
import { availabilityZones } from './availability-zones';

/**
 * There is no EC2 here that could say where a subnet is: those of a group lie in the region's zones in turn, in the order in
 * which they are named.
 */
export function zoneOfSubnet(
  regionName: string,
  group: Pick<SubnetGroupRecord, 'subnetIds'>,
  subnetId: string,
): string {
  const zones = availabilityZones(regionName);
  return zones[group.subnetIds.indexOf(subnetId) % zones.length] ?? `${regionName}a`;
}

/** Subnets that a group may have, each once. Throws InvalidParameterValue and DBSubnetGroupDoesNotCoverEnoughAZs. */
export function checkedSubnets(regionName: string, subnetIds: string[]): string[] {
  const wrong = subnetIds.filter((subnetId) => !/^subnet-[0-9a-z]+$/.test(subnetId));
  if (wrong.length > 0) throw invalidParameterValue(`Some input subnets in :[${wrong.join(', ')}] are invalid.`);
  const subnets = [...new Set(subnetIds)];
  if (subnets.length < 2) {
    const covered = subnets.map((subnetId) => zoneOfSubnet(regionName, { subnetIds: subnets }, subnetId));
    throw fault(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${covered.join(', ')}. ` +
        'Add subnets to cover at least 2 AZs.',
    );
  }
  return subnets;
}

/** Throws DBSubnetGroupNotFoundFault. */
export function subnetGroupNamed(
  region: { subnetGroups: Record<string, SubnetGroupRecord> },
  name: string,
): SubnetGroupRecord {
  const key = name.toLowerCase();
  const group = Object.hasOwn(region.subnetGroups, key) ? region.subnetGroups[key] : undefined;
  if (group === undefined) throw fault('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`);
  return group;
}
