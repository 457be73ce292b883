import type { CreateDBInstanceMessage, CreateDBInstanceResult } from '@aws-sdk/client-rds';
import { createInstance } from '../timelines/create-instance';
import { invalidParameterCombination } from '../wire/service-fault';
import { familyOfCluster } from '../world/clusters/engine-upgrade-rules';
import { checkCreateInstance, newInstanceSettings, refuseSeventeenth } from '../world/clusters/new-instance';
import { refuseClusterInSwitchover } from '../world/clusters/state-rules';
import { connectionsOfNew } from '../world/connections/connections';
import { clusterNamed, membersOf } from '../world/lookup';
import { newInstanceIdentifier } from '../world/names/identifiers';
import { draw } from '../world/names/ids';
import { defaultGroupName } from '../world/parameters/parameter-groups';
import { usableGroup } from '../world/parameters/parameter-groups-in-use';
import { tagsOf } from '../world/tags';
import { begin } from '../world/timeline';
import { dbInstanceView } from '../world/views/db-instance';
import type { InstanceRecord } from '../world/world';
import type { Action } from './action';

/** A new member of a cluster; this server has no instances outside clusters. */
export const createDBInstance: Action<CreateDBInstanceMessage, CreateDBInstanceResult> = (context, input) => {
  const { region, world, now } = context;
  const identifier = newInstanceIdentifier(context, 'DBInstanceIdentifier', input.DBInstanceIdentifier ?? '');
  if (!input.DBClusterIdentifier) {
    throw invalidParameterCombination('This server emulates only Aurora: a DB instance needs a DBClusterIdentifier.');
  }
  const cluster = clusterNamed(context, input.DBClusterIdentifier);
  refuseClusterInSwitchover(region, cluster);
  checkCreateInstance(cluster, input);
  refuseSeventeenth(membersOf(region, cluster));
  const family = familyOfCluster(cluster);
  const group = usableGroup(region, 'instance', input.DBParameterGroupName || defaultGroupName(family), family);
  const tags = tagsOf(input.Tags);

  const instance: InstanceRecord = {
    resourceId: draw(world, 'instance'),
    identifier,
    cluster: cluster.resourceId,
    status: 'creating',
    engineVersion: cluster.engineVersion,
    parameterGroup: group.name,
    parameterApplyStatus: 'in-sync',
    clusterParameterGroupStatus: 'in-sync',
    promotionTier: input.PromotionTier ?? 1,
    createdAt: now,
    tags,
    pendingModifiedValues: {},
    connections: connectionsOfNew(context, cluster),
    settings: newInstanceSettings(context, cluster, input, identifier),
  };
  region.instances[instance.resourceId] = instance;
  begin(context, createInstance, { instance: instance.resourceId });
  return { DBInstance: dbInstanceView(context, instance) };
};
