import type { DescribeBlueGreenDeploymentsRequest, DescribeBlueGreenDeploymentsResponse } from '@aws-sdk/client-rds';
import { degradeReplication } from '../timelines/degrade-replication';
import { applyFilters } from '../world/filters';
import { deploymentNamed } from '../world/lookup';
import { paginate } from '../world/paginate';
import { blueGreenDeploymentView } from '../world/views/blue-green-deployment';
import type { Action } from './action';

/** `source` and `target` filter by ARNs, those of today: after a switchover the source is `…-old1`. */
export const describeBlueGreenDeployments: Action<
  DescribeBlueGreenDeploymentsRequest,
  DescribeBlueGreenDeploymentsResponse
> = (context, input) => {
  degradeReplication(context);
  const named = input.BlueGreenDeploymentIdentifier
    ? [deploymentNamed(context, input.BlueGreenDeploymentIdentifier)]
    : Object.values(context.region.deployments);
  const views = named.map((deployment) => blueGreenDeploymentView(context, deployment));
  const matching = applyFilters(views, input.Filters, {
    'blue-green-deployment-identifier': ({ BlueGreenDeploymentIdentifier }) => BlueGreenDeploymentIdentifier,
    'blue-green-deployment-name': ({ BlueGreenDeploymentName }) => BlueGreenDeploymentName,
    source: ({ Source }) => Source,
    target: ({ Target }) => Target,
  });
  const { page, Marker } = paginate(matching, input, (view) => view.BlueGreenDeploymentIdentifier ?? '');
  return { BlueGreenDeployments: page, Marker };
};
