import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBlueGreenDeploymentCommand,
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClustersCommand,
  DescribeEventsCommand,
  ModifyDBClusterParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { type Connection, createConnection } from 'mysql2/promise';
import { startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { clusterNamed } from '../../scripts/embedded-rds/world/lookup';

export const password = 'tidal-lamp-5521';
export const versions = { from: '8.0.mysql_aurora.3.04.4', to: '8.0.mysql_aurora.3.10.2' };

export type MysqlPlane = Awaited<ReturnType<typeof openMysqlPlane>>;

type Login = { reader?: boolean; user?: string; secret?: string; compress?: boolean };

/** An embedded RDS on a stepped clock with the cluster `orders` of Aurora MySQL, a writer and a reader, behind which there is a MariaDB. */
export async function openMysqlPlane() {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-plane-'));
  chmodSync(folder, 0o755);
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence);
  const start = () =>
    startEmbeddedRds({ speed: 0, data: join(folder, 'data'), stateFile: join(folder, 'rds.json'), tell });
  let rds = await start();
  const newClient = () =>
    new RDSClient({
      endpoint: rds.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  let client = newClient();
  const connections: Connection[] = [];
  const control = async (path: string, body: unknown) => {
    const response = await fetch(`${rds.endpoint}/_embedded/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  const endpointOf = async (cluster: string, reader = false) => {
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    const [{ Endpoint, ReaderEndpoint, Port } = {}] = DBClusters ?? [];
    return { host: (reader ? ReaderEndpoint : Endpoint)!, port: Port! };
  };
  const connect = async (cluster: string, { reader, user = 'dba', secret = password, compress }: Login = {}) => {
    const connection = await createConnection({
      ...(await endpointOf(cluster, reader)),
      user,
      password: secret,
      database: 'shop',
      supportBigNumbers: true,
      compress,
    });
    connection.on('error', () => {});
    connections.push(connection);
    return connection;
  };
  const plane = {
    get rds() {
      return rds;
    },
    get client() {
      return client;
    },
    folder,
    told,
    control,
    advance: (minutes: number) => control('clock', { advanceMinutes: minutes }),
    endpointOf,
    connect,
    /** Rows of the last statement, through the endpoint of the cluster. */
    async sql(cluster: string, statements: string | readonly string[], login?: Login) {
      const connection = await connect(cluster, login);
      try {
        let rows: unknown = [];
        for (const statement of [statements].flat()) [rows] = await connection.query(statement);
        return rows as Record<string, unknown>[];
      } finally {
        connection.destroy();
      }
    },
    async deploy(name: string, version?: string): Promise<string> {
      const { BlueGreenDeployment } = await client.send(
        new CreateBlueGreenDeploymentCommand({
          BlueGreenDeploymentName: name,
          Source: 'arn:aws:rds:us-east-1:123456789012:cluster:orders',
          TargetEngineVersion: version,
          TargetDBClusterParameterGroupName: 'mysql80',
        }),
      );
      return BlueGreenDeployment?.BlueGreenDeploymentIdentifier ?? '';
    },
    async statusOf(BlueGreenDeploymentIdentifier: string) {
      const { BlueGreenDeployments } = await client.send(
        new DescribeBlueGreenDeploymentsCommand({ BlueGreenDeploymentIdentifier }),
      );
      return BlueGreenDeployments?.[0]?.Status;
    },
    /** Of the latest deployment. */
    async green(): Promise<string> {
      const region = rds.world.regions['us-east-1']!;
      const { target } = Object.values(region.deployments).at(-1)!;
      return region.clusters[target!]!.identifier;
    },
    folderOf(cluster: string): string {
      return join(
        folder,
        'data',
        clusterNamed({ world: rds.world, region: rds.world.regions['us-east-1']!, now: 0 }, cluster).resourceId,
      );
    },
    async events(): Promise<string[]> {
      const { Events = [] } = await client.send(new DescribeEventsCommand({ Duration: 14 * 24 * 60 }));
      return Events.map(({ Message = '' }) => Message);
    },
    /** Ends the embedded RDS with its servers, and starts it again on what it has kept. */
    async restart(): Promise<void> {
      client.destroy();
      await rds.close();
      rds = await start();
      client = newClient();
    },
    async close(): Promise<void> {
      for (const connection of connections) connection.destroy();
      client.destroy();
      await rds.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const group = { DBClusterParameterGroupName: 'mysql80', DBParameterGroupFamily: 'aurora-mysql8.0', Description: 'x' };
  await client.send(new CreateDBClusterParameterGroupCommand(group));
  const on = { ParameterName: 'binlog_format', ParameterValue: 'ROW', ApplyMethod: 'pending-reboot' as const };
  await client.send(
    new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: 'mysql80', Parameters: [on] }),
  );
  await client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'orders',
      Engine: 'aurora-mysql',
      EngineVersion: versions.from,
      MasterUsername: 'dba',
      MasterUserPassword: password,
      DBClusterParameterGroupName: 'mysql80',
      DatabaseName: 'shop',
    }),
  );
  for (const DBInstanceIdentifier of ['orders-1', 'orders-2']) {
    await client.send(
      new CreateDBInstanceCommand({
        DBClusterIdentifier: 'orders',
        DBInstanceIdentifier,
        DBInstanceClass: 'db.r6g.large',
        Engine: 'aurora-mysql',
      }),
    );
    await plane.advance(10);
  }
  return plane;
}
