import type { CopyDBParameterGroupMessage, CopyDBParameterGroupResult } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { groupNamed } from '../world/parameters/parameter-changes';
import { copyGroup } from '../world/parameters/parameter-group-lifecycle';
import { parameterGroupView } from '../world/views/parameter-group';
import type { Action } from './action';

export const copyDBParameterGroup: Action<CopyDBParameterGroupMessage, CopyDBParameterGroupResult> = (
  context,
  input,
) => {
  const name = nameOf(context, 'pg', input.SourceDBParameterGroupIdentifier ?? '');
  const group = copyGroup(context.region, 'instance', groupNamed(context.region, 'instance', name), {
    name: input.TargetDBParameterGroupIdentifier ?? '',
    description: input.TargetDBParameterGroupDescription ?? '',
    tags: input.Tags,
  });
  return { DBParameterGroup: parameterGroupView(context, group) };
};
