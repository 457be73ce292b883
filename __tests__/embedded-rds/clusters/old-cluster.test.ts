import {
  CreateDBClusterSnapshotCommand,
  DeleteBlueGreenDeploymentCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  ModifyDBClusterCommand,
} from '@aws-sdk/client-rds';
import { rdsClient, refusalOf } from '../support/clients';
import { deployed, pass, seededRds } from '../support/seeded-rds';
import { ClusterWorld, clusterId, instance1, instance2, nameIn, runbookSpec } from './cluster-world';

const old = `${clusterId}-old1`;
const oldArn = `arn:aws:rds:ap-northeast-1:123456789012:cluster:${old}`;

/** The runbook's cluster days after a switchover from 14.10 to 15.5, its record still there. */
function switchedOver({ isProtected = false } = {}) {
  const spec = runbookSpec({ version: '14.10' });
  Object.assign(spec.clusters[0] ?? {}, { deletion_protection: isProtected });
  spec.clusterParameterGroups.push({
    name: 'pg15-cluster-params',
    family: 'aurora-postgresql15',
    parameter: [{ name: 'rds.logical_replication', value: '1', apply_method: 'pending-reboot' }],
  });
  spec.parameterGroups.push({ name: 'pg15-params', family: 'aurora-postgresql15' });
  const rds = ClusterWorld.seeded(spec);
  rds.world.choices.notCopiedToGreen = [];
  const id = rds.deploy({
    TargetEngineVersion: '15.5',
    TargetDBClusterParameterGroupName: 'pg15-cluster-params',
    TargetDBParameterGroupName: 'pg15-params',
  });
  rds.pass(60);
  rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
  rds.pass(2 * 24 * 60);
  return { rds, id };
}

const deleteInstances = (rds: ClusterWorld) => {
  for (const name of [instance1, instance2]) rds.call('DeleteDBInstance', { DBInstanceIdentifier: `${name}-old1` });
};

const snapshot = (rds: ClusterWorld, name: string) =>
  rds.call('DescribeDBClusterSnapshots', { DBClusterSnapshotIdentifier: name }).DBClusterSnapshots[0];

describe('the old cluster after a switchover', () => {
  it('is tagged, backed up and changed like any other', () => {
    const { rds } = switchedOver({ isProtected: true });
    rds.call('AddTagsToResource', { ResourceName: oldArn, Tags: [{ Key: 'retired', Value: 'yes' }] });
    const ofInstance = oldArn.replace(`cluster:${old}`, `db:${instance1}-old1`);
    rds.call('AddTagsToResource', { ResourceName: ofInstance, Tags: [{ Key: 'retired', Value: 'yes' }] });
    expect(rds.cluster(old).TagList).toEqual([
      { Key: 'team', Value: 'orders' },
      { Key: 'retired', Value: 'yes' },
    ]);
    expect(rds.cluster().TagList).toEqual([{ Key: 'team', Value: 'orders' }]);

    rds.call('CreateDBClusterSnapshot', { DBClusterIdentifier: old, DBClusterSnapshotIdentifier: 'last' });
    expect(rds.cluster(old).Status).toBe('backing-up');
    expect(rds.refusal('DeleteDBCluster', { DBClusterIdentifier: old, SkipFinalSnapshot: true })).toMatch(
      /deletion protection/,
    );
    rds.pass(3);
    expect(snapshot(rds, 'last')).toMatchObject({
      Status: 'available',
      DBClusterIdentifier: old,
      DbClusterResourceId: rds.cluster(old).DbClusterResourceId,
      EngineVersion: '14.10',
      TagList: expect.arrayContaining([{ Key: 'retired', Value: 'yes' }]),
    });
    rds.call('ModifyDBCluster', { DBClusterIdentifier: old, DeletionProtection: false });
    expect(rds.cluster(old)).toMatchObject({ DeletionProtection: false, Status: 'available' });
    expect(rds.cluster().DeletionProtection).toBe(true);
  });

  it('is deleted with a final snapshot, which is there before the cluster is gone', () => {
    const { rds } = switchedOver();
    const { ClusterCreateTime } = rds.cluster(old);
    deleteInstances(rds);
    rds.pass(12);
    const { DBCluster } = rds.call('DeleteDBCluster', {
      DBClusterIdentifier: old,
      FinalDBSnapshotIdentifier: 'final',
    });
    expect(DBCluster.Status).toBe('deleting');
    expect(snapshot(rds, 'final')).toMatchObject({ Status: 'creating', PercentProgress: 0 });
    expect(rds.refusal('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: 'final' })).toMatch(
      /^InvalidDBClusterSnapshotStateFault: /,
    );
    rds.reload().pass(3);
    expect(rds.refusal('DescribeDBClusters', { DBClusterIdentifier: old })).toMatch(/^DBClusterNotFoundFault: /);
    expect(snapshot(rds, 'final')).toMatchObject({
      Status: 'available',
      PercentProgress: 100,
      ClusterCreateTime,
      TagList: [{ Key: 'team', Value: 'orders' }],
    });
    expect(rds.region.agenda).toEqual([]);
    expect(rds.instances()).toEqual([`${instance1} 15.5 available`, `${instance2} 15.5 available`]);
  });

  it('is not deleted while it is backed up, with instances, with protection, twice, or without a word on a snapshot', () => {
    const { rds } = switchedOver({ isProtected: true });
    const input = { DBClusterIdentifier: old, SkipFinalSnapshot: true };
    expect(rds.refusal('DeleteDBCluster', input)).toBe(
      'InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again.',
    );
    rds.call('ModifyDBCluster', { DBClusterIdentifier: old, DeletionProtection: false });
    expect(rds.refusal('DeleteDBCluster', input)).toBe(
      'InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
    );
    rds.call('CreateDBClusterSnapshot', { DBClusterIdentifier: old, DBClusterSnapshotIdentifier: 'last' });
    deleteInstances(rds);
    expect(rds.refusal('DeleteDBCluster', input)).toBe(
      `InvalidDBClusterStateFault: DB cluster ${old} is not in available state.`,
    );
    rds.pass(3);
    expect(rds.refusal('DeleteDBCluster', { DBClusterIdentifier: old })).toBe(
      'InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
    );
    expect(rds.refusal('DeleteDBCluster', { ...input, FinalDBSnapshotIdentifier: 'final' })).toBe(
      'InvalidParameterCombination: You cannot specify both FinalDBSnapshotIdentifier and SkipFinalSnapshot',
    );
    expect(rds.refusal('DeleteDBCluster', { DBClusterIdentifier: old, FinalDBSnapshotIdentifier: 'last' })).toMatch(
      /^DBClusterSnapshotAlreadyExistsFault: /,
    );
    rds.call('DeleteDBCluster', input);
    expect(rds.refusal('DeleteDBCluster', input)).toMatch(/^InvalidDBClusterStateFault: .* already being deleted/);
  });

  it('loses its writer to a reader, and its last instance, whatever the protection of the cluster', () => {
    const { rds } = switchedOver({ isProtected: true });
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: `${instance1}-old1` });
    rds.pass(10);
    expect(rds.cluster(old).DBClusterMembers).toMatchObject([
      { DBInstanceIdentifier: `${instance2}-old1`, IsClusterWriter: true },
    ]);
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: `${instance2}-old1` });
    rds.pass(10);
    expect(rds.cluster(old)).toMatchObject({ Status: 'available', DBClusterMembers: [] });
  });

  it('holds its parameter groups until it is gone', () => {
    const { rds } = switchedOver();
    const inUse =
      /^InvalidDBParameterGroupState: One or more database instances are still members of this parameter group/;
    const clusterGroup = { DBClusterParameterGroupName: 'aurora-bg-cluster-params' };
    const group = { DBParameterGroupName: 'aurora-bg-params' };
    expect(rds.refusal('DeleteDBClusterParameterGroup', clusterGroup)).toMatch(inUse);
    expect(rds.refusal('DeleteDBParameterGroup', group)).toMatch(inUse);
    deleteInstances(rds);
    rds.pass(10);
    rds.call('DeleteDBParameterGroup', group);
    expect(rds.refusal('DeleteDBClusterParameterGroup', clusterGroup)).toMatch(inUse);
    rds.call('DeleteDBCluster', { DBClusterIdentifier: old, SkipFinalSnapshot: true });
    rds.pass(3);
    rds.call('DeleteDBClusterParameterGroup', clusterGroup);
    expect(rds.refusal('DeleteDBParameterGroup', { DBParameterGroupName: 'pg15-params' })).toMatch(inUse);
  });

  it('leaves its rows in the record when it is deleted before it', () => {
    const { rds, id } = switchedOver();
    deleteInstances(rds);
    rds.call('DeleteDBCluster', { DBClusterIdentifier: old, SkipFinalSnapshot: true });
    rds.pass(20);
    const { Status, SwitchoverDetails, Source } = rds.deployment(id);
    expect(Status).toBe('SWITCHOVER_COMPLETED');
    expect(nameIn(Source)).toBe(old);
    expect(SwitchoverDetails?.map((row) => row.Status)).toEqual(SwitchoverDetails?.map(() => 'SWITCHOVER_COMPLETED'));
    rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    expect(rds.pass(3).call('DescribeBlueGreenDeployments').BlueGreenDeployments).toEqual([]);
  });
});

describe('the fault snapshot-fails', () => {
  it('ends a manual snapshot as failed; the cluster goes on', () => {
    const { rds } = switchedOver();
    rds.addFault({ kind: 'course', effect: 'snapshot-fails' });
    for (const name of ['first', 'second']) {
      rds.call('CreateDBClusterSnapshot', { DBClusterIdentifier: old, DBClusterSnapshotIdentifier: name });
      rds.pass(3);
    }
    expect([snapshot(rds, 'first').Status, snapshot(rds, 'second').Status]).toEqual(['failed', 'available']);
    expect(rds.cluster(old).Status).toBe('available');
    rds.call('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: 'first' });
  });

  it('ends a final snapshot as failed; the cluster is still there', () => {
    const { rds } = switchedOver();
    deleteInstances(rds);
    rds.pass(12);
    rds.addFault({ kind: 'course', effect: 'snapshot-fails' });
    rds.call('DeleteDBCluster', { DBClusterIdentifier: old, FinalDBSnapshotIdentifier: 'final' });
    rds.pass(30);
    expect(snapshot(rds, 'final').Status).toBe('failed');
    expect(rds.cluster(old)).toMatchObject({ Status: 'available', DBClusterMembers: [] });
    expect(rds.region.agenda).toEqual([]);
  });
});

describe('the last instance of a replication', () => {
  it('cannot be deleted on either side before the switchover', () => {
    const rds = ClusterWorld.seeded(runbookSpec({ instances: [instance1] }));
    const id = rds.deploy();
    rds.pass(60);
    const green = rds.cluster(nameIn(rds.deployment(id).Target)).DBClusterMembers?.[0]?.DBInstanceIdentifier;
    expect(rds.refusal('DeleteDBInstance', { DBInstanceIdentifier: green })).toMatch(
      /^InvalidDBClusterStateFault: Cannot delete the last instance of the read replica DB cluster\./,
    );
    expect(rds.refusal('DeleteDBInstance', { DBInstanceIdentifier: instance1 })).toMatch(
      /^InvalidDBClusterStateFault: Cannot delete the last instance of the master cluster\./,
    );
    rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id, DeleteTarget: true });
    rds.pass(20);
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: instance1 });
  });
});

describe('a call whose answer is lost, tried again by the SDK', () => {
  it.each<[string, (id: string) => object, string | undefined]>([
    [
      'DeleteBlueGreenDeployment',
      (id) => new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: id }),
      'InvalidBlueGreenDeploymentStateFault',
    ],
    [
      'DeleteDBInstance',
      () => new DeleteDBInstanceCommand({ DBInstanceIdentifier: `${instance1}-old1` }),
      'InvalidDBInstanceState',
    ],
    [
      'CreateDBClusterSnapshot',
      () => new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: old, DBClusterSnapshotIdentifier: 'last' }),
      'DBClusterSnapshotAlreadyExistsFault',
    ],
    [
      'ModifyDBCluster',
      () => new ModifyDBClusterCommand({ DBClusterIdentifier: old, DeletionProtection: false }),
      undefined,
    ],
  ])('%s has taken effect', async (operation, command, code) => {
    const rds = seededRds();
    const { id, switchOver } = await deployed(rds);
    await switchOver();
    rds.addFault({ kind: 'call', operation, effect: 'connection-reset', when: 'after' });
    const call = rdsClient(rds).send(command(id) as never);
    if (code === undefined) await call;
    else expect(await refusalOf(call)).toMatchObject({ code });
    expect(rds.calls().slice(-2)).toMatchObject([{ operation, status: 0 }, { operation }]);
  });

  it('DeleteDBCluster too: the cluster is on its way out', async () => {
    const rds = seededRds();
    const client = rdsClient(rds);
    await (await deployed(rds)).switchOver();
    for (const name of [instance1, instance2]) {
      await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: `${name}-old1` }));
    }
    rds.addFault({ kind: 'call', operation: 'DeleteDBCluster', effect: 'throttling', times: 2 });
    rds.addFault({ kind: 'call', operation: 'DeleteDBCluster', effect: 'connection-reset', when: 'after', call: 3 });
    const command = new DeleteDBClusterCommand({ DBClusterIdentifier: old, FinalDBSnapshotIdentifier: 'final' });
    await expect(client.send(command)).rejects.toMatchObject({ code: 'ECONNRESET' });
    pass(rds, 20);
    expect(await refusalOf(client.send(command))).toMatchObject({ code: 'DBClusterNotFoundFault' });
  });
});
