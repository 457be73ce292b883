import type { CreateDBClusterMessage, CreateDBClusterResult } from '@aws-sdk/client-rds';
import { createCluster } from '../timelines/create-cluster';
import { requireKnownVersion, resolveVersion } from '../world/clusters/engine-upgrade-rules';
import { requireGlobalCluster } from '../world/clusters/global-clusters';
import { masterVerifier } from '../world/clusters/master-verifier';
import { checkCreateCluster, newClusterSettings, requireSubnetGroup } from '../world/clusters/new-cluster';
import { newClusterIdentifier } from '../world/names/identifiers';
import { draw } from '../world/names/ids';
import { defaultGroupName } from '../world/parameters/parameter-groups';
import { usableGroup } from '../world/parameters/parameter-groups-in-use';
import { tagsOf } from '../world/tags';
import { begin } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { ClusterRecord } from '../world/world';
import type { Action } from './action';

export const createDBCluster: Action<CreateDBClusterMessage, CreateDBClusterResult> = (context, input) => {
  const { region, world, now } = context;
  const identifier = newClusterIdentifier(context, 'DBClusterIdentifier', input.DBClusterIdentifier ?? '');
  checkCreateCluster(context, input);
  const engine = input.Engine ?? '';
  const engineVersion = resolveVersion(engine, input.EngineVersion);
  const family = requireKnownVersion(engine, engineVersion);
  const group = usableGroup(region, 'cluster', input.DBClusterParameterGroupName ?? defaultGroupName(family), family);
  const settings = newClusterSettings(context, { ...input, EngineVersion: engineVersion }, identifier);
  const tags = tagsOf(input.Tags);
  const global = input.GlobalClusterIdentifier
    ? requireGlobalCluster(context, input.GlobalClusterIdentifier)
    : undefined;

  const resourceId = draw(world, 'cluster');
  const cluster: ClusterRecord = {
    resourceId,
    identifier,
    status: 'creating',
    engine,
    engineVersion,
    parameterGroup: group.name,
    subnetGroup: requireSubnetGroup(context, input.DBSubnetGroupName),
    deletionProtection: input.DeletionProtection ?? false,
    createdAt: now,
    tags,
    pendingModifiedValues: {},
    readOnly: false,
    ...(input.MasterUserPassword && { masterVerifier: masterVerifier(engine, input.MasterUserPassword, resourceId) }),
    settings,
  };
  region.clusters[cluster.resourceId] = cluster;
  global?.members.push({ cluster: cluster.resourceId, isWriter: global.members.length === 0 });
  begin(context, createCluster, { cluster: cluster.resourceId, message: 'DB cluster created' });
  return { DBCluster: dbClusterView(context, cluster) };
};
