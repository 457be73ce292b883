import type { DBSubnetGroup } from '@aws-sdk/client-rds';
import { zoneOfSubnet } from '../clusters/subnets';
import { arnOf, type Place } from '../names/arn';
import type { SubnetGroupRecord } from '../world';

export function dbSubnetGroupView(place: Place, group: SubnetGroupRecord): DBSubnetGroup {
  return {
    DBSubnetGroupName: group.name,
    DBSubnetGroupDescription: group.DBSubnetGroupDescription,
    VpcId: group.vpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: group.subnetIds.map((subnetId) => ({
      SubnetIdentifier: subnetId,
      SubnetAvailabilityZone: { Name: zoneOfSubnet(place.region.name, group, subnetId) },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
    DBSubnetGroupArn: arnOf(place, 'subgrp', group.name),
    SupportedNetworkTypes: ['IPV4'],
  };
}
