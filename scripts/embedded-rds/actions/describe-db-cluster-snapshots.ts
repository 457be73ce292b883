import type { DBClusterSnapshotMessage, DescribeDBClusterSnapshotsMessage } from '@aws-sdk/client-rds';
import { applyFilters } from '../world/filters';
import { arnOf, nameOf } from '../world/names/arn';
import { snapshotNamed } from '../world/names/snapshot-names';
import { paginate } from '../world/paginate';
import { dbClusterSnapshotView } from '../world/views/db-cluster-snapshot';
import type { Action } from './action';

/** A snapshot is found by the name that its cluster had when it was taken, or by the cluster's resource id. */
export const describeDBClusterSnapshots: Action<DescribeDBClusterSnapshotsMessage, DBClusterSnapshotMessage> = (
  context,
  input,
) => {
  const named = input.DBClusterSnapshotIdentifier
    ? [snapshotNamed(context, input.DBClusterSnapshotIdentifier)]
    : Object.values(context.region.clusterSnapshots);
  const cluster = input.DBClusterIdentifier && nameOf(context, 'cluster', input.DBClusterIdentifier);
  const matching = named.filter(
    ({ settings, clusterResourceId }) =>
      (!cluster || settings.DBClusterIdentifier === cluster) &&
      (!input.DbClusterResourceId || clusterResourceId === input.DbClusterResourceId) &&
      (!input.SnapshotType || settings.SnapshotType === input.SnapshotType.toLowerCase()),
  );
  const snapshots = applyFilters(matching, input.Filters, {
    'db-cluster-id': ({ settings: { DBClusterIdentifier = '' } }) => [
      DBClusterIdentifier,
      arnOf(context, 'cluster', DBClusterIdentifier),
    ],
    'db-cluster-snapshot-id': ({ identifier }) => identifier,
    'snapshot-type': ({ settings }) => settings.SnapshotType,
    engine: ({ settings }) => settings.Engine,
  });
  const { page, Marker } = paginate(snapshots, input, ({ identifier }) => identifier);
  return { DBClusterSnapshots: page.map((snapshot) => dbClusterSnapshotView(context, snapshot)), Marker };
};
