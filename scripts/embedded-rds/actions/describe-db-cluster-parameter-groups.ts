import type { DBClusterParameterGroupsMessage, DescribeDBClusterParameterGroupsMessage } from '@aws-sdk/client-rds';
import { refuseFilters } from '../world/filters';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { listedGroups } from '../world/parameters/default-groups';
import { groupNamed } from '../world/parameters/parameter-changes';
import { clusterParameterGroupView } from '../world/views/parameter-group';
import type { Action } from './action';

export const describeDBClusterParameterGroups: Action<
  DescribeDBClusterParameterGroupsMessage,
  DBClusterParameterGroupsMessage
> = (context, input) => {
  refuseFilters(input.Filters);
  const named = input.DBClusterParameterGroupName;
  const groups = named
    ? [groupNamed(context.region, 'cluster', nameOf(context, 'cluster-pg', named))]
    : listedGroups(context.region, 'cluster');
  const { page, Marker } = paginate(groups, input, ({ name }) => name);
  return { DBClusterParameterGroups: page.map((group) => clusterParameterGroupView(context, group)), Marker };
};
