import type { DBParameterGroupsMessage, DescribeDBParameterGroupsMessage } from '@aws-sdk/client-rds';
import { refuseFilters } from '../world/filters';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { listedGroups } from '../world/parameters/default-groups';
import { groupNamed } from '../world/parameters/parameter-changes';
import { parameterGroupView } from '../world/views/parameter-group';
import type { Action } from './action';

export const describeDBParameterGroups: Action<DescribeDBParameterGroupsMessage, DBParameterGroupsMessage> = (
  context,
  input,
) => {
  refuseFilters(input.Filters);
  const named = input.DBParameterGroupName;
  const groups = named
    ? [groupNamed(context.region, 'instance', nameOf(context, 'pg', named))]
    : listedGroups(context.region, 'instance');
  const { page, Marker } = paginate(groups, input, ({ name }) => name);
  return { DBParameterGroups: page.map((group) => parameterGroupView(context, group)), Marker };
};
