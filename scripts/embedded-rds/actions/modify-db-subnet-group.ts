import type { ModifyDBSubnetGroupMessage, ModifyDBSubnetGroupResult } from '@aws-sdk/client-rds';
import { checkedSubnets, subnetGroupNamed } from '../world/clusters/subnets';
import { nameOf } from '../world/names/arn';
import { dbSubnetGroupView } from '../world/views/db-subnet-group';
import type { Action } from './action';

export const modifyDBSubnetGroup: Action<ModifyDBSubnetGroupMessage, ModifyDBSubnetGroupResult> = (context, input) => {
  const group = subnetGroupNamed(context.region, nameOf(context, 'subgrp', input.DBSubnetGroupName ?? ''));
  group.subnetIds = checkedSubnets(context.region.name, input.SubnetIds ?? []);
  if (input.DBSubnetGroupDescription !== undefined) group.DBSubnetGroupDescription = input.DBSubnetGroupDescription;
  return { DBSubnetGroup: dbSubnetGroupView(context, group) };
};
