import type { CreateDBClusterParameterGroupMessage, CreateDBClusterParameterGroupResult } from '@aws-sdk/client-rds';
import { createGroup } from '../world/parameters/parameter-group-lifecycle';
import { clusterParameterGroupView } from '../world/views/parameter-group';
import type { Action } from './action';

export const createDBClusterParameterGroup: Action<
  CreateDBClusterParameterGroupMessage,
  CreateDBClusterParameterGroupResult
> = (context, input) => {
  const group = createGroup(context.region, 'cluster', {
    name: input.DBClusterParameterGroupName ?? '',
    family: input.DBParameterGroupFamily ?? '',
    description: input.Description ?? '',
    tags: input.Tags,
  });
  return { DBClusterParameterGroup: clusterParameterGroupView(context, group) };
};
