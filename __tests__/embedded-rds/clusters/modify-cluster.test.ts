import { beginAutoMinorUpgrade } from '../../../scripts/embedded-rds/timelines/auto-minor-upgrade';
import { ClusterWorld, clusterId, instance1, instance2 } from './cluster-world';

const modify = (rds: ClusterWorld, input: object) =>
  rds.call('ModifyDBCluster', { DBClusterIdentifier: clusterId, ApplyImmediately: true, ...input }).DBCluster;
const refusal = (rds: ClusterWorld, input: object): string =>
  rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ApplyImmediately: true, ...input });

describe('ModifyDBCluster', () => {
  it('takes deletion protection and windows at once, without a change of status', () => {
    const rds = ClusterWorld.seeded();
    expect(
      modify(rds, { DeletionProtection: true, BackupRetentionPeriod: 14, PreferredBackupWindow: '02:00-02:30' }),
    ).toMatchObject({
      Status: 'available',
      DeletionProtection: true,
      BackupRetentionPeriod: 14,
      PreferredBackupWindow: '02:00-02:30',
    });
  });

  it('takes half a serverless range only where the other half is known', () => {
    const rds = ClusterWorld.seeded();
    const scaling = (range: object) => ({ ServerlessV2ScalingConfiguration: range });
    expect(refusal(rds, scaling({ MaxCapacity: 8 }))).toBe(
      'InvalidParameterValue: Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 ' +
        'scaling configuration.',
    );
    expect(modify(rds, scaling({ MinCapacity: 0.5, MaxCapacity: 4 })).Status).toBe('modifying');
    rds.pass(1);
    modify(rds, scaling({ MaxCapacity: 8 }));
    expect(rds.pass(1).cluster()).toMatchObject(scaling({ MinCapacity: 0.5, MaxCapacity: 8 }));
  });

  it('attaches a group that waits for a reboot', () => {
    const rds = ClusterWorld.seeded();
    const group = { DBClusterParameterGroupName: 'other', DBParameterGroupFamily: 'aurora-postgresql15' };
    rds.call('CreateDBClusterParameterGroup', { ...group, Description: 'x' });
    expect(modify(rds, { DBClusterParameterGroupName: 'other' }).Status).toBe('modifying');
    rds.pass(1);
    expect(rds.cluster()).toMatchObject({
      Status: 'available',
      DBClusterParameterGroup: 'other',
      DBClusterMembers: [
        { DBClusterParameterGroupStatus: 'pending-reboot' },
        { DBClusterParameterGroupStatus: 'pending-reboot' },
      ],
    });
    rds.call('RebootDBInstance', { DBInstanceIdentifier: instance1 });
    rds.pass(1);
    expect(rds.cluster().DBClusterMembers?.map((each) => each.DBClusterParameterGroupStatus)).toEqual([
      'in-sync',
      'pending-reboot',
    ]);
  });

  it('renames; resource ids, members and instances stay', () => {
    const rds = ClusterWorld.seeded();
    const before = rds.cluster();
    expect(modify(rds, { NewDBClusterIdentifier: 'Orders' }).Status).toBe('renaming');
    rds.reload().pass(1);
    const after = rds.cluster('orders');
    expect(after).toMatchObject({ DbClusterResourceId: before.DbClusterResourceId, Status: 'available' });
    expect(after.Endpoint).toMatch(/^orders\.cluster-/);
    expect(after.PendingModifiedValues).toBeUndefined();
    expect(rds.instances('orders')).toHaveLength(2);
    expect(rds.refusal('DescribeDBClusters', { DBClusterIdentifier: clusterId })).toMatch(/^DBClusterNotFoundFault/);
  });

  it('keeps what waits for the maintenance window pending, and takes it then', () => {
    const rds = ClusterWorld.seeded();
    const window = 'thu:03:00-thu:03:30';
    modify(rds, { PreferredMaintenanceWindow: window });
    const pending = modify(rds, { EngineVersion: '15.7', ApplyImmediately: false });
    expect(pending).toMatchObject({ Status: 'available', PendingModifiedValues: { EngineVersion: '15.7' } });
    // 2026-01-15 01:00 UTC is a Thursday: the window opens in two hours.
    expect(rds.pass(119).cluster()).toMatchObject({ Status: 'available', EngineVersion: '15.6' });
    expect(rds.reload().pass(2).cluster().Status).toBe('upgrading');
    expect(rds.pass(20).cluster()).toMatchObject({ Status: 'available', EngineVersion: '15.7' });
    expect(rds.cluster().PendingModifiedValues).toBeUndefined();
  });

  it.each([
    [
      'a version that is no target',
      { EngineVersion: '15.4' },
      'InvalidParameterCombination: Cannot find upgrade target from 15.6 with requested version 15.4.',
    ],
    [
      'a major version without the flag',
      { EngineVersion: '16.6' },
      'InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.',
    ],
    [
      'a major version with custom groups and no others named',
      {
        EngineVersion: '16.6',
        AllowMajorVersionUpgrade: true,
        DBClusterParameterGroupName: 'default.aurora-postgresql16',
      },
      'InvalidParameterCombination: The current DB instance parameter group aurora-bg-params is custom. You must explicitly ' +
        'specify a new DB instance parameter group, either default or custom, for the engine version upgrade.',
    ],
    [
      'an instance group in a minor upgrade',
      { EngineVersion: '15.10', DBInstanceParameterGroupName: 'aurora-bg-params' },
      'InvalidParameterCombination: The db-instance-parameter-group-name can only be specified for a major engine version upgrade.',
    ],
    ['a group that is not there', { DBClusterParameterGroupName: 'no' }, 'DBClusterParameterGroupNotFound: '],
    ['no backups', { BackupRetentionPeriod: 36 }, 'InvalidParameterValue: '],
    ['a short password', { MasterUserPassword: 'short' }, 'InvalidParameterValue: '],
    ['a name that is taken', { NewDBClusterIdentifier: 'taken' }, 'DBClusterAlreadyExistsFault: '],
    ['a name that is none', { NewDBClusterIdentifier: 'a--b' }, 'InvalidParameterValue: '],
  ])('refuses %s and changes nothing', (_, input, expected) => {
    const rds = ClusterWorld.seeded();
    const more = { Engine: 'aurora-postgresql', MasterUsername: 'u', MasterUserPassword: 'long-enough' };
    rds.call('CreateDBCluster', { DBClusterIdentifier: 'taken', ...more });
    const before = rds.cluster();
    expect(refusal(rds, input)).toContain(expected);
    expect(rds.cluster()).toEqual(before);
  });

  it('refuses while something else goes on', () => {
    const rds = ClusterWorld.seeded();
    modify(rds, { MasterUserPassword: 'long-enough' });
    expect(rds.cluster().Status).toBe('resetting-master-credentials');
    expect(refusal(rds, { DeletionProtection: true })).toMatch(/^InvalidDBClusterStateFault: /);
    expect(rds.pass(1).cluster().Status).toBe('available');
  });
});

describe('an upgrade in place', () => {
  it('takes cluster and instances through `upgrading`', () => {
    const rds = ClusterWorld.seeded();
    expect(modify(rds, { EngineVersion: '15.10' }).Status).toBe('upgrading');
    expect(rds.instances()).toEqual([`${instance1} 15.6 upgrading`, `${instance2} 15.6 upgrading`]);
    rds.pass(16);
    expect(rds.instances()).toEqual([`${instance1} 15.10 available`, `${instance2} 15.10 available`]);
    expect(rds.cluster()).toMatchObject({
      EngineVersion: '15.10',
      DBClusterParameterGroup: 'aurora-bg-cluster-params',
    });
  });

  it('changes groups in a major upgrade', () => {
    const rds = ClusterWorld.seeded();
    const group = 'default.aurora-postgresql16';
    modify(rds, {
      EngineVersion: '16.6',
      AllowMajorVersionUpgrade: true,
      DBClusterParameterGroupName: group,
      DBInstanceParameterGroupName: group,
    });
    rds.pass(20);
    expect(rds.cluster()).toMatchObject({ EngineVersion: '16.6', DBClusterParameterGroup: group });
    expect(rds.instance(instance2).DBParameterGroups?.[0]?.DBParameterGroupName).toBe(group);
  });

  it('may be RDS’s own idea', () => {
    const rds = ClusterWorld.seeded();
    const scene = { world: rds.world, region: rds.region, now: rds.now };
    expect(() => beginAutoMinorUpgrade(scene, clusterId, '16.6')).toThrow(
      'never upgrades a cluster to another major version',
    );
    beginAutoMinorUpgrade(scene, clusterId, '15.7');
    expect(rds.pass(20).cluster()).toMatchObject({ EngineVersion: '15.7', Status: 'available' });
    expect(rds.instance(instance1).EngineVersion).toBe('15.7');
  });
});
