import type { DBClusterParameterGroupsMessage, DescribeDBClusterParameterGroupsMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/arn';
import { listedGroups } from '../world/default-groups';
import { refuseFilters } from '../world/filters';
import { paginate } from '../world/paginate';
import { groupNamed } from '../world/parameter-changes';
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
