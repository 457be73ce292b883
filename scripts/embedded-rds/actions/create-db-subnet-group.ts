import type { CreateDBSubnetGroupMessage, CreateDBSubnetGroupResult } from '@aws-sdk/client-rds';
import { fault, invalidParameterValue } from '../wire/service-fault';
import { checkedSubnets } from '../world/clusters/subnets';
import { vpcIdOf } from '../world/new-world';
import { tagsOf } from '../world/tags';
import { dbSubnetGroupView } from '../world/views/db-subnet-group';
import type { Action } from './action';

export const createDBSubnetGroup: Action<CreateDBSubnetGroupMessage, CreateDBSubnetGroupResult> = (context, input) => {
  const { world, region } = context;
  const name = (input.DBSubnetGroupName ?? '').toLowerCase();
  if (name === 'default' || !/^[a-z0-9][a-z0-9._ -]{0,254}$/.test(name)) {
    throw invalidParameterValue(`The parameter DBSubnetGroupName is not a valid name: ${input.DBSubnetGroupName}`);
  }
  if (Object.hasOwn(region.subnetGroups, name)) {
    throw fault('DBSubnetGroupAlreadyExistsFault', `The DB subnet group '${name}' already exists.`);
  }
  const group = {
    name,
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: input.DBSubnetGroupDescription,
    vpcId: vpcIdOf(world, region.name),
    subnetIds: checkedSubnets(region.name, input.SubnetIds ?? []),
    tags: tagsOf(input.Tags),
  };
  region.subnetGroups[name] = group;
  return { DBSubnetGroup: dbSubnetGroupView(context, group) };
};
