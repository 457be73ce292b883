import type {
  DBClusterEndpoint,
  DBClusterEndpointMessage,
  DescribeDBClusterEndpointsMessage,
} from '@aws-sdk/client-rds';
import { applyFilters } from '../world/filters';
import { clusterNamed } from '../world/lookup';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { builtInEndpointViews, customEndpointView } from '../world/views/db-cluster-endpoint';
import type { Action } from './action';

/** Custom endpoints, and each cluster's own two; the latter have no identifier to ask for. */
export const describeDBClusterEndpoints: Action<DescribeDBClusterEndpointsMessage, DBClusterEndpointMessage> = (
  context,
  input,
) => {
  const { clusters, clusterEndpoints } = context.region;
  const only = input.DBClusterIdentifier ? clusterNamed(context, input.DBClusterIdentifier).resourceId : undefined;
  // An unknown identifier finds nothing: the operation declares no fault for it, and Terraform waits for an empty list.
  const named = input.DBClusterEndpointIdentifier
    ? nameOf(context, 'cluster-endpoint', input.DBClusterEndpointIdentifier)
    : undefined;
  const custom = Object.values(clusterEndpoints).filter(({ identifier }) => !named || named === identifier);
  const views: DBClusterEndpoint[] = [
    ...(named ? [] : Object.values(clusters))
      .filter(({ resourceId }) => only === undefined || only === resourceId)
      .flatMap((cluster) => builtInEndpointViews(context, cluster)),
    ...custom
      .filter(({ cluster }) => only === undefined || only === cluster)
      .map((endpoint) => customEndpointView(context, endpoint)),
  ];
  const matching = applyFilters(views, input.Filters, {
    'db-cluster-endpoint-type': ({ EndpointType }) => EndpointType,
    'db-cluster-endpoint-custom-type': ({ CustomEndpointType }) => CustomEndpointType,
    'db-cluster-endpoint-id': ({ DBClusterEndpointIdentifier }) => DBClusterEndpointIdentifier,
    'db-cluster-endpoint-status': ({ Status }) => Status,
  });
  const { page, Marker } = paginate(matching, input, ({ Endpoint = '' }) => Endpoint);
  return { DBClusterEndpoints: page, Marker };
};
