import { seedClusters } from '../../../scripts/embedded-rds/seed/seed';
import { newWorld } from '../../../scripts/embedded-rds/world/new-world';
import { ClusterWorld, clusterId, instance1, instance2, regionName, runbookSpec } from './cluster-world';

describe('a seeded region', () => {
  it('is what the resources say, up and in sync, made 30 days ago', () => {
    const spec = runbookSpec();
    spec.subnetGroups.push({ name: 'orders' });
    Object.assign(spec.clusters[0] ?? {}, {
      db_subnet_group_name: 'orders',
      preferred_maintenance_window: 'Sun:02:00-Sun:02:30',
      iam_roles: ['arn:aws:iam::123456789012:role/s3'],
      serverlessv2_scaling_configuration: [{ min_capacity: 0.5, max_capacity: 4 }],
    });
    const rds = ClusterWorld.seeded({ ...spec, defaultTags: { owner: 'dba', team: 'nobody' } });
    expect(rds.cluster()).toMatchObject({
      Status: 'available',
      DBSubnetGroup: 'orders',
      PreferredMaintenanceWindow: 'sun:02:00-sun:02:30',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
      AssociatedRoles: [{ Status: 'ACTIVE' }],
      ClusterCreateTime: new Date(rds.now - 30 * 24 * 60 * 60_000),
      TagList: [
        { Key: 'owner', Value: 'dba' },
        { Key: 'team', Value: 'orders' },
      ],
    });
    expect(rds.instances()).toEqual([`${instance1} 15.6 available`, `${instance2} 15.6 available`]);
    expect(rds.instance(instance1)).toMatchObject({
      PromotionTier: 0,
      AutoMinorVersionUpgrade: true,
      DBParameterGroups: [{ ParameterApplyStatus: 'in-sync' }],
      DBSubnetGroup: { DBSubnetGroupName: 'orders' },
    });
    expect(rds.region.agenda).toEqual([]);
  });

  it('leaves what is there as it is', () => {
    const rds = ClusterWorld.seeded();
    rds.deploy();
    rds.pass(30);
    const before = JSON.stringify(rds.world);
    seedClusters(rds.world, regionName, runbookSpec({ version: '15.7' }), rds.now);
    expect(JSON.stringify(rds.world)).toBe(before);
  });

  it('says which resource RDS would refuse, and why', () => {
    const spec = runbookSpec({ version: '15.99' });
    expect(() => seedClusters(newWorld(), regionName, spec, Date.now())).toThrow(
      `The embedded RDS cannot hold aws_rds_cluster ${clusterId}: CreateDBCluster answers InvalidParameterCombination, ` +
        '"Cannot find version 15.99 for aurora-postgresql".',
    );
  });
});
