import type { DeleteDBSubnetGroupMessage } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { subnetGroupNamed } from '../world/clusters/subnets';
import { membersOf } from '../world/lookup';
import { nameOf } from '../world/names/arn';
import type { Action } from './action';

export const deleteDBSubnetGroup: Action<DeleteDBSubnetGroupMessage, void> = (context, input) => {
  const { region } = context;
  const { name } = subnetGroupNamed(region, nameOf(context, 'subgrp', input.DBSubnetGroupName ?? ''));
  if (name === 'default')
    throw fault('InvalidDBSubnetGroupStateFault', 'The default DB subnet group cannot be deleted.');
  const cluster = Object.values(region.clusters).find(({ subnetGroup }) => subnetGroup === name);
  if (cluster !== undefined) {
    const user = membersOf(region, cluster)[0] ?? cluster;
    throw fault(
      'InvalidDBSubnetGroupStateFault',
      `Cannot delete the subnet group '${name}' because at least one database instance: ${user.identifier} is still using it.`,
    );
  }
  delete region.subnetGroups[name];
};
