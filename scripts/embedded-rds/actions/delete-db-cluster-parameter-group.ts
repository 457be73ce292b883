import type { DeleteDBClusterParameterGroupMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { deleteGroup } from '../world/parameters/parameter-group-lifecycle';
import type { Action } from './action';

export const deleteDBClusterParameterGroup: Action<DeleteDBClusterParameterGroupMessage, void> = (context, input) => {
  deleteGroup(context.region, 'cluster', nameOf(context, 'cluster-pg', input.DBClusterParameterGroupName ?? ''));
};
