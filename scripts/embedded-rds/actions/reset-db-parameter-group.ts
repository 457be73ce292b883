import type { DBParameterGroupNameMessage, ResetDBParameterGroupMessage } from '@aws-sdk/client-rds';
import { invalidParameterCombination } from '../wire/service-fault';
import { nameOf } from '../world/names/arn';
import { ownGroupNamed, resetParameters } from '../world/parameters/parameter-changes';
import type { Action } from './action';

export const resetDBParameterGroup: Action<ResetDBParameterGroupMessage, DBParameterGroupNameMessage> = (
  context,
  input,
) => {
  const group = ownGroupNamed(context.region, 'instance', nameOf(context, 'pg', input.DBParameterGroupName ?? ''));
  const named = input.Parameters ?? [];
  if (input.ResetAllParameters === true && named.length > 0) {
    throw invalidParameterCombination('Parameters cannot be named when all parameters are reset.');
  }
  if (input.ResetAllParameters !== true && named.length === 0) {
    throw invalidParameterCombination('Either ResetAllParameters or a list of parameters must be given.');
  }
  resetParameters(context, 'instance', group, input.ResetAllParameters === true ? 'all' : named);
  return { DBParameterGroupName: group.name };
};
