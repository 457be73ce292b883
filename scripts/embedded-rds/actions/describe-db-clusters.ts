import type { DBClusterMessage, DescribeDBClustersMessage } from '@aws-sdk/client-rds';
import { degradeReplication } from '../timelines/degrade-replication';
import { applyFilters } from '../world/filters';
import { clusterNamed } from '../world/lookup';
import { arnOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

export const describeDBClusters: Action<DescribeDBClustersMessage, DBClusterMessage> = (context, input) => {
  degradeReplication(context);
  const named = input.DBClusterIdentifier
    ? [clusterNamed(context, input.DBClusterIdentifier)]
    : Object.values(context.region.clusters);
  const clusters = applyFilters(named, input.Filters, {
    'db-cluster-id': ({ identifier }) => [identifier, arnOf(context, 'cluster', identifier)],
    'db-cluster-resource-id': ({ resourceId }) => resourceId,
    engine: ({ engine }) => engine,
    'clone-group-id': ({ settings }) => settings.CloneGroupId,
    domain: () => undefined,
  });
  const { page, Marker } = paginate(clusters, input, ({ identifier }) => identifier);
  return { DBClusters: page.map((cluster) => dbClusterView(context, cluster)), Marker };
};
