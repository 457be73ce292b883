import type { DBCluster, RestoreDBClusterToPointInTimeMessage } from '@aws-sdk/client-rds';
import { createCluster } from '../../timelines/create-cluster';
import { newClusterIdentifier } from '../names/identifiers';
import { draw } from '../names/ids';
import { defaultGroupName } from '../parameters/parameter-groups';
import { usableGroup } from '../parameters/parameter-groups-in-use';
import type { Scene } from '../scene';
import { tagsOf } from '../tags';
import { begin } from '../timeline';
import type { ClusterRecord } from '../world';
import { requireKnownVersion } from './engine-upgrade-rules';
import { type ClusterInput, newClusterSettings, requireSubnetGroup } from './new-cluster';

/** The inputs that the two restore calls share. */
type RestoreInput = Omit<ClusterInput, 'Engine' | 'EngineVersion'> &
  Pick<RestoreDBClusterToPointInTimeMessage, 'DBClusterParameterGroupName'>;

/** What is restored: the user, the data and the keys are those of then. */
interface Origin {
  engine: string;
  engineVersion: string;
  settings: Partial<DBCluster>;
  message: string;
}

/** A new cluster, without instances, out of a snapshot or another cluster's past. */
export function restoreCluster(scene: Scene, input: RestoreInput, origin: Origin): ClusterRecord {
  const { region, world, now } = scene;
  const identifier = newClusterIdentifier(scene, 'DBClusterIdentifier', input.DBClusterIdentifier ?? '');
  const family = requireKnownVersion(origin.engine, origin.engineVersion);
  const group = usableGroup(region, 'cluster', input.DBClusterParameterGroupName || defaultGroupName(family), family);
  const settings = newClusterSettings(
    scene,
    {
      ...input,
      Engine: origin.engine,
      EngineVersion: origin.engineVersion,
      MasterUsername: origin.settings.MasterUsername,
      DatabaseName: origin.settings.DatabaseName,
      Port: input.Port ?? origin.settings.Port,
      StorageEncrypted: origin.settings.StorageEncrypted || input.KmsKeyId !== undefined,
      KmsKeyId: input.KmsKeyId ?? origin.settings.KmsKeyId,
    },
    identifier,
  );
  const cluster: ClusterRecord = {
    resourceId: draw(world, 'cluster'),
    identifier,
    status: 'creating',
    engine: origin.engine,
    engineVersion: origin.engineVersion,
    parameterGroup: group.name,
    subnetGroup: requireSubnetGroup(scene, input.DBSubnetGroupName),
    deletionProtection: input.DeletionProtection ?? false,
    createdAt: now,
    tags: tagsOf(input.Tags),
    pendingModifiedValues: {},
    readOnly: false,
    settings,
  };
  region.clusters[cluster.resourceId] = cluster;
  begin(scene, createCluster, { cluster: cluster.resourceId, message: origin.message });
  return cluster;
}
