import type { DBParameterGroupNameMessage, ModifyDBParameterGroupMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { ownGroupNamed, setParameters } from '../world/parameters/parameter-changes';
import type { Action } from './action';

export const modifyDBParameterGroup: Action<ModifyDBParameterGroupMessage, DBParameterGroupNameMessage> = (
  context,
  input,
) => {
  const name = nameOf(context, 'pg', input.DBParameterGroupName ?? '');
  const group = ownGroupNamed(context.region, 'instance', name);
  setParameters(context, 'instance', group, input.Parameters ?? []);
  return { DBParameterGroupName: group.name };
};
