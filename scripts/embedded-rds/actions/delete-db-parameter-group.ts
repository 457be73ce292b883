import type { DeleteDBParameterGroupMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { deleteGroup } from '../world/parameters/parameter-group-lifecycle';
import type { Action } from './action';

export const deleteDBParameterGroup: Action<DeleteDBParameterGroupMessage, void> = (context, input) => {
  deleteGroup(context.region, 'instance', nameOf(context, 'pg', input.DBParameterGroupName ?? ''));
};
