import { ClusterWorld, clusterArn, clusterId, instance1, instance2, nameIn, runbookSpec } from './cluster-world';

const source = (patch: object) => {
  const spec = runbookSpec();
  Object.assign(spec.clusters[0] ?? {}, patch);
  return ClusterWorld.seeded(spec);
};
const create = (rds: ClusterWorld, input: object = {}): string =>
  rds.refusal('CreateBlueGreenDeployment', {
    BlueGreenDeploymentName: 'upgrade',
    Source: clusterArn,
    TargetEngineVersion: '15.10',
    TargetDBClusterParameterGroupName: 'aurora-bg-cluster-params',
    TargetDBParameterGroupName: 'aurora-bg-params',
    ...input,
  });

describe('CreateBlueGreenDeployment refuses', () => {
  it.each([
    ['a name that ends with a hyphen', { BlueGreenDeploymentName: 'upgrade-' }, 'InvalidParameterValue: '],
    ['a name of 61 letters', { BlueGreenDeploymentName: 'a'.repeat(61) }, 'InvalidParameterValue: '],
    ['a source that is no ARN', { Source: clusterId }, 'InvalidParameterValue: '],
    [
      'an unknown cluster',
      { Source: `${clusterArn}-2` },
      `DBClusterNotFoundFault: DBCluster ${clusterArn}-2 not found.`,
    ],
    [
      'a member instance',
      { Source: clusterArn.replace(`cluster:${clusterId}`, `db:${instance1}`) },
      'SourceDatabaseNotSupportedFault: ',
    ],
    [
      'a version that is no target',
      { TargetEngineVersion: '15.5' },
      'InvalidParameterCombination: Cannot find upgrade target from 15.6 with requested version 15.5.',
    ],
    [
      'a version that nobody knows',
      { TargetEngineVersion: '15.99' },
      'InvalidParameterCombination: Cannot find upgrade target from 15.6 with requested version 15.99.',
    ],
    [
      'a missing cluster group',
      { TargetDBClusterParameterGroupName: 'nothing' },
      'DBClusterParameterGroupNotFound: DBClusterParameterGroup not found: nothing',
    ],
    [
      'a missing instance group',
      { TargetDBParameterGroupName: 'nothing' },
      'DBParameterGroupNotFound: DBParameterGroup not found: nothing',
    ],
    [
      'a group of another family',
      { TargetEngineVersion: '16.6' },
      'InvalidParameterCombination: The Parameter Group aurora-bg-cluster-params with DBParameterGroupFamily ' +
        'aurora-postgresql15 cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ' +
        'aurora-postgresql16',
    ],
    ['an instance class', { TargetDBInstanceClass: 'db.r6g.large' }, 'InvalidParameterCombination: '],
  ])('%s', (_, input, expected) => {
    const rds = ClusterWorld.seeded();
    expect(create(rds, input)).toContain(expected);
    expect(rds.region.deployments).toEqual({});
  });

  it.each([
    ['a default cluster group', { db_cluster_parameter_group_name: undefined }, 'InvalidParameterCombination: '],
    ['a managed password', { manage_master_user_password: true }, 'SourceClusterNotSupportedFault: '],
  ])('a source with %s', (_, patch, expected) => {
    expect(create(source(patch))).toContain(expected);
  });

  it('a source older than blue/green deployments', () => {
    expect(create(ClusterWorld.seeded(runbookSpec({ version: '15.3' })))).toMatch(/^SourceClusterNotSupportedFault: /);
  });

  it('a source whose group has logical replication off', () => {
    const spec = runbookSpec();
    Object.assign(spec.clusterParameterGroups[0] ?? {}, { parameter: [] });
    expect(create(ClusterWorld.seeded(spec))).toMatch(
      /^InvalidParameterCombination: Blue\/Green Deployments require a DB instance with logical replication enabled/,
    );
  });

  it('a writer that is not in sync, until it is rebooted', () => {
    const rds = ClusterWorld.seeded();
    rds.call('ModifyDBClusterParameterGroup', {
      DBClusterParameterGroupName: 'aurora-bg-cluster-params',
      Parameters: [{ ParameterName: 'max_replication_slots', ParameterValue: '30', ApplyMethod: 'pending-reboot' }],
    });
    expect(create(rds)).toMatch(/^InvalidDBClusterStateFault: The writer .* is not in sync/);
    rds.call('RebootDBInstance', { DBInstanceIdentifier: instance1 });
    expect(create(rds)).toBe(`InvalidDBInstanceState: DB instance ${instance1} is not in available state.`);
    rds.pass(1);
    expect(create(rds)).toBe('no fault');
  });

  it('a cluster that is backing up, a name in use, and a second deployment', () => {
    const rds = ClusterWorld.seeded();
    rds.call('CreateDBClusterSnapshot', { DBClusterSnapshotIdentifier: 's', DBClusterIdentifier: clusterId });
    expect(create(rds)).toBe(`InvalidDBClusterStateFault: DB cluster ${clusterId} is not in available state.`);
    rds.pass(3);
    rds.deploy();
    expect(create(rds)).toBe(
      "BlueGreenDeploymentAlreadyExistsFault: A Blue Green Deployment with the name 'upgrade' already exists",
    );
    expect(create(rds, { BlueGreenDeploymentName: 'other' })).toMatch(/^InvalidDBClusterStateFault: /);
  });
});

describe('a deployment that is there', () => {
  const available = (): [ClusterWorld, string, string] => {
    const rds = ClusterWorld.seeded();
    const id = rds.deploy();
    return [rds.pass(60), id, nameIn(rds.deployment(id).Target)];
  };
  const remove = (DeleteTarget: boolean, id: string) => ({ BlueGreenDeploymentIdentifier: id, DeleteTarget });

  it.each([29, 3601])('takes no switchover timeout of %i seconds', (SwitchoverTimeout) => {
    const [rds, id] = available();
    const input = { BlueGreenDeploymentIdentifier: id, SwitchoverTimeout };
    expect(rds.refusal('SwitchoverBlueGreenDeployment', input)).toMatch(/^InvalidParameterValue: /);
    expect(rds.deployment(id).Status).toBe('AVAILABLE');
  });

  it('is not switched over before it is available, or twice', () => {
    const rds = ClusterWorld.seeded();
    const id = rds.deploy();
    const input = { BlueGreenDeploymentIdentifier: id };
    expect(rds.refusal('SwitchoverBlueGreenDeployment', input)).toMatch(/^InvalidBlueGreenDeploymentStateFault: /);
    rds.pass(60).call('SwitchoverBlueGreenDeployment', input);
    expect(rds.refusal('SwitchoverBlueGreenDeployment', input)).toMatch(/^InvalidBlueGreenDeploymentStateFault: /);
    rds.pass(2);
    expect(rds.refusal('SwitchoverBlueGreenDeployment', input)).toMatch(/^InvalidBlueGreenDeploymentStateFault: /);
  });

  it('goes with green, unless green is protected', () => {
    const spec = runbookSpec();
    Object.assign(spec.clusters[0] ?? {}, { deletion_protection: true });
    const rds = ClusterWorld.seeded(spec);
    rds.world.choices.notCopiedToGreen = [];
    const id = rds.deploy();
    const green = nameIn(rds.pass(60).deployment(id).Target);
    expect(rds.refusal('DeleteBlueGreenDeployment', remove(true, id))).toBe(
      'InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again.',
    );
    rds.call('ModifyDBCluster', { DBClusterIdentifier: green, DeletionProtection: false });
    rds.call('DeleteBlueGreenDeployment', remove(true, id));
    expect(rds.cluster(green).Status).toBe('deleting');
    rds.reload().pass(15);
    expect(rds.region.deployments).toEqual({});
    expect(Object.values(rds.region.clusters).map(({ identifier }) => identifier)).toEqual([clusterId]);
    expect(rds.instances()).toEqual([`${instance1} 15.6 available`, `${instance2} 15.6 available`]);
    expect(rds.cluster()).toMatchObject({ Status: 'available', DeletionProtection: true });
    expect(create(rds)).toBe('no fault');
  });

  it('goes while green is half-built', () => {
    const rds = ClusterWorld.seeded();
    const id = rds.deploy();
    rds.pass(30).call('DeleteBlueGreenDeployment', remove(true, id));
    rds.pass(30);
    expect(Object.keys(rds.region.clusters)).toHaveLength(1);
    expect(rds.region.agenda).toEqual([]);
  });

  it('may refuse to go before green is built', () => {
    const rds = ClusterWorld.seeded();
    rds.world.choices.deletionWhileProvisioning = 'refused';
    const id = rds.deploy();
    for (const minutes of [0, 30]) {
      expect(rds.pass(minutes).refusal('DeleteBlueGreenDeployment', remove(true, id))).toBe(
        `InvalidBlueGreenDeploymentStateFault: Blue Green Deployment ${id} cannot be deleted: its status is PROVISIONING.`,
      );
    }
    expect(rds.pass(30).refusal('DeleteBlueGreenDeployment', remove(true, id))).toBe('no fault');
    expect(Object.keys(rds.pass(15).region.clusters)).toHaveLength(1);
  });

  it('stays while green is half-built and protected, as nothing can be changed on it yet', () => {
    const spec = runbookSpec();
    Object.assign(spec.clusters[0] ?? {}, { deletion_protection: true });
    const rds = ClusterWorld.seeded(spec);
    rds.world.choices.notCopiedToGreen = [];
    const id = rds.deploy();
    const green = nameIn(rds.pass(30).deployment(id).Target);
    const unprotect = { DBClusterIdentifier: green, DeletionProtection: false };
    expect(rds.refusal('DeleteBlueGreenDeployment', remove(true, id))).toMatch(/^InvalidParameterCombination: /);
    expect(rds.refusal('ModifyDBCluster', unprotect)).toMatch(/^InvalidDBClusterStateFault: /);
    expect(rds.deployment(id).Status).toBe('PROVISIONING');
    rds.pass(11).call('ModifyDBCluster', unprotect);
    expect(rds.deployment(id).Status).toBe('PROVISIONING');
    rds.call('DeleteBlueGreenDeployment', remove(true, id));
    expect(Object.keys(rds.pass(15).region.clusters)).toHaveLength(1);
    expect(rds.region.agenda).toEqual([]);
  });

  it('before there is a green goes with nothing to delete', () => {
    const rds = ClusterWorld.seeded();
    const id = rds.deploy();
    rds.pass(5).call('DeleteBlueGreenDeployment', remove(true, id));
    expect(rds.refusal('DeleteBlueGreenDeployment', remove(true, id))).toMatch(/its status is DELETING\.$/);
    rds.pass(3);
    expect([rds.region.deployments, rds.region.agenda]).toEqual([{}, []]);
  });

  it('follows a green that is renamed by hand, with its instances', () => {
    const [rds, id, green] = available();
    const [writer = ''] = rds.instances(green)[0]?.split(' ') ?? [];
    rds.call('ModifyDBCluster', {
      DBClusterIdentifier: green,
      NewDBClusterIdentifier: 'Staging',
      ApplyImmediately: true,
    });
    expect(rds.cluster(green).Status).toBe('renaming');
    expect(rds.refusal('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id })).toMatch(
      /not in available/,
    );
    rds.pass(1).call('ModifyDBInstance', {
      DBInstanceIdentifier: writer,
      NewDBInstanceIdentifier: 'staging-1',
      ApplyImmediately: true,
    });
    rds.reload().pass(1);
    expect(rds.refusal('DescribeDBClusters', { DBClusterIdentifier: green })).toMatch(/^DBClusterNotFoundFault: /);
    expect(rds.refusal('DescribeDBInstances', { DBInstanceIdentifier: writer })).toMatch(/^DBInstanceNotFound: /);
    const { Target, SwitchoverDetails } = rds.deployment(id);
    expect(nameIn(Target)).toBe('staging');
    expect(SwitchoverDetails?.map(({ TargetMember }) => nameIn(TargetMember)).slice(0, 2)).toEqual([
      'staging',
      'staging-1',
    ]);
    expect(rds.cluster('staging').Endpoint).toMatch(/^staging\.cluster-/);
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    expect(rds.instances()).toEqual([`${instance1} 15.10 available`, `${instance2} 15.10 available`]);
    expect(rds.refusal('DescribeDBClusters', { DBClusterIdentifier: 'staging' })).toMatch(/^DBClusterNotFoundFault: /);
  });

  it('lets go of green at the name that it has then, once its protection is off', () => {
    const [rds, id, green] = available();
    const protect = (DBClusterIdentifier: string, DeletionProtection: boolean) =>
      rds.call('ModifyDBCluster', { DBClusterIdentifier, DeletionProtection });
    protect(green, true);
    expect(rds.refusal('DeleteBlueGreenDeployment', remove(true, id))).toMatch(/^InvalidParameterCombination: /);
    expect(rds.deployment(id).Status).toBe('AVAILABLE');
    protect(green, false);
    expect(rds.refusal('DeleteBlueGreenDeployment', remove(true, id))).toBe('no fault');
  });

  it('leaves a stand-alone green behind when that is kept', () => {
    const [rds, id, green] = available();
    rds.call('DeleteBlueGreenDeployment', remove(false, id));
    rds.pass(5);
    expect(rds.cluster(green)).toMatchObject({ Status: 'available', ReplicationSourceIdentifier: undefined });
  });

  it('is broken by promoting green', () => {
    const [rds, id, green] = available();
    rds.call('PromoteReadReplicaDBCluster', { DBClusterIdentifier: green });
    expect(rds.deployment(id).Status).toBe('INVALID_CONFIGURATION');
    expect(rds.pass(1).cluster(green).Status).toBe('available');
    expect(rds.refusal('PromoteReadReplicaDBCluster', { DBClusterIdentifier: clusterId })).toMatch(
      /^InvalidDBClusterStateFault: /,
    );
  });

  it.each([
    ['source', instance2, 'MISSING_SOURCE'],
    ['target', '', 'MISSING_TARGET'],
  ])('is broken by deleting a %s member', (_, name, status) => {
    const [rds, id, green] = available();
    const member = name || (rds.instances(green)[1]?.split(' ')[0] ?? '');
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: member });
    rds.pass(10);
    expect(rds.deployment(id).Status).toBe('INVALID_CONFIGURATION');
    const row = rds.deployment(id).SwitchoverDetails?.find(({ Status }) => Status === status);
    expect([nameIn(row?.SourceMember), nameIn(row?.TargetMember)]).toContain(member);
  });

  it('may be switched over without an instance that was deleted from green: its counterpart keeps its name', () => {
    const [rds, id, green] = available();
    rds.world.choices.deletedGreenInstance = 'left-out';
    const [reader = ''] = rds.instances(green)[1]?.split(' ') ?? [];
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: reader });
    const { Status, SwitchoverDetails } = rds.pass(10).deployment(id);
    expect([Status, SwitchoverDetails?.at(-1)?.Status]).toEqual(['AVAILABLE', 'MISSING_TARGET']);
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.reload().pass(2);
    expect(rds.deployment(id).Status).toBe('SWITCHOVER_COMPLETED');
    expect(rds.deployment(id).SwitchoverDetails?.at(-1)).toMatchObject({
      SourceMember: expect.stringMatching(new RegExp(`:db:${instance2}$`)),
      Status: 'MISSING_TARGET',
    });
    expect(rds.instances()).toEqual([`${instance1} 15.10 available`]);
    expect(rds.instances(`${clusterId}-old1`)).toEqual([
      `${instance1}-old1 15.6 available`,
      `${instance2} 15.6 available`,
    ]);
  });

  it('carries custom endpoints over', () => {
    const rds = ClusterWorld.seeded();
    rds.call('CreateDBClusterEndpoint', {
      DBClusterIdentifier: clusterId,
      DBClusterEndpointIdentifier: 'reports',
      EndpointType: 'READER',
      StaticMembers: [instance2],
    });
    rds.pass(1);
    const id = rds.deploy();
    rds.pass(60);
    const { Tasks, SwitchoverDetails } = rds.deployment(id);
    expect(Tasks?.at(-1)).toEqual({ Name: 'CREATE_CUSTOM_ENDPOINTS', Status: 'COMPLETED' });
    expect(nameIn(SwitchoverDetails?.at(-1)?.TargetMember)).toMatch(/^reports-green-/);
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    const { DBClusterEndpoints } = rds.call('DescribeDBClusterEndpoints', { DBClusterIdentifier: clusterId });
    expect(DBClusterEndpoints).toContainEqual(
      expect.objectContaining({ DBClusterEndpointIdentifier: 'reports', StaticMembers: [instance2] }),
    );
    expect(nameIn(rds.deployment(id).SwitchoverDetails?.at(-1)?.SourceMember)).toBe('reports-old1');
  });

  it('keeps neither roles nor later changes of blue', () => {
    const rds = ClusterWorld.seeded();
    rds.call('AddRoleToDBCluster', { DBClusterIdentifier: clusterId, RoleArn: 'arn:aws:iam::123456789012:role/s3' });
    rds.pass(1);
    expect(rds.cluster().AssociatedRoles).toMatchObject([{ Status: 'ACTIVE' }]);
    const id = rds.deploy();
    rds.pass(60);
    const window = 'sun:03:00-sun:03:30';
    rds.call('ModifyDBCluster', { DBClusterIdentifier: clusterId, PreferredMaintenanceWindow: window });
    const green = rds.cluster(nameIn(rds.deployment(id).Target));
    expect(green.AssociatedRoles).toEqual([]);
    expect(green.PreferredMaintenanceWindow).not.toBe(window);
  });
});
