import type { DBParameterGroupDetails, DescribeDBParametersMessage } from '@aws-sdk/client-rds';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { groupNamed } from '../world/parameters/parameter-changes';
import { parameterViews, selectParameters } from '../world/views/parameter-group';
import type { Action } from './action';

export const describeDBParameters: Action<DescribeDBParametersMessage, DBParameterGroupDetails> = (context, input) => {
  const name = nameOf(context, 'pg', input.DBParameterGroupName ?? '');
  const views = parameterViews('instance', groupNamed(context.region, 'instance', name));
  const selected = selectParameters(views, input);
  const { page, Marker } = paginate(selected, input, ({ ParameterName = '' }) => ParameterName);
  return { Parameters: page, Marker };
};
