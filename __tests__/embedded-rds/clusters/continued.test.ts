import {
  BlueGreenDeploymentAlreadyExistsFault,
  CreateBlueGreenDeploymentCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { rdsClient } from '../support/clients';
import { ClusterWorld, clusterArn, clusterId, instance1, nameIn } from './cluster-world';

/** A whole upgrade, minute by minute; `between` happens before each minute. */
function upgrade(between: (rds: ClusterWorld) => void): ClusterWorld {
  const rds = ClusterWorld.seeded();
  const wait = (minutes: number): void => {
    for (let minute = 0; minute < minutes; minute++) {
      between(rds);
      rds.pass(1);
    }
  };
  const id = rds.deploy();
  wait(50);
  rds.call('RebootDBInstance', {
    DBInstanceIdentifier: rds.instances(nameIn(rds.deployment(id).Target))[0]?.split(' ')[0],
  });
  rds.call('CreateDBClusterSnapshot', { DBClusterSnapshotIdentifier: 's', DBClusterIdentifier: clusterId });
  wait(5);
  rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
  wait(2);
  rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
  rds.call('DeleteDBInstance', { DBInstanceIdentifier: `${instance1}-old1` });
  wait(12);
  return rds;
}

describe('the world', () => {
  it('is the same whether it is read back from its file every minute or never', () => {
    const kept = upgrade(() => {});
    const reloaded = upgrade((rds) => rds.reload());
    expect(JSON.stringify(reloaded.world)).toBe(JSON.stringify(kept.world));
  });

  it('is the same whether somebody looks every minute or only at the end', () => {
    const watched = ClusterWorld.seeded();
    const unwatched = ClusterWorld.seeded();
    const id = watched.deploy();
    unwatched.deploy();
    for (let minute = 0; minute < 60; minute++) watched.pass(1).deployment(id);
    unwatched.pass(60);
    expect(watched.world).toEqual(unwatched.world);
  });
});

describe('the real SDK', () => {
  it('reads every shape of an upgrade', async () => {
    const { world } = ClusterWorld.seeded();
    const embedded = openEmbeddedRds({ world, speed: 0 });
    const client = rdsClient(embedded);
    const create = new CreateBlueGreenDeploymentCommand({
      BlueGreenDeploymentName: 'upgrade',
      Source: clusterArn,
      TargetEngineVersion: '15.10',
      Tags: [{ Key: 'from', Value: '15.6' }],
    });
    const { BlueGreenDeployment } = await client.send(create);
    await expect(client.send(create)).rejects.toBeInstanceOf(BlueGreenDeploymentAlreadyExistsFault);
    expect(BlueGreenDeployment).toMatchObject({ Status: 'PROVISIONING', TagList: [{ Key: 'from', Value: '15.6' }] });
    expect(BlueGreenDeployment?.CreateTime).toBeInstanceOf(Date);
    embedded.control('POST clock', { advanceMinutes: 60 });
    const id = { BlueGreenDeploymentIdentifier: BlueGreenDeployment?.BlueGreenDeploymentIdentifier };
    await client.send(new SwitchoverBlueGreenDeploymentCommand(id));
    embedded.control('POST clock', { advanceSeconds: 70 });
    const { BlueGreenDeployments } = await client.send(new DescribeBlueGreenDeploymentsCommand(id));
    expect(BlueGreenDeployments).toMatchObject([
      { Status: 'SWITCHOVER_COMPLETED', Target: clusterArn, SwitchoverDetails: [{}, {}, {}], Tasks: [{}, {}, {}] },
    ]);
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterId }));
    expect(DBClusters).toMatchObject([{ EngineVersion: '15.10', DeletionProtection: false, AssociatedRoles: [] }]);
    expect(DBClusters?.[0]?.LatestRestorableTime).toBeInstanceOf(Date);
    const { DBInstances } = await client.send(new DescribeDBInstancesCommand({}));
    expect(DBInstances).toHaveLength(4);
    expect((await client.send(new DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots).toEqual([]);
    await embedded.close();
  });
});
