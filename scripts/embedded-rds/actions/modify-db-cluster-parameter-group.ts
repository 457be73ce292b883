import type { DBClusterParameterGroupNameMessage, ModifyDBClusterParameterGroupMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { ownGroupNamed, setParameters } from '../world/parameters/parameter-changes';
import type { Action } from './action';

export const modifyDBClusterParameterGroup: Action<
  ModifyDBClusterParameterGroupMessage,
  DBClusterParameterGroupNameMessage
> = (context, input) => {
  const name = nameOf(context, 'cluster-pg', input.DBClusterParameterGroupName ?? '');
  const group = ownGroupNamed(context.region, 'cluster', name);
  setParameters(context, 'cluster', group, input.Parameters ?? []);
  return { DBClusterParameterGroupName: group.name };
};
