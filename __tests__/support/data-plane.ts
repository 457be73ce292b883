import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBlueGreenDeploymentCommand,
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeEventsCommand,
  ModifyDBClusterParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { Client } from 'pg';
import { roomyMemory } from '../../scripts/embedded-rds/database/memory-folder';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';

export const password = 'tidal-lamp-5521';

export interface Plane {
  rds: EmbeddedRdsServer;
  client: RDSClient;
  folder: string;
  told: string[];
  advance(minutes: number): Promise<void>;
  control(path: string, body: unknown): Promise<void>;
  /** Rows of the last statement, through the endpoint of the cluster. */
  sql(
    cluster: string,
    text: string,
    options?: { database?: string; reader?: boolean },
  ): Promise<Record<string, unknown>[]>;
  connect(cluster: string, options?: { database?: string; reader?: boolean }): Promise<Client>;
  deploy(name: string): Promise<string>;
  events(): Promise<string[]>;
  close(): Promise<void>;
}

/** An embedded RDS on a stepped clock with the cluster `orders` at 15.10, a writer and a reader, behind which there is a database. */
export async function openPlane(): Promise<Plane> {
  const folder = mkdtempSync(join(roomyMemory(), 'aurora-plane-'));
  chmodSync(folder, 0o755);
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence);
  const rds = await startEmbeddedRds({
    speed: 0,
    data: join(folder, 'data'),
    stateFile: join(folder, 'rds.json'),
    tell,
  });
  const client = new RDSClient({
    endpoint: rds.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const control = async (path: string, body: unknown) => {
    const response = await fetch(`${rds.endpoint}/_embedded/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  const advance = (minutes: number) => control('clock', { advanceMinutes: minutes });
  const connect: Plane['connect'] = async (cluster, { database = 'shop', reader = false } = {}) => {
    const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    const [{ Endpoint, ReaderEndpoint, Port } = {}] = DBClusters;
    const connection = new Client({
      host: reader ? ReaderEndpoint : Endpoint,
      port: Port,
      user: 'app',
      password,
      database,
    });
    connection.on('error', () => {});
    await connection.connect();
    return connection;
  };
  for (const major of ['15', '17']) {
    const DBClusterParameterGroupName = `pg${major}`;
    const DBParameterGroupFamily = `aurora-postgresql${major}`;
    const group = { DBClusterParameterGroupName, DBParameterGroupFamily, Description: 'test' };
    await client.send(new CreateDBClusterParameterGroupCommand(group));
    const on = {
      ParameterName: 'rds.logical_replication',
      ParameterValue: '1',
      ApplyMethod: 'pending-reboot' as const,
    };
    await client.send(new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName, Parameters: [on] }));
  }
  const { DBCluster } = await client.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'orders',
      Engine: 'aurora-postgresql',
      EngineVersion: '15.10',
      MasterUsername: 'app',
      MasterUserPassword: password,
      DBClusterParameterGroupName: 'pg15',
      DatabaseName: 'shop',
      EnableHttpEndpoint: true,
    }),
  );
  for (const name of ['orders-1', 'orders-2']) {
    await client.send(
      new CreateDBInstanceCommand({
        DBClusterIdentifier: 'orders',
        DBInstanceIdentifier: name,
        DBInstanceClass: 'db.r6g.large',
        Engine: 'aurora-postgresql',
      }),
    );
    await advance(10);
  }
  return {
    rds,
    client,
    folder,
    told,
    control,
    advance,
    connect,
    async sql(cluster, text, options) {
      const connection = await connect(cluster, options);
      try {
        const results = await connection.query(text);
        return (Array.isArray(results) ? results.at(-1) : results).rows;
      } finally {
        await connection.end();
      }
    },
    async deploy(name) {
      const { BlueGreenDeployment } = await client.send(
        new CreateBlueGreenDeploymentCommand({
          BlueGreenDeploymentName: name,
          Source: DBCluster?.DBClusterArn,
          TargetEngineVersion: '17.5',
          TargetDBClusterParameterGroupName: 'pg17',
        }),
      );
      return BlueGreenDeployment?.BlueGreenDeploymentIdentifier ?? '';
    },
    async events() {
      const { Events = [] } = await client.send(new DescribeEventsCommand({ Duration: 14 * 24 * 60 }));
      return Events.map(({ Message = '' }) => Message);
    },
    async close() {
      client.destroy();
      await rds.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Commands of all processes that name the text. */
export function processesNaming(text: string): string[] {
  return execFileSync('ps', ['-eo', 'args='])
    .toString()
    .split('\n')
    .filter((line) => line.includes(text));
}

/** `kill -9` to the server whose data are below `folder`. */
export function killServer(folder: string, program: 'postgres' | 'mariadbd'): void {
  const lines = execFileSync('ps', ['-eo', 'pid=,args=']).toString().split('\n');
  // Not its watchdog, and not the processes that PostgreSQL has forked, which do not name the folder.
  const [line] = lines.filter((each) => each.includes(folder) && new RegExp(`^ *\\d+ \\S*${program} `).test(each));
  process.kill(Number(line!.trim().split(' ')[0]), 'SIGKILL');
}

/** As `until`, of what has to be asked for. */
export async function eventually(holds: () => Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Within ${seconds} seconds this did not come to hold: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
