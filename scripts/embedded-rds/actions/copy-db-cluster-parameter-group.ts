import type { CopyDBClusterParameterGroupMessage, CopyDBClusterParameterGroupResult } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { groupNamed } from '../world/parameters/parameter-changes';
import { copyGroup } from '../world/parameters/parameter-group-lifecycle';
import { clusterParameterGroupView } from '../world/views/parameter-group';
import type { Action } from './action';

export const copyDBClusterParameterGroup: Action<
  CopyDBClusterParameterGroupMessage,
  CopyDBClusterParameterGroupResult
> = (context, input) => {
  const name = nameOf(context, 'cluster-pg', input.SourceDBClusterParameterGroupIdentifier ?? '');
  const group = copyGroup(context.region, 'cluster', groupNamed(context.region, 'cluster', name), {
    name: input.TargetDBClusterParameterGroupIdentifier ?? '',
    description: input.TargetDBClusterParameterGroupDescription ?? '',
    tags: input.Tags,
  });
  return { DBClusterParameterGroup: clusterParameterGroupView(context, group) };
};
