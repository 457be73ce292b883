import { ClusterWorld, clusterArn, clusterId, instance1, instance2, nameIn } from './cluster-world';

describe('the runbook, from creation of the deployment to the end of the old cluster', () => {
  // Each test has a world of its own at its stage, as it was written to the state file and read back on the way.
  function created() {
    const rds = ClusterWorld.seeded();
    const blue = rds.cluster();
    return { rds: rds.reload(), blue, id: rds.deploy() };
  }
  function available() {
    const { rds, ...rest } = created();
    rds.reload().pass(20).reload().pass(27);
    return { rds, ...rest, green: nameIn(rds.deployment(rest.id).Target) };
  }
  function switched() {
    const { rds, ...rest } = available();
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: rest.id });
    rds.pass(0.5).reload().pass(1);
    return { rds, ...rest };
  }
  function retired() {
    const { rds, ...rest } = switched();
    rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: rest.id });
    return { rds: rds.reload().pass(3), ...rest };
  }

  it('begins with an available cluster in sync with its groups', () => {
    const rds = ClusterWorld.seeded();
    const blue = rds.cluster();
    expect(blue).toMatchObject({ Status: 'available', EngineVersion: '15.6', EngineMode: 'provisioned' });
    expect(blue.DBClusterMembers).toMatchObject([
      { DBInstanceIdentifier: instance1, IsClusterWriter: true, DBClusterParameterGroupStatus: 'in-sync' },
      { DBInstanceIdentifier: instance2, IsClusterWriter: false, DBClusterParameterGroupStatus: 'in-sync' },
    ]);
    expect(rds.instances()).toEqual([`${instance1} 15.6 available`, `${instance2} 15.6 available`]);
  });

  it('answers the creation without a target, with every task pending', () => {
    const { rds, id } = created();
    expect(rds.deployment(id)).toEqual({
      BlueGreenDeploymentIdentifier: expect.stringMatching(/^bgd-[a-z0-9]{16}$/),
      BlueGreenDeploymentName: 'upgrade',
      Source: clusterArn,
      Target: undefined,
      Status: 'PROVISIONING',
      StatusDetails: undefined,
      CreateTime: new Date(rds.now),
      DeleteTime: undefined,
      TagList: [],
      Tasks: [
        { Name: 'CREATING_READ_REPLICA_OF_SOURCE', Status: 'PENDING' },
        { Name: 'DB_ENGINE_VERSION_UPGRADE', Status: 'PENDING' },
        { Name: 'CREATE_DB_INSTANCES_FOR_CLUSTER', Status: 'PENDING' },
      ],
      SwitchoverDetails: [clusterId, instance1, instance2].map((name) => ({
        SourceMember: expect.stringMatching(new RegExp(`:${name}$`)),
        TargetMember: undefined,
        Status: 'PROVISIONING',
      })),
    });
  });

  it('shows green from minute 12, its writer first, its reader after the upgrade', () => {
    const { rds, id } = created();
    expect(rds.pass(11).deployment(id).Target).toBeUndefined();
    const early = rds.reload().pass(1).deployment(id);
    const green = nameIn(early.Target);
    expect(green).toMatch(new RegExp(`^${clusterId}-green-[a-z0-9]{6}$`));
    expect(early.Tasks?.map(({ Status }) => Status)).toEqual(['IN_PROGRESS', 'PENDING', 'PENDING']);
    expect(rds.cluster(green)).toMatchObject({ Status: 'creating', EngineVersion: '15.6' });
    rds.pass(2);
    expect(rds.instances(green)).toEqual([expect.stringMatching(`^${instance1}-green-\\w{6} 15.6 creating$`)]);
    rds.pass(11);
    expect(rds.cluster(green)).toMatchObject({ Status: 'upgrading', EngineVersion: '15.6' });
    expect(rds.deployment(id).Tasks?.map(({ Status }) => Status)).toEqual(['COMPLETED', 'IN_PROGRESS', 'PENDING']);
    rds.reload().pass(15);
    expect(rds.instances(green)).toEqual([
      expect.stringMatching(`^${instance1}-green-\\w{6} 15.10 available$`),
      expect.stringMatching(`^${instance2}-green-\\w{6} 15.10 creating$`),
    ]);
    expect(rds.deployment(id).Status).toBe('PROVISIONING');
    expect(rds.instances()).toEqual([`${instance1} 15.6 available`, `${instance2} 15.6 available`]);
  });

  it('is AVAILABLE after 47 minutes with one reader', () => {
    const { rds, id } = created();
    expect(rds.pass(46).deployment(id).Status).toBe('PROVISIONING');
    const green = nameIn(rds.reload().pass(1).deployment(id).Target);
    expect(rds.deployment(id).Status).toBe('AVAILABLE');
    const { Tasks, SwitchoverDetails } = rds.deployment(id);
    expect(Tasks?.every(({ Status }) => Status === 'COMPLETED')).toBe(true);
    expect(SwitchoverDetails?.every(({ Status }) => Status === 'AVAILABLE')).toBe(true);
    expect(rds.cluster(green)).toMatchObject({
      Status: 'available',
      EngineVersion: '15.10',
      DBClusterParameterGroup: 'aurora-bg-cluster-params',
      ReplicationSourceIdentifier: clusterArn,
      TagList: [{ Key: 'team', Value: 'orders' }],
    });
  });

  it('reboots green in a minute', () => {
    const { rds, id, green } = available();
    const [writer = ''] = rds.instances(green).map((line) => line.split(' ')[0] ?? '');
    expect(rds.instance(writer).DBParameterGroups).toEqual([
      { DBParameterGroupName: 'aurora-bg-params', ParameterApplyStatus: 'pending-reboot' },
    ]);
    rds.call('RebootDBInstance', { DBInstanceIdentifier: writer });
    expect(rds.refusal('RebootDBInstance', { DBInstanceIdentifier: writer })).toMatch(/^InvalidDBInstanceState: /);
    expect(rds.refusal('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id })).toBe(
      `InvalidBlueGreenDeploymentStateFault: DB instance ${writer} is not in available state`,
    );
    expect(rds.pass(1).instance(writer)).toMatchObject({
      DBInstanceStatus: 'available',
      DBParameterGroups: [{ ParameterApplyStatus: 'in-sync' }],
    });
  });

  it('backs up blue, which is backing-up meanwhile', () => {
    const { rds } = available();
    const input = { DBClusterSnapshotIdentifier: 'before-switchover', DBClusterIdentifier: clusterId };
    expect(rds.call('CreateDBClusterSnapshot', input).DBClusterSnapshot).toMatchObject({
      Status: 'creating',
      EngineVersion: '15.6',
      TagList: [{ Key: 'team', Value: 'orders' }],
    });
    expect(rds.cluster().Status).toBe('backing-up');
    expect(rds.reload().pass(3).cluster().Status).toBe('available');
    const { DBClusterSnapshots } = rds.call('DescribeDBClusterSnapshots', { DBClusterIdentifier: clusterId });
    expect(DBClusterSnapshots).toMatchObject([{ Status: 'available', PercentProgress: 100, SnapshotType: 'manual' }]);
  });

  it('switches over in 67 seconds, and says so before the members do', () => {
    const { rds, id } = available();
    const answer = rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    expect(answer.BlueGreenDeployment.Status).toBe('SWITCHOVER_IN_PROGRESS');
    expect(answer.BlueGreenDeployment.SwitchoverDetails[0].Status).toBe('AVAILABLE');
    expect(rds.cluster().Status).toBe('available');
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, DeletionProtection: true })).toMatch(
      /^InvalidDBClusterStateFault: /,
    );
    expect(rds.refusal('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id })).toMatch(
      /^InvalidBlueGreenDeploymentStateFault: /,
    );
    rds.reload().pass(11 / 60);
    expect(rds.deployment(id).SwitchoverDetails?.[0]?.Status).toBe('SWITCHOVER_IN_PROGRESS');
    expect(rds.cluster().Status).not.toBe('available');
    expect(rds.pass(55 / 60).deployment(id).Status).toBe('SWITCHOVER_IN_PROGRESS');
    expect(rds.pass(1 / 60).deployment(id).Status).toBe('SWITCHOVER_COMPLETED');
  });

  it('leaves green under the production names, with its own resource ids', () => {
    const { rds, blue, id } = switched();
    expect(rds.cluster()).toMatchObject({ EngineVersion: '15.10', Status: 'available', DBClusterArn: clusterArn });
    expect(rds.cluster().DbClusterResourceId).not.toBe(blue.DbClusterResourceId);
    expect(rds.cluster().Endpoint).toBe(blue.Endpoint);
    expect(rds.cluster().ReplicationSourceIdentifier).toBeUndefined();
    expect(rds.instances()).toEqual([`${instance1} 15.10 available`, `${instance2} 15.10 available`]);
    expect(rds.instance(instance2).TagList).toContainEqual({ Key: 'name', Value: instance2 });
    const old = rds.cluster(`${clusterId}-old1`);
    expect(old).toMatchObject({ EngineVersion: '15.6', DbClusterResourceId: blue.DbClusterResourceId });
    expect(rds.instances(`${clusterId}-old1`)).toEqual([
      `${instance1}-old1 15.6 available`,
      `${instance2}-old1 15.6 available`,
    ]);
    expect(old.DBClusterMembers?.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual([
      `${instance1}-old1`,
      `${instance2}-old1`,
    ]);
    const deployment = rds.deployment(id);
    expect([nameIn(deployment.Source), nameIn(deployment.Target)]).toEqual([`${clusterId}-old1`, clusterId]);
    expect(deployment.SwitchoverDetails?.map(({ SourceMember, Status }) => [nameIn(SourceMember), Status])).toEqual(
      [`${clusterId}-old1`, `${instance1}-old1`, `${instance2}-old1`].map((name) => [name, 'SWITCHOVER_COMPLETED']),
    );
  });

  it('finds the deployment by its ends of today', () => {
    const { rds } = switched();
    const found = (Name: string, value: string): number =>
      rds.call('DescribeBlueGreenDeployments', { Filters: [{ Name, Values: [value] }] }).BlueGreenDeployments.length;
    expect(found('source', `${clusterArn}-old1`)).toBe(1);
    expect(found('target', clusterArn)).toBe(1);
    expect(found('source', clusterArn)).toBe(0);
    expect(found('blue-green-deployment-name', 'upgrade')).toBe(1);
  });

  it('refuses to delete the target, and a second deployment beside this one', () => {
    const { rds, id } = switched();
    const input = { BlueGreenDeploymentIdentifier: id, DeleteTarget: true };
    expect(rds.refusal('DeleteBlueGreenDeployment', input)).toBe(
      'InvalidBlueGreenDeploymentStateFault: Deleting target is not allowed while blue green deployment lifecycle is ' +
        'SWITCHOVER_COMPLETED.',
    );
    expect(rds.refusal('CreateBlueGreenDeployment', { BlueGreenDeploymentName: 'again', Source: clusterArn })).toMatch(
      /^InvalidDBClusterStateFault: .*already part of the blue\/green deployment/,
    );
  });

  it('keeps the old cluster read-only until the record is gone', () => {
    const { rds, blue, id } = switched();
    const old = rds.region.clusters[blue.DbClusterResourceId ?? ''];
    expect(old?.readOnly).toBe(true);
    expect(rds.region.clusters[rds.cluster().DbClusterResourceId ?? '']?.readOnly).toBe(false);
    const answer = rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    expect(answer.BlueGreenDeployment).toMatchObject({ Status: 'DELETING', DeleteTime: new Date(rds.now) });
    rds.reload().pass(3);
    expect(rds.refusal('DescribeBlueGreenDeployments', { BlueGreenDeploymentIdentifier: id })).toBe(
      `BlueGreenDeploymentNotFoundFault: BlueGreenDeployment ${id} not found.`,
    );
    expect(rds.region.clusters[blue.DbClusterResourceId ?? '']?.readOnly).toBe(false);
  });

  it('deletes the old environment, instances first', () => {
    const { rds } = retired();
    const old = { DBClusterIdentifier: `${clusterId}-old1`, SkipFinalSnapshot: true };
    expect(rds.refusal('DeleteDBCluster', old)).toBe(
      'InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
    );
    for (const name of [`${instance1}-old1`, `${instance2}-old1`]) {
      rds.call('DeleteDBInstance', { DBInstanceIdentifier: name, SkipFinalSnapshot: true });
    }
    rds.call('DeleteDBCluster', old);
    expect(rds.pass(9).cluster(`${clusterId}-old1`).Status).toBe('deleting');
    rds.pass(1);
    expect(rds.refusal('DescribeDBInstances', { DBInstanceIdentifier: `${instance1}-old1` })).toBe(
      `DBInstanceNotFound: DBInstance ${instance1}-old1 not found.`,
    );
    rds.pass(3);
    expect(rds.refusal('DescribeDBClusters', { DBClusterIdentifier: `${clusterId}-old1` })).toBe(
      `DBClusterNotFoundFault: DBCluster ${clusterId}-old1 not found.`,
    );
    expect(rds.region.agenda).toEqual([]);
    expect(rds.cluster().EngineVersion).toBe('15.10');
  });
});

describe('a second upgrade beside the first one’s leftovers', () => {
  it('names the next old cluster -old2', () => {
    const rds = ClusterWorld.seeded();
    for (const version of ['15.7', '15.10']) {
      const id = rds.deploy({ TargetEngineVersion: version });
      rds.pass(50);
      rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
      rds.pass(2);
      rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
      rds.pass(5);
    }
    expect(rds.instances(`${clusterId}-old1`)).toEqual([
      `${instance1}-old1 15.6 available`,
      `${instance2}-old1 15.6 available`,
    ]);
    expect(rds.instances(`${clusterId}-old2`)).toEqual([
      `${instance1}-old2 15.7 available`,
      `${instance2}-old2 15.7 available`,
    ]);
    expect(rds.instances()).toEqual([`${instance1} 15.10 available`, `${instance2} 15.10 available`]);
  });
});
