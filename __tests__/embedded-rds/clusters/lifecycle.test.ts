import { ClusterWorld, clusterArn, clusterId, instance1, instance2, runbookSpec } from './cluster-world';

describe('creation', () => {
  it('takes two minutes for a cluster and five for an instance; the first instance is the writer', () => {
    const rds = new ClusterWorld();
    const { DBCluster } = rds.call('CreateDBCluster', {
      DBClusterIdentifier: 'Orders',
      Engine: 'aurora-postgresql',
      EngineVersion: '15',
      MasterUsername: 'postgres',
      MasterUserPassword: 'long-enough',
      PreferredMaintenanceWindow: 'Sun:02:00-Sun:02:30',
    });
    expect(DBCluster).toMatchObject({
      DBClusterIdentifier: 'orders',
      Status: 'creating',
      EngineVersion: expect.stringMatching(/^15\.\d+$/),
      DBClusterParameterGroup: 'default.aurora-postgresql15',
      PreferredMaintenanceWindow: 'sun:02:00-sun:02:30',
      StorageEncrypted: false,
    });
    // Each of these would be a change in a plan of Terraform.
    for (const field of ['KmsKeyId', 'StorageType', 'ScalingConfigurationInfo', 'ServerlessV2ScalingConfiguration']) {
      expect(DBCluster[field]).toBeUndefined();
    }
    const instance = { DBClusterIdentifier: 'orders', Engine: 'aurora-postgresql', DBInstanceClass: 'db.r6g.large' };
    for (const DBInstanceIdentifier of ['orders-1', 'orders-2']) {
      rds.call('CreateDBInstance', { ...instance, DBInstanceIdentifier });
    }
    expect(rds.pass(2).cluster('orders')).toMatchObject({ Status: 'available', DBClusterMembers: [] });
    expect(rds.instance('orders-1').Endpoint).toBeUndefined();
    rds.reload().pass(3);
    expect(rds.cluster('orders').DBClusterMembers?.map((each) => each.IsClusterWriter)).toEqual([true, false]);
    expect(rds.instance('orders-1').Endpoint?.Port).toBe(5432);
  });

  const valid = {
    DBClusterIdentifier: 'new',
    Engine: 'aurora-postgresql',
    MasterUsername: 'u',
    MasterUserPassword: 'long-enough',
  };
  it.each([
    ['a name in use', { DBClusterIdentifier: clusterId }, 'DBClusterAlreadyExistsFault: DB Cluster already exists'],
    ['another engine', { Engine: 'neptune' }, 'InvalidParameterValue: Invalid DB engine'],
    ['an unknown version', { EngineVersion: '15.99' }, 'InvalidParameterCombination: Cannot find version 15.99'],
    ['an unknown group', { DBClusterParameterGroupName: 'x' }, 'DBClusterParameterGroupNotFound: '],
    [
      'an unknown subnet group',
      { DBSubnetGroupName: 'x' },
      "DBSubnetGroupNotFoundFault: DB subnet group 'x' does not exist.",
    ],
    ['no user', { MasterUsername: undefined }, 'InvalidParameterValue: '],
    ['serverless v1', { EngineMode: 'serverless' }, 'InvalidParameterCombination: '],
  ])('of a cluster refuses %s', (_, input, expected) => {
    expect(ClusterWorld.seeded().refusal('CreateDBCluster', { ...valid, ...input })).toContain(expected);
  });

  const member = {
    DBInstanceIdentifier: 'new',
    DBClusterIdentifier: clusterId,
    Engine: 'aurora-postgresql',
    DBInstanceClass: 'db.r6g.large',
  };
  it.each([
    ['a name in use', { DBInstanceIdentifier: instance1 }, 'DBInstanceAlreadyExists: DB instance already exists'],
    ['an unknown cluster', { DBClusterIdentifier: 'x' }, 'DBClusterNotFoundFault: '],
    ['another engine', { Engine: 'aurora-mysql' }, 'InvalidParameterCombination: '],
    ['another version', { EngineVersion: '15.10' }, 'InvalidParameterCombination: The engine version'],
    [
      'a class that Aurora lacks',
      { DBInstanceClass: 'db.r4.large' },
      'InvalidParameterCombination: RDS does not support',
    ],
  ])('of an instance refuses %s', (_, input, expected) => {
    expect(ClusterWorld.seeded().refusal('CreateDBInstance', { ...member, ...input })).toContain(expected);
  });
});

describe('filters', () => {
  it.each([
    ['DescribeDBClusters', 'db-cluster-id', clusterArn, 1],
    ['DescribeDBClusters', 'engine', 'aurora-mysql', 0],
    ['DescribeDBInstances', 'db-cluster-id', clusterArn, 2],
    ['DescribeDBInstances', 'db-instance-id', instance2, 1],
    ['DescribeDBInstances', 'engine', 'aurora-postgresql', 2],
    ['DescribeGlobalClusters', 'db-cluster-id', clusterArn, 0],
  ])('%s by %s %s', (operation, Name, value, count) => {
    const output = ClusterWorld.seeded().call(operation, { Filters: [{ Name, Values: [value] }] });
    expect(output.DBClusters ?? output.DBInstances ?? output.GlobalClusters).toHaveLength(count);
  });

  it('find an instance by its resource id', () => {
    const rds = ClusterWorld.seeded();
    const Values = [rds.instance(instance2).DbiResourceId];
    const { DBInstances } = rds.call('DescribeDBInstances', { Filters: [{ Name: 'dbi-resource-id', Values }] });
    expect(DBInstances[0].DBInstanceIdentifier).toBe(instance2);
  });
});

describe('instances', () => {
  it('change class with a restart, and tier at once', () => {
    const rds = ClusterWorld.seeded();
    const input = { DBInstanceIdentifier: instance2, ApplyImmediately: true };
    rds.call('ModifyDBInstance', { ...input, DBInstanceClass: 'db.r6g.xlarge', PromotionTier: 3 });
    expect(rds.instance(instance2)).toMatchObject({
      DBInstanceStatus: 'modifying',
      DBInstanceClass: 'db.r6g.large',
      PendingModifiedValues: { DBInstanceClass: 'db.r6g.xlarge' },
      PromotionTier: 3,
    });
    expect(rds.pass(5).instance(instance2)).toMatchObject({
      DBInstanceStatus: 'available',
      DBInstanceClass: 'db.r6g.xlarge',
      PendingModifiedValues: {},
    });
    expect(rds.refusal('ModifyDBInstance', { ...input, EngineVersion: '15.10' })).toMatch(
      /^InvalidParameterCombination/,
    );
  });

  it('take a new name with ApplyImmediately, else in their maintenance window', () => {
    const rds = ClusterWorld.seeded();
    const input = { DBInstanceIdentifier: instance2, NewDBInstanceIdentifier: 'Reader' };
    expect(rds.refusal('ModifyDBInstance', { ...input, NewDBInstanceIdentifier: instance1 })).toBe(
      'DBInstanceAlreadyExists: DB instance already exists',
    );
    rds.call('ModifyDBInstance', input);
    expect(rds.pass(1).instance(instance2)).toMatchObject({
      DBInstanceStatus: 'available',
      PendingModifiedValues: { DBInstanceIdentifier: 'reader' },
    });
    const { DbiResourceId } = rds.instance(instance2);
    rds.call('ModifyDBInstance', { ...input, ApplyImmediately: true });
    expect(rds.instance(instance2).DBInstanceStatus).toBe('renaming');
    expect(rds.reload().pass(1).instance('reader')).toMatchObject({
      DbiResourceId,
      DBInstanceStatus: 'available',
      DBInstanceArn: expect.stringMatching(/:db:reader$/),
      Endpoint: { Address: expect.stringMatching(/^reader\./) },
    });
    expect(rds.cluster().DBClusterMembers?.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual([
      instance1,
      'reader',
    ]);
    expect(rds.refusal('DescribeDBInstances', input)).toMatch(/^DBInstanceNotFound: /);
  });

  it('fail over, and leave the writer’s role to the next when deleted', () => {
    const rds = ClusterWorld.seeded();
    rds.call('FailoverDBCluster', { DBClusterIdentifier: clusterId });
    expect(rds.cluster().Status).toBe('failing-over');
    const writer = (): string | undefined =>
      rds.cluster().DBClusterMembers?.find((each) => each.IsClusterWriter)?.DBInstanceIdentifier;
    rds.pass(1);
    expect(writer()).toBe(instance2);
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: instance2 });
    expect(rds.refusal('DeleteDBInstance', { DBInstanceIdentifier: instance2 })).toMatch(/^InvalidDBInstanceState: /);
    rds.pass(10);
    expect(writer()).toBe(instance1);
  });
});

describe('stop and start', () => {
  it('takes the instances along, and is refused for a deployment’s clusters', () => {
    const rds = ClusterWorld.seeded();
    rds.call('StopDBCluster', { DBClusterIdentifier: clusterId });
    expect(rds.pass(5).instances()).toEqual([`${instance1} 15.6 stopped`, `${instance2} 15.6 stopped`]);
    expect(rds.refusal('RebootDBInstance', { DBInstanceIdentifier: instance1 })).toMatch(/^InvalidDBInstanceState: /);
    rds.call('StartDBCluster', { DBClusterIdentifier: clusterId });
    expect(rds.pass(7).cluster().Status).toBe('available');
    rds.deploy();
    expect(rds.refusal('StopDBCluster', { DBClusterIdentifier: clusterId })).toMatch(/^InvalidDBClusterStateFault: /);
  });
});

describe('snapshots', () => {
  it('are copied, restored from and deleted', () => {
    const rds = ClusterWorld.seeded();
    const snapshot = { DBClusterSnapshotIdentifier: 'before', DBClusterIdentifier: clusterId };
    rds.call('CreateDBClusterSnapshot', snapshot);
    expect(rds.refusal('CreateDBClusterSnapshot', snapshot)).toMatch(/^DBClusterSnapshotAlreadyExistsFault: /);
    expect(rds.refusal('DeleteDBClusterSnapshot', snapshot)).toMatch(/^InvalidDBClusterSnapshotStateFault: /);
    rds.pass(3).call('CopyDBClusterSnapshot', {
      SourceDBClusterSnapshotIdentifier: 'before',
      TargetDBClusterSnapshotIdentifier: 'copy',
    });
    rds.pass(2).call('DeleteDBClusterSnapshot', snapshot);
    rds.call('RestoreDBClusterFromSnapshot', {
      DBClusterIdentifier: 'restored',
      SnapshotIdentifier: 'copy',
      Engine: 'aurora-postgresql',
    });
    expect(rds.pass(2).cluster('restored')).toMatchObject({
      EngineVersion: '15.6',
      Status: 'available',
      StorageEncrypted: true,
      MasterUsername: 'postgres',
    });
  });

  it('of a point in time need one that can be restored', () => {
    const rds = ClusterWorld.seeded();
    const input = { DBClusterIdentifier: 'past', SourceDBClusterIdentifier: clusterId };
    expect(rds.refusal('RestoreDBClusterToPointInTime', { ...input, RestoreToTime: new Date(rds.now) })).toMatch(
      /^InvalidRestoreFault: /,
    );
    rds.call('RestoreDBClusterToPointInTime', {
      ...input,
      UseLatestRestorableTime: true,
      RestoreType: 'copy-on-write',
    });
    expect(rds.pass(2).cluster('past').CloneGroupId).toBe(rds.cluster().CloneGroupId);
  });
});

describe('deletion', () => {
  const protectedSpec = () => {
    const spec = runbookSpec();
    Object.assign(spec.clusters[0] ?? {}, { deletion_protection: true });
    return spec;
  };

  it('is refused for a protected cluster', () => {
    const input = { DBClusterIdentifier: clusterId, SkipFinalSnapshot: true };
    expect(ClusterWorld.seeded(protectedSpec()).refusal('DeleteDBCluster', input)).toBe(
      'InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again.',
    );
  });

  it('takes a manual snapshot along, under a name that is free', () => {
    const rds = ClusterWorld.seeded();
    const taken = { DBClusterSnapshotIdentifier: 'final', DBClusterIdentifier: clusterId };
    rds.call('CreateDBClusterSnapshot', taken);
    rds.pass(3);
    for (const DBInstanceIdentifier of [instance1, instance2]) rds.call('DeleteDBInstance', { DBInstanceIdentifier });
    const input = { DBClusterIdentifier: clusterId, SkipFinalSnapshot: false };
    expect(rds.refusal('DeleteDBCluster', { ...input, FinalDBSnapshotIdentifier: 'Final' })).toMatch(
      /^DBClusterSnapshotAlreadyExistsFault: /,
    );
    expect(rds.cluster().Status).toBe('available');
    rds.call('DeleteDBCluster', { ...input, FinalDBSnapshotIdentifier: 'final-2' });
    const find = () =>
      rds.call('DescribeDBClusterSnapshots', { DBClusterSnapshotIdentifier: 'final-2', SnapshotType: 'manual' })
        .DBClusterSnapshots[0];
    expect(find()).toMatchObject({ Status: 'creating', SnapshotType: 'manual' });
    rds.reload().pass(30);
    expect(rds.refusal('DescribeDBClusters', { DBClusterIdentifier: clusterId })).toMatch(/^DBClusterNotFoundFault: /);
    expect(find()).toMatchObject({
      Status: 'available',
      DBClusterIdentifier: clusterId,
      EngineVersion: '15.6',
      TagList: [{ Key: 'team', Value: 'orders' }],
    });
    rds.call('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: 'final-2' });
  });

  it('can follow a snapshot of a cluster that has no instances any more', () => {
    const rds = ClusterWorld.seeded();
    for (const DBInstanceIdentifier of [instance1, instance2]) rds.call('DeleteDBInstance', { DBInstanceIdentifier });
    rds.pass(10);
    const snapshot = { DBClusterSnapshotIdentifier: 'last', DBClusterIdentifier: clusterId };
    rds.call('CreateDBClusterSnapshot', snapshot);
    expect(rds.cluster()).toMatchObject({ Status: 'backing-up', DBClusterMembers: [] });
    const remove = { DBClusterIdentifier: clusterId, SkipFinalSnapshot: true };
    expect(rds.refusal('DeleteDBCluster', remove)).toMatch(/^InvalidDBClusterStateFault: /);
    rds.pass(3).call('DeleteDBCluster', remove);
    const { DBClusterSnapshots } = rds.pass(5).call('DescribeDBClusterSnapshots', snapshot);
    expect(DBClusterSnapshots).toMatchObject([{ Status: 'available' }]);
    expect(rds.region.clusters).toEqual({});
  });

  it('needs to know about a final snapshot, and takes it', () => {
    const rds = ClusterWorld.seeded();
    for (const DBInstanceIdentifier of [instance1, instance2]) rds.call('DeleteDBInstance', { DBInstanceIdentifier });
    const input = { DBClusterIdentifier: clusterId };
    expect(rds.refusal('DeleteDBCluster', input)).toBe(
      'InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
    );
    rds.call('DeleteDBCluster', { ...input, FinalDBSnapshotIdentifier: 'final' });
    rds.reload().pass(15);
    expect(Object.keys(rds.region.clusters)).toEqual([]);
    const { DBClusterSnapshots } = rds.call('DescribeDBClusterSnapshots', { DBClusterIdentifier: clusterId });
    expect(DBClusterSnapshots).toMatchObject([{ DBClusterSnapshotIdentifier: 'final', Status: 'available' }]);
  });
});

describe('global clusters', () => {
  it('hold a cluster that cannot go before it is removed', () => {
    const rds = ClusterWorld.seeded();
    const global = { GlobalClusterIdentifier: 'world' };
    rds.call('CreateGlobalCluster', { ...global, SourceDBClusterIdentifier: clusterArn });
    expect(rds.cluster().GlobalClusterIdentifier).toBe('world');
    const found = rds.call('DescribeGlobalClusters', { Filters: [{ Name: 'db-cluster-id', Values: [clusterArn] }] });
    expect(found.GlobalClusters).toMatchObject([
      { GlobalClusterMembers: [{ DBClusterArn: clusterArn, IsWriter: true }] },
    ]);
    expect(rds.refusal('DeleteGlobalCluster', global)).toMatch(/^InvalidGlobalClusterStateFault: /);
    rds.call('RemoveFromGlobalCluster', { ...global, DbClusterIdentifier: clusterArn });
    expect(rds.call('DeleteGlobalCluster', global).GlobalCluster.Status).toBe('deleting');
  });
});

describe('roles', () => {
  it('are associated once', () => {
    const rds = ClusterWorld.seeded();
    const input = { DBClusterIdentifier: clusterId, RoleArn: 'arn:aws:iam::123456789012:role/s3' };
    rds.call('AddRoleToDBCluster', input);
    expect(rds.refusal('AddRoleToDBCluster', input)).toMatch(/^DBClusterRoleAlreadyExists: /);
    rds.call('RemoveRoleFromDBCluster', input);
    expect(rds.refusal('RemoveRoleFromDBCluster', input)).toMatch(/^DBClusterRoleNotFound: /);
  });
});

describe('custom endpoints', () => {
  it('come and go; one that is gone is found no more, without a fault', () => {
    const rds = ClusterWorld.seeded();
    const endpoint = { DBClusterEndpointIdentifier: 'reports' };
    const input = { ...endpoint, DBClusterIdentifier: clusterId, EndpointType: 'READER' };
    const find = () => rds.call('DescribeDBClusterEndpoints', endpoint).DBClusterEndpoints;
    rds.call('CreateDBClusterEndpoint', { ...input, StaticMembers: [instance2] });
    expect(rds.refusal('CreateDBClusterEndpoint', input)).toMatch(/^DBClusterEndpointAlreadyExistsFault: /);
    expect(rds.pass(1).cluster().CustomEndpoints).toEqual([expect.stringMatching(/^reports\.cluster-custom-/)]);
    rds.call('ModifyDBClusterEndpoint', { ...endpoint, StaticMembers: [], ExcludedMembers: [instance1] });
    rds.pass(1);
    expect(find()).toMatchObject([{ Status: 'available', ExcludedMembers: [instance1] }]);
    rds.call('DeleteDBClusterEndpoint', endpoint);
    rds.pass(1);
    expect(find()).toEqual([]);
    const { DBClusterEndpoints } = rds.call('DescribeDBClusterEndpoints', { DBClusterIdentifier: clusterId });
    expect(DBClusterEndpoints.map(({ EndpointType }: { EndpointType: string }) => EndpointType).sort()).toEqual([
      'READER',
      'WRITER',
    ]);
  });
});
