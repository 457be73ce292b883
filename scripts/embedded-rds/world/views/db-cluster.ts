import type { DBCluster } from '@aws-sdk/client-rds';
import { addressOf, clusterEndpoint, customEndpoint, hostedZoneId, readerEndpoint } from '../clusters/endpoints';
import { globalClusterOf } from '../clusters/global-clusters';
import { membersOf } from '../lookup';
import { arnOf } from '../names/arn';
import type { Scene } from '../scene';
import type { ClusterRecord } from '../world';
import { earliestRestorableTime, latestRestorableTime } from './restorable-time';

/**
 * A cluster as DescribeDBClusters shows it: an Aurora provisioned cluster, with the fields that it really has and no
 * others. Terraform plans a change for each field too many (a ScalingConfiguration on a provisioned cluster, a
 * StorageType on standard storage) and fails where one is missing that the resource
 * reads (hashicorp/terraform-provider-aws, cluster.go).
 */
export function dbClusterView(scene: Scene, cluster: ClusterRecord): DBCluster {
  const { region } = scene;
  const members = membersOf(region, cluster).filter(({ status }) => status !== 'creating');
  const custom = Object.values(region.clusterEndpoints).filter((endpoint) => endpoint.cluster === cluster.resourceId);
  const endpoint = addressOf(scene, clusterEndpoint(scene, cluster.identifier), cluster.settings.Port);
  return {
    IAMDatabaseAuthenticationEnabled: false,
    HttpEndpointEnabled: false,
    AssociatedRoles: [],
    ...cluster.settings,
    DBClusterIdentifier: cluster.identifier,
    DBClusterArn: arnOf(scene, 'cluster', cluster.identifier),
    DbClusterResourceId: cluster.resourceId,
    Status: cluster.status,
    Engine: cluster.engine,
    EngineVersion: cluster.engineVersion,
    EngineMode: 'provisioned',
    DBClusterParameterGroup: cluster.parameterGroup,
    DBSubnetGroup: cluster.subnetGroup,
    Endpoint: endpoint.address,
    Port: endpoint.port,
    ReaderEndpoint: addressOf(scene, readerEndpoint(scene, cluster.identifier)).address,
    CustomEndpoints:
      custom.length === 0
        ? undefined
        : custom.map(({ identifier }) => addressOf(scene, customEndpoint(scene, identifier)).address),
    HostedZoneId: hostedZoneId(scene),
    MultiAZ: new Set(members.map(({ settings }) => settings.AvailabilityZone)).size > 1,
    DBClusterMembers: members.map((instance) => ({
      DBInstanceIdentifier: instance.identifier,
      IsClusterWriter: instance.resourceId === cluster.writer,
      DBClusterParameterGroupStatus: instance.clusterParameterGroupStatus,
      PromotionTier: instance.promotionTier,
    })),
    AllocatedStorage: 1,
    IOOptimizedNextAllowedModificationTime:
      cluster.ioOptimizedAgainAt === undefined ? undefined : new Date(cluster.ioOptimizedAgainAt),
    ClusterCreateTime: new Date(cluster.createdAt),
    EarliestRestorableTime: earliestRestorableTime(scene, cluster),
    LatestRestorableTime: latestRestorableTime(scene, cluster),
    DeletionProtection: cluster.deletionProtection,
    // Terraform waits for this to be gone; RDS leaves it out when nothing is pending.
    PendingModifiedValues:
      Object.keys(cluster.pendingModifiedValues).length === 0 ? undefined : cluster.pendingModifiedValues,
    ReplicationSourceIdentifier: replicationSource(scene, cluster),
    ReadReplicaIdentifiers: [],
    GlobalClusterIdentifier: globalClusterOf(scene, cluster.resourceId)?.identifier,
    ActivityStreamStatus: cluster.settings.ActivityStreamStatus ?? 'stopped',
    CrossAccountClone: false,
    DomainMemberships: [],
    TagList: cluster.tags,
  };
}

/**
 * Green replicates from blue until the switchover. The IAM actions that a switchover needs hold
 * PromoteReadReplicaDBCluster, so green is a replica to RDS; whether the API shows it here is unconfirmed.
 */
function replicationSource(scene: Scene, cluster: ClusterRecord): string | undefined {
  const { deployments, clusters } = scene.region;
  const deployment = Object.values(deployments).find(({ target }) => target === cluster.resourceId);
  if (deployment === undefined || !cluster.readOnly || deployment.status === 'SWITCHOVER_COMPLETED') return undefined;
  const source = clusters[deployment.source];
  return source && arnOf(scene, 'cluster', source.identifier);
}
