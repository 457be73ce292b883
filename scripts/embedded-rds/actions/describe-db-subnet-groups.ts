import type { DBSubnetGroupMessage, DescribeDBSubnetGroupsMessage } from '@aws-sdk/client-rds';
import { subnetGroupNamed } from '../world/clusters/subnets';
import { refuseFilters } from '../world/filters';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { dbSubnetGroupView } from '../world/views/db-subnet-group';
import type { Action } from './action';

export const describeDBSubnetGroups: Action<DescribeDBSubnetGroupsMessage, DBSubnetGroupMessage> = (context, input) => {
  refuseFilters(input.Filters);
  const groups = input.DBSubnetGroupName
    ? [subnetGroupNamed(context.region, nameOf(context, 'subgrp', input.DBSubnetGroupName))]
    : Object.values(context.region.subnetGroups);
  const { page, Marker } = paginate(groups, input, ({ name }) => name);
  return { DBSubnetGroups: page.map((group) => dbSubnetGroupView(context, group)), Marker };
};
