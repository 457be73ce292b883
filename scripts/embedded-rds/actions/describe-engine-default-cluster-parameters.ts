import type {
  DescribeEngineDefaultClusterParametersMessage,
  DescribeEngineDefaultClusterParametersResult,
} from '@aws-sdk/client-rds';
import { families } from '../../engine-versions/catalogue';
import { invalidParameterValue } from '../wire/service-fault';
import { paginate } from '../world/paginate';
import { engineDefaultViews, selectParameters } from '../world/views/parameter-group';
import type { Action } from './action';

export const describeEngineDefaultClusterParameters: Action<
  DescribeEngineDefaultClusterParametersMessage,
  DescribeEngineDefaultClusterParametersResult
> = (_context, input) => {
  const family = input.DBParameterGroupFamily ?? '';
  if (!families().includes(family)) {
    throw invalidParameterValue(`ParameterGroupFamily ${family} is not a valid parameter group family`);
  }
  const views = selectParameters(engineDefaultViews('cluster', family), { Filters: input.Filters });
  const { page, Marker } = paginate(views, input, ({ ParameterName = '' }) => ParameterName);
  return { EngineDefaults: { DBParameterGroupFamily: family, Parameters: page, Marker } };
};
