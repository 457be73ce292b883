import type { DBClusterParameterGroupNameMessage, ResetDBClusterParameterGroupMessage } from '@aws-sdk/client-rds';
import { invalidParameterCombination } from '../wire/service-fault';
import { nameOf } from '../world/names/arn';
import { ownGroupNamed, resetParameters } from '../world/parameters/parameter-changes';
import type { Action } from './action';

export const resetDBClusterParameterGroup: Action<
  ResetDBClusterParameterGroupMessage,
  DBClusterParameterGroupNameMessage
> = (context, input) => {
  const group = ownGroupNamed(
    context.region,
    'cluster',
    nameOf(context, 'cluster-pg', input.DBClusterParameterGroupName ?? ''),
  );
  const named = input.Parameters ?? [];
  if (input.ResetAllParameters === true && named.length > 0) {
    throw invalidParameterCombination('Parameters cannot be named when all parameters are reset.');
  }
  if (input.ResetAllParameters !== true && named.length === 0) {
    throw invalidParameterCombination('Either ResetAllParameters or a list of parameters must be given.');
  }
  resetParameters(context, 'cluster', group, input.ResetAllParameters === true ? 'all' : named);
  return { DBClusterParameterGroupName: group.name };
};
