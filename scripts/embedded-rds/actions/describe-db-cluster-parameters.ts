import type { DBClusterParameterGroupDetails, DescribeDBClusterParametersMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { groupNamed } from '../world/parameters/parameter-changes';
import { parameterViews, selectParameters } from '../world/views/parameter-group';
import type { Action } from './action';

export const describeDBClusterParameters: Action<DescribeDBClusterParametersMessage, DBClusterParameterGroupDetails> = (
  context,
  input,
) => {
  const name = nameOf(context, 'cluster-pg', input.DBClusterParameterGroupName ?? '');
  const views = parameterViews('cluster', groupNamed(context.region, 'cluster', name));
  const selected = selectParameters(views, input);
  const { page, Marker } = paginate(selected, input, ({ ParameterName = '' }) => ParameterName);
  return { Parameters: page, Marker };
};
