import type * as sdk from '@aws-sdk/client-rds';
import { UpgradeError } from '../../runtime/errors';
import { given } from '../../runtime/given';
import { clusterSettings, instanceSettings } from './settings';
import type {
  Cluster,
  ClusterEndpoint,
  ClusterSnapshot,
  Deployment,
  FamilyParameter,
  Instance,
  OfferedVersion,
  RdsEvent,
  Tags,
} from './types';

/** Translates SDK shapes to ours. Every field is optional in the SDK's model; required ones are checked here, once. */
export function parseCluster(raw: sdk.DBCluster): Cluster {
  const identifier = must(raw.DBClusterIdentifier, 'DBCluster', 'DBClusterIdentifier');
  return {
    identifier,
    arn: must(raw.DBClusterArn, identifier, 'DBClusterArn'),
    resourceId: must(raw.DbClusterResourceId, identifier, 'DbClusterResourceId'),
    status: must(raw.Status, identifier, 'Status'),
    engine: must(raw.Engine, identifier, 'Engine'),
    engineVersion: must(raw.EngineVersion, identifier, 'EngineVersion'),
    engineMode: raw.EngineMode ?? 'provisioned',
    parameterGroup: must(raw.DBClusterParameterGroup, identifier, 'DBClusterParameterGroup'),
    members: (raw.DBClusterMembers ?? []).map((member) => ({
      instanceIdentifier: must(member.DBInstanceIdentifier, identifier, 'DBClusterMembers.DBInstanceIdentifier'),
      writer: member.IsClusterWriter ?? false,
      clusterParameterGroupStatus: member.DBClusterParameterGroupStatus ?? 'unknown',
    })),
    deletionProtection: raw.DeletionProtection ?? false,
    managedPassword: raw.MasterUserSecret?.SecretArn !== undefined,
    managedSecret: raw.MasterUserSecret?.SecretArn,
    globalClusterIdentifier: raw.GlobalClusterIdentifier || undefined,
    ...given({
      activityStream: raw.ActivityStreamStatus === 'stopped' ? undefined : raw.ActivityStreamStatus,
      backtrackSeconds: raw.BacktrackWindow || undefined,
      scalability: raw.ClusterScalabilityType,
      outsideVpc: raw.VPCNetworkingEnabled === false ? true : undefined,
    }),
    replicationSource: raw.ReplicationSourceIdentifier || undefined,
    readReplicas: raw.ReadReplicaIdentifiers ?? [],
    backupRetentionDays: raw.BackupRetentionPeriod ?? 0,
    endpoint: raw.Endpoint,
    createdAt: raw.ClusterCreateTime?.getTime(),
    roles: (raw.AssociatedRoles ?? []).map((role) => ({
      arn: must(role.RoleArn, identifier, 'AssociatedRoles.RoleArn'),
      ...(role.FeatureName ? { feature: role.FeatureName } : {}),
      status: role.Status ?? 'unknown',
    })),
    // Strings (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html): names, or `reports.cluster-custom-….rds.amazonaws.com`.
    customEndpoints: (raw.CustomEndpoints ?? []).map((host) => host.split('.')[0]!),
    settings: clusterSettings(raw),
    tags: parseTags(raw.TagList),
  };
}

export function parseInstance(raw: sdk.DBInstance): Instance {
  const identifier = must(raw.DBInstanceIdentifier, 'DBInstance', 'DBInstanceIdentifier');
  return {
    identifier,
    arn: must(raw.DBInstanceArn, identifier, 'DBInstanceArn'),
    resourceId: must(raw.DbiResourceId, identifier, 'DbiResourceId'),
    clusterIdentifier: raw.DBClusterIdentifier ?? '',
    status: must(raw.DBInstanceStatus, identifier, 'DBInstanceStatus'),
    engineVersion: must(raw.EngineVersion, identifier, 'EngineVersion'),
    instanceClass: raw.DBInstanceClass ?? 'unknown',
    parameterGroup: raw.DBParameterGroups?.[0]?.DBParameterGroupName,
    parameterApplyStatus: raw.DBParameterGroups?.[0]?.ParameterApplyStatus,
    settings: instanceSettings(raw),
    tags: parseTags(raw.TagList),
  };
}

export function parseDeployment(raw: sdk.BlueGreenDeployment): Deployment {
  const identifier = must(raw.BlueGreenDeploymentIdentifier, 'BlueGreenDeployment', 'BlueGreenDeploymentIdentifier');
  return {
    identifier,
    name: raw.BlueGreenDeploymentName ?? '',
    source: raw.Source ?? '',
    target: raw.Target || undefined,
    status: must(raw.Status, identifier, 'Status'),
    statusDetails: raw.StatusDetails || undefined,
    createdAt: must(raw.CreateTime, identifier, 'CreateTime').getTime(),
    tasks: (raw.Tasks ?? []).map((task) => ({ name: task.Name ?? 'unknown', status: task.Status ?? 'unknown' })),
    members: (raw.SwitchoverDetails ?? []).map((row) => ({
      source: row.SourceMember || undefined,
      target: row.TargetMember || undefined,
      status: row.Status || undefined,
    })),
    tags: parseTags(raw.TagList),
  };
}

export function parseEndpoint(raw: sdk.DBClusterEndpoint, tags: Tags): ClusterEndpoint {
  const identifier = must(raw.DBClusterEndpointIdentifier, 'DBClusterEndpoint', 'DBClusterEndpointIdentifier');
  return {
    identifier,
    arn: must(raw.DBClusterEndpointArn, identifier, 'DBClusterEndpointArn'),
    status: must(raw.Status, identifier, 'Status'),
    type: raw.CustomEndpointType ?? '',
    staticMembers: [...(raw.StaticMembers ?? [])].sort(),
    excludedMembers: [...(raw.ExcludedMembers ?? [])].sort(),
    tags,
  };
}

export function parseSnapshot(raw: sdk.DBClusterSnapshot): ClusterSnapshot {
  const identifier = must(raw.DBClusterSnapshotIdentifier, 'DBClusterSnapshot', 'DBClusterSnapshotIdentifier');
  return {
    identifier,
    arn: raw.DBClusterSnapshotArn ?? '',
    status: must(raw.Status, identifier, 'Status'),
    clusterIdentifier: raw.DBClusterIdentifier ?? '',
    clusterResourceId: raw.DbClusterResourceId || undefined,
    createdAt: raw.SnapshotCreateTime?.getTime(),
    percentProgress: raw.PercentProgress,
    tags: parseTags(raw.TagList),
  };
}

export function parseOfferedVersion(raw: sdk.DBEngineVersion): OfferedVersion {
  return {
    version: raw.EngineVersion ?? '',
    family: raw.DBParameterGroupFamily ?? '',
    validTargets: (raw.ValidUpgradeTarget ?? []).flatMap(({ EngineVersion: version, IsMajorVersionUpgrade: major }) =>
      version === undefined ? [] : [{ version, major: major ?? false }],
    ),
  };
}

export function parseFamilyParameter(raw: sdk.Parameter): FamilyParameter[] {
  // Absent means nobody knows: it is left to RDS to refuse it.
  const { ParameterName: name, ParameterValue: value, IsModifiable: modifiable = true } = raw;
  return name ? [{ name, modifiable, ...given({ value }) }] : [];
}

export function parseEvent(raw: sdk.Event): RdsEvent {
  return {
    at: raw.Date?.getTime() ?? 0,
    source: raw.SourceIdentifier ?? '',
    sourceType: raw.SourceType ?? '',
    message: raw.Message ?? '',
  };
}

export function parseTags(raw: sdk.Tag[] | undefined): Tags {
  return Object.fromEntries((raw ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
}

/** `arn:aws:rds:eu-west-1:123456789012:cluster:orders` → `orders` */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

export function must<T>(value: T | undefined, resource: string, field: string, service = 'RDS'): T {
  if (value !== undefined && value !== '') return value;
  throw new UpgradeError({
    code: 'RDS_ANSWER_INCOMPLETE',
    message: `${service} answered without ${field} for ${resource}.`,
    remedy: 'Run the command again; nothing is decided on an incomplete answer.',
  });
}
