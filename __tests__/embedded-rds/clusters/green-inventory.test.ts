import type { DBClusterEndpoint } from '@aws-sdk/client-rds';
import type { Choices } from '../../../scripts/embedded-rds/world/on-demand/choices';
import { ClusterWorld, clusterId, instance1, instance2, nameIn, runbookSpec } from './cluster-world';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const settings = {
  preferred_backup_window: '02:00-02:30',
  preferred_maintenance_window: 'sun:03:00-sun:03:30',
  backup_retention_period: 14,
  enabled_cloudwatch_logs_exports: ['postgresql'],
  enable_http_endpoint: true,
  iam_database_authentication_enabled: true,
  deletion_protection: true,
  serverlessv2_scaling_configuration: [{ min_capacity: 0.5, max_capacity: 8 }],
};

const instanceSettings = {
  promotion_tier: 4,
  auto_minor_version_upgrade: false,
  performance_insights_enabled: true,
  performance_insights_retention_period: 93,
  monitoring_interval: 60,
  monitoring_role_arn: role('monitoring'),
  preferred_maintenance_window: 'mon:03:00-mon:03:30',
};

/** The runbook's cluster with everything that hangs on one, and a deployment that is ready. */
function deployed(choices: Partial<Choices> = {}) {
  const spec = runbookSpec();
  Object.assign(spec.clusters[0] ?? {}, settings);
  for (const instance of spec.instances) Object.assign(instance, instanceSettings);
  const rds = ClusterWorld.seeded({
    ...spec,
    roleAssociations: [{ db_cluster_identifier: clusterId, role_arn: role('import'), feature_name: 's3Import' }],
    clusterEndpoints: [
      {
        cluster_identifier: clusterId,
        cluster_endpoint_identifier: 'reports',
        custom_endpoint_type: 'READER',
        static_members: [instance2],
        tags: { team: 'reports' },
      },
      {
        cluster_identifier: clusterId,
        cluster_endpoint_identifier: 'rest',
        custom_endpoint_type: 'ANY',
        excluded_members: [instance2],
      },
    ],
  });
  Object.assign(rds.world.choices, choices);
  const id = rds.deploy();
  rds.pass(50);
  const green = nameIn(rds.deployment(id).Target);
  const switchOver = () => {
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(5);
  };
  return { rds, id, green, switchOver };
}

const endpoints = (rds: ClusterWorld, cluster: string): DBClusterEndpoint[] =>
  rds
    .call('DescribeDBClusterEndpoints', {
      DBClusterIdentifier: cluster,
      Filters: [{ Name: 'db-cluster-endpoint-type', Values: ['custom'] }],
    })
    .DBClusterEndpoints.sort((a: DBClusterEndpoint, b: DBClusterEndpoint) =>
      String(a.DBClusterEndpointIdentifier).localeCompare(String(b.DBClusterEndpointIdentifier)),
    );

/** What a cluster and an instance are compared by here. */
const clusterSettings = ({ rds }: { rds: ClusterWorld }, name: string) => {
  const cluster = rds.cluster(name);
  const writer = cluster.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter);
  const instance = rds.instance(writer?.DBInstanceIdentifier ?? '');
  return {
    PreferredBackupWindow: cluster.PreferredBackupWindow,
    PreferredMaintenanceWindow: cluster.PreferredMaintenanceWindow,
    BackupRetentionPeriod: cluster.BackupRetentionPeriod,
    EnabledCloudwatchLogsExports: cluster.EnabledCloudwatchLogsExports,
    HttpEndpointEnabled: cluster.HttpEndpointEnabled,
    IAMDatabaseAuthenticationEnabled: cluster.IAMDatabaseAuthenticationEnabled,
    DeletionProtection: cluster.DeletionProtection,
    CopyTagsToSnapshot: cluster.CopyTagsToSnapshot,
    ServerlessV2ScalingConfiguration: cluster.ServerlessV2ScalingConfiguration,
    VpcSecurityGroups: cluster.VpcSecurityGroups,
    StorageEncrypted: cluster.StorageEncrypted,
    KmsKeyId: cluster.KmsKeyId,
    DBSubnetGroup: cluster.DBSubnetGroup,
    TagList: cluster.TagList,
    instance: {
      DBInstanceClass: instance.DBInstanceClass,
      PromotionTier: instance.PromotionTier,
      AutoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade,
      PerformanceInsightsEnabled: instance.PerformanceInsightsEnabled,
      PerformanceInsightsRetentionPeriod: instance.PerformanceInsightsRetentionPeriod,
      MonitoringInterval: instance.MonitoringInterval,
      MonitoringRoleArn: instance.MonitoringRoleArn,
      PreferredMaintenanceWindow: instance.PreferredMaintenanceWindow,
      CACertificateIdentifier: instance.CACertificateIdentifier,
      PubliclyAccessible: instance.PubliclyAccessible,
    },
  };
};

describe('green', () => {
  it('is a copy of the settings of blue, taken when it was made', () => {
    const it = deployed();
    // All of them, but for its protection: nobody is to rely on that.
    expect(clusterSettings(it, it.green)).toEqual({ ...clusterSettings(it, clusterId), DeletionProtection: false });
    expect(clusterSettings(it, clusterId)).toMatchObject({
      EnabledCloudwatchLogsExports: ['postgresql'],
      DeletionProtection: true,
      BackupRetentionPeriod: 14,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
      instance: { PromotionTier: 4, PerformanceInsightsRetentionPeriod: 93, MonitoringInterval: 60 },
    });
    it.rds.call('ModifyDBCluster', { DBClusterIdentifier: clusterId, BackupRetentionPeriod: 7 });
    it.switchOver();
    expect(clusterSettings(it, clusterId).BackupRetentionPeriod).toBe(14);
    expect(clusterSettings(it, `${clusterId}-old1`).BackupRetentionPeriod).toBe(7);
  });

  it('has no role of blue, and production has those that were added to green', () => {
    const { rds, green, switchOver } = deployed();
    expect(rds.cluster().AssociatedRoles).toEqual([
      { RoleArn: role('import'), FeatureName: 's3Import', Status: 'ACTIVE' },
    ]);
    expect(rds.cluster(green).AssociatedRoles).toEqual([]);
    const input = { DBClusterIdentifier: green, RoleArn: role('import'), FeatureName: 's3Import' };
    rds.call('AddRoleToDBCluster', input);
    expect(rds.cluster(green).AssociatedRoles).toMatchObject([{ Status: 'PENDING' }]);
    expect(rds.refusal('AddRoleToDBCluster', input)).toMatch(/^DBClusterRoleAlreadyExists: /);
    rds.pass(1);
    switchOver();
    expect(rds.cluster().AssociatedRoles).toEqual([
      { RoleArn: role('import'), FeatureName: 's3Import', Status: 'ACTIVE' },
    ]);
    expect(rds.cluster(`${clusterId}-old1`).AssociatedRoles).toHaveLength(1);
    rds.call('RemoveRoleFromDBCluster', { ...input, DBClusterIdentifier: `${clusterId}-old1` });
    expect(rds.cluster(`${clusterId}-old1`).AssociatedRoles).toEqual([]);
  });

  it('leaves production without a role when nobody adds one', () => {
    const { rds, switchOver } = deployed();
    switchOver();
    expect(rds.cluster().AssociatedRoles).toEqual([]);
    rds.call('AddRoleToDBCluster', { DBClusterIdentifier: clusterId, RoleArn: role('late') });
    expect(rds.pass(1).cluster().AssociatedRoles).toEqual([{ RoleArn: role('late'), Status: 'ACTIVE' }]);
  });

  it('has counterparts of the custom endpoints, each a row, which take over their names', () => {
    const { rds, id, green, switchOver } = deployed();
    const rows = (): string[] =>
      (rds.deployment(id).SwitchoverDetails ?? [])
        .filter(({ SourceMember }) => SourceMember?.includes(':cluster-endpoint:'))
        .map(({ SourceMember, TargetMember, Status }) => `${nameIn(SourceMember)} ${nameIn(TargetMember)} ${Status}`);
    expect(rows()).toEqual([
      expect.stringMatching(/^reports reports-green-\w{6} AVAILABLE$/),
      expect.stringMatching(/^rest rest-green-\w{6} AVAILABLE$/),
    ]);
    const reader = rds.cluster(green).DBClusterMembers?.[1]?.DBInstanceIdentifier;
    expect(endpoints(rds, green)).toMatchObject([
      { StaticMembers: [reader], ExcludedMembers: [], CustomEndpointType: 'READER', Status: 'available' },
      { StaticMembers: [], ExcludedMembers: [reader], CustomEndpointType: 'ANY' },
    ]);
    switchOver();
    expect(rows()).toEqual(['reports-old1 reports SWITCHOVER_COMPLETED', 'rest-old1 rest SWITCHOVER_COMPLETED']);
    expect(endpoints(rds, clusterId)).toMatchObject([
      { DBClusterEndpointIdentifier: 'reports', StaticMembers: [instance2] },
      { DBClusterEndpointIdentifier: 'rest', ExcludedMembers: [instance2] },
    ]);
    expect(endpoints(rds, `${clusterId}-old1`)).toMatchObject([
      { DBClusterEndpointIdentifier: 'reports-old1', StaticMembers: [`${instance2}-old1`] },
      { DBClusterEndpointIdentifier: 'rest-old1' },
    ]);
    const ResourceName = endpoints(rds, clusterId)[0]?.DBClusterEndpointArn;
    expect(rds.call('ListTagsForResource', { ResourceName }).TagList).toEqual([{ Key: 'team', Value: 'reports' }]);
  });

  it('may have endpoints without members, which can be given them before the switchover and after', () => {
    const { rds, green, switchOver } = deployed({ endpointMembersOnGreen: 'none' });
    const [reports] = endpoints(rds, green);
    expect(reports).toMatchObject({ StaticMembers: [], ExcludedMembers: [] });
    const reader = rds.cluster(green).DBClusterMembers?.[1]?.DBInstanceIdentifier;
    const { DBClusterEndpointIdentifier } = reports ?? {};
    expect(rds.refusal('ModifyDBClusterEndpoint', { DBClusterEndpointIdentifier, StaticMembers: [instance2] })).toMatch(
      /^InvalidDBInstanceState: DB instance .* is not a member of/,
    );
    rds.call('ModifyDBClusterEndpoint', { DBClusterEndpointIdentifier, StaticMembers: [reader] });
    rds.pass(1);
    switchOver();
    expect(endpoints(rds, clusterId)).toMatchObject([
      { DBClusterEndpointIdentifier: 'reports', StaticMembers: [instance2] },
      { DBClusterEndpointIdentifier: 'rest', ExcludedMembers: [] },
    ]);
    rds.call('ModifyDBClusterEndpoint', { DBClusterEndpointIdentifier: 'rest', ExcludedMembers: [instance2] });
    expect(rds.pass(1) && endpoints(rds, clusterId)[1]).toMatchObject({ ExcludedMembers: [instance2] });
  });

  it('keeps an endpoint that somebody adds to it under the name that it was given', () => {
    const { rds, green, switchOver } = deployed();
    rds.call('CreateDBClusterEndpoint', {
      DBClusterIdentifier: green,
      DBClusterEndpointIdentifier: 'extra',
      EndpointType: 'ANY',
    });
    rds.pass(1);
    switchOver();
    expect(endpoints(rds, clusterId).map(({ DBClusterEndpointIdentifier }) => DBClusterEndpointIdentifier)).toEqual([
      'extra',
      'reports',
      'rest',
    ]);
  });

  it('gets the tags of blue at the switchover, whatever was set on it', () => {
    const { rds, green, switchOver } = deployed({ notCopiedToGreen: ['TagList'] });
    const { DBClusterArn, TagList } = rds.cluster(green);
    expect(TagList).toEqual([]);
    rds.call('AddTagsToResource', { ResourceName: DBClusterArn, Tags: [{ Key: 'mine', Value: '1' }] });
    switchOver();
    expect(rds.cluster().TagList).toEqual([{ Key: 'team', Value: 'orders' }]);
    expect(rds.instance(instance1).TagList).toContainEqual({ Key: 'name', Value: instance1 });
  });
});

describe('the choice notCopiedToGreen', () => {
  it.each<[string, unknown, object]>([
    ['DeletionProtection', false, { DeletionProtection: true }],
    [
      'EnabledCloudwatchLogsExports',
      undefined,
      { CloudwatchLogsExportConfiguration: { EnableLogTypes: ['postgresql'] } },
    ],
    ['HttpEndpointEnabled', false, { EnableHttpEndpoint: true }],
    ['IAMDatabaseAuthenticationEnabled', false, { EnableIAMDatabaseAuthentication: true }],
    ['BackupRetentionPeriod', 1, { BackupRetentionPeriod: 14 }],
    ['CopyTagsToSnapshot', false, { CopyTagsToSnapshot: true }],
    [
      'ServerlessV2ScalingConfiguration',
      undefined,
      { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 } },
    ],
    ['PreferredMaintenanceWindow', expect.any(String), { PreferredMaintenanceWindow: 'sun:03:00-sun:03:30' }],
    ['PreferredBackupWindow', expect.any(String), { PreferredBackupWindow: '02:00-02:30' }],
  ])('%s: green is made without it, and a ModifyDBCluster carries it over', (member, without, change) => {
    const setting = (cluster: object) => (cluster as Record<string, unknown>)[member];
    const { rds, green, switchOver } = deployed({ notCopiedToGreen: [member] });
    const blue = setting(rds.cluster());
    expect(setting(rds.cluster(green))).toEqual(without);
    expect(setting(rds.cluster(green))).not.toEqual(blue);
    rds.call('ModifyDBCluster', { DBClusterIdentifier: green, ApplyImmediately: true, ...change });
    expect(setting(rds.pass(1).cluster(green))).toEqual(blue);
    switchOver();
    expect(setting(rds.cluster())).toEqual(blue);
  });

  it.each<[string, unknown, object]>([
    ['PromotionTier', 1, { PromotionTier: 4 }],
    ['AutoMinorVersionUpgrade', true, { AutoMinorVersionUpgrade: false }],
    ['PerformanceInsightsEnabled', false, { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 93 }],
    ['MonitoringInterval', 0, { MonitoringInterval: 60, MonitoringRoleArn: role('monitoring') }],
    ['PreferredMaintenanceWindow', expect.any(String), { PreferredMaintenanceWindow: 'mon:03:00-mon:03:30' }],
  ])('%s: green instances are made without it, and a ModifyDBInstance carries it over', (member, without, change) => {
    const setting = (instance: object) => (instance as Record<string, unknown>)[member];
    const { rds, green, switchOver } = deployed({ notCopiedToGreen: [member] });
    const blue = setting(rds.instance(instance2));
    const reader = rds.cluster(green).DBClusterMembers?.[1]?.DBInstanceIdentifier ?? '';
    expect(setting(rds.instance(reader))).toEqual(without);
    expect(setting(rds.instance(reader))).not.toEqual(blue);
    rds.call('ModifyDBInstance', { DBInstanceIdentifier: reader, ...change });
    expect(setting(rds.pass(1).instance(reader))).toEqual(blue);
    switchOver();
    expect(setting(rds.instance(instance2))).toEqual(blue);
  });
});

it('nothing that hangs on a cluster can be changed while it switches over', () => {
  const { rds, id, green } = deployed();
  rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
  const [reports] = endpoints(rds, clusterId);
  const { DBClusterEndpointIdentifier } = reports ?? {};
  for (const [operation, input] of [
    ['AddRoleToDBCluster', { DBClusterIdentifier: green, RoleArn: role('x') }],
    ['RemoveRoleFromDBCluster', { DBClusterIdentifier: clusterId, RoleArn: role('import'), FeatureName: 's3Import' }],
    ['ModifyDBClusterEndpoint', { DBClusterEndpointIdentifier, EndpointType: 'ANY' }],
    ['DeleteDBClusterEndpoint', { DBClusterEndpointIdentifier }],
    ['CreateDBClusterEndpoint', { DBClusterIdentifier: green, DBClusterEndpointIdentifier: 'x', EndpointType: 'ANY' }],
  ] as const) {
    expect(rds.refusal(operation, input)).toMatch(/^InvalidDBClusterStateFault: DB cluster .* is switching over\.$/);
  }
});
