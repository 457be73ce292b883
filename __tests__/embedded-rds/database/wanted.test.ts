import {
  CreateBlueGreenDeploymentCommand,
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  ModifyDBClusterParameterGroupCommand,
  RDSClient,
  RebootDBInstanceCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { hasRoomFor } from '../../../scripts/embedded-rds/database/wanted/postgresql-parameters';
import { wantedOf } from '../../../scripts/embedded-rds/database/wanted/wanted';
import { embeddedRequestHandler, openEmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';

/** What is wanted at each moment of an upgrade, of the world alone: no server is started here. */
test('servers, access and endpoints follow the world through an upgrade', async () => {
  const rds = openEmbeddedRds({ speed: 0 });
  const client = new RDSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    requestHandler: embeddedRequestHandler(rds),
  });
  const advance = (minutes: number) => rds.control('POST clock', { advanceMinutes: minutes });
  const servers = () =>
    wantedOf(rds.world).servers.map(
      ({ identifier, version, access, runs }) =>
        `${identifier.replace(/green-\w+/, 'green')} ${version} ${access}${runs ? '' : ' down'}`,
    );
  const leadsTo = (host: RegExp) => {
    const endpoint = wantedOf(rds.world).endpoints.find((each) => host.test(each.host));
    return wantedOf(rds.world).servers.find(({ cluster }) => cluster === endpoint?.cluster)?.identifier;
  };
  const group = {
    DBClusterParameterGroupName: 'pg15',
    DBParameterGroupFamily: 'aurora-postgresql15',
    Description: 'x',
  };
  await client.send(new CreateDBClusterParameterGroupCommand(group));
  const set = (ParameterName: string, ParameterValue: string) =>
    client.send(
      new ModifyDBClusterParameterGroupCommand({
        DBClusterParameterGroupName: 'pg15',
        Parameters: [{ ParameterName, ParameterValue, ApplyMethod: 'pending-reboot' }],
      }),
    );
  await set('rds.logical_replication', '1');
  const password = 'brisk-otter-2210';
  const { DBCluster } = await client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'orders',
      Engine: 'aurora-postgresql',
      EngineVersion: '15.10',
      MasterUsername: 'app',
      MasterUserPassword: password,
      DBClusterParameterGroupName: 'pg15',
    }),
  );
  expect(servers()).toEqual([]);
  const instance = { DBClusterIdentifier: 'orders', DBInstanceClass: 'db.r6g.large', Engine: 'aurora-postgresql' };
  await client.send(new CreateDBInstanceCommand({ ...instance, DBInstanceIdentifier: 'orders-1' }));
  advance(6);
  expect(servers()).toEqual(['orders 15.10 open']);
  const [{ masterVerifier, parameters } = {}] = wantedOf(rds.world).servers;
  expect(masterVerifier).toMatch(/^SCRAM-SHA-256\$4096:/);
  expect(JSON.stringify(rds.world)).not.toContain(password);
  expect(parameters).toMatchObject({
    engine: { wal_level: 'logical', max_replication_slots: '20' },
    rds: { 'rds.logical_replication': 'on', 'rds.logically_replicate_unlogged_tables': 'off' },
  });

  await set('max_replication_slots', '33');
  expect(wantedOf(rds.world).servers[0]?.awaitsRestart).toBe(true);
  await client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: 'orders-1' }));
  expect(servers()).toEqual(['orders 15.10 open down']);
  advance(1);
  const [rebooted] = wantedOf(rds.world).servers;
  expect(rebooted).toMatchObject({ awaitsRestart: false, parameters: { engine: { max_replication_slots: '33' } } });
  expect([33, 34].map((databases) => hasRoomFor(databases, rebooted!.parameters))).toEqual([true, false]);

  const { BlueGreenDeployment } = await client.send(
    new CreateBlueGreenDeploymentCommand({
      BlueGreenDeploymentName: 'up',
      Source: DBCluster?.DBClusterArn,
      TargetEngineVersion: '15.12',
      TargetDBClusterParameterGroupName: 'pg15',
    }),
  );
  advance(14);
  expect(servers()).toEqual(['orders 15.10 open']);
  expect(wantedOf(rds.world).replications).toMatchObject([{ isOver: false }]);
  advance(40);
  expect(servers()).toEqual(['orders 15.10 open', 'orders-green 15.12 read-only']);
  const { BlueGreenDeploymentIdentifier } = BlueGreenDeployment ?? {};
  await client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
  advance(0.2);
  expect(servers()).toEqual(['orders 15.10 fenced', 'orders-green 15.12 read-only']);
  advance(1);
  expect(servers()).toEqual(['orders-old1 15.10 fenced', 'orders 15.12 open']);
  expect(wantedOf(rds.world).replications).toMatchObject([{ isOver: true }]);
  expect(leadsTo(/^orders\.cluster-c/)).toBe('orders');
  expect(leadsTo(/^orders-old1\.cluster-c/)).toBe('orders-old1');
  await client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: 'orders-1-old1' }));
  advance(1);
  expect(servers()).toEqual(['orders-old1 15.10 open', 'orders 15.12 open']);
  client.destroy();
});
