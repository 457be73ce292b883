import type { DescribeGlobalClustersMessage, GlobalClustersMessage } from '@aws-sdk/client-rds';
import { requireGlobalCluster } from '../world/clusters/global-clusters';
import { applyFilters } from '../world/filters';
import { arnOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { globalClusterView } from '../world/views/global-cluster';
import type { Action } from './action';

/** Terraform asks for each cluster, by the filter `db-cluster-id` with its ARN, and takes an empty list for an answer. */
export const describeGlobalClusters: Action<DescribeGlobalClustersMessage, GlobalClustersMessage> = (
  context,
  input,
) => {
  const { clusters, globalClusters } = context.region;
  const named = input.GlobalClusterIdentifier
    ? [requireGlobalCluster(context, input.GlobalClusterIdentifier)]
    : Object.values(globalClusters);
  const matching = applyFilters(named, input.Filters, {
    'db-cluster-id': ({ members }) =>
      members.flatMap(({ cluster }) => {
        const identifier = clusters[cluster]?.identifier;
        return identifier === undefined ? [] : [identifier, arnOf(context, 'cluster', identifier)];
      }),
    region: () => context.region.name,
  });
  const { page, Marker } = paginate(matching, input, ({ identifier }) => identifier);
  return { GlobalClusters: page.map((global) => globalClusterView(context, global)), Marker };
};
