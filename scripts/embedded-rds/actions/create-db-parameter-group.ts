import type { CreateDBParameterGroupMessage, CreateDBParameterGroupResult } from '@aws-sdk/client-rds';
import { createGroup } from '../world/parameters/parameter-group-lifecycle';
import { parameterGroupView } from '../world/views/parameter-group';
import type { Action } from './action';

export const createDBParameterGroup: Action<CreateDBParameterGroupMessage, CreateDBParameterGroupResult> = (
  context,
  input,
) => {
  const group = createGroup(context.region, 'instance', {
    name: input.DBParameterGroupName ?? '',
    family: input.DBParameterGroupFamily ?? '',
    description: input.Description ?? '',
    tags: input.Tags,
  });
  return { DBParameterGroup: parameterGroupView(context, group) };
};
