import { join, resolve } from 'node:path';
import { DescribeDBClustersCommand, ModifyDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { Client } from 'pg';
import { clusterName, createGroups, region } from './created-cluster';
import { createApp, type ProjectCopy } from './project-copy';
import { type RunningCommand, serverLimit } from './run-command';

/** The servers are development dependencies of this repository: an app has to install them. */
const installed = join(resolve(__dirname, '../..'), 'node_modules');

/**
 * An app whose cluster at 15.6 is to become 17.5, and `local --data` as a process of its own that has it, with a PostgreSQL behind it.
 */
export class AppWithData {
  readonly password = 'lantern-orbit-8413';
  readonly stateFile: string;
  server!: RunningCommand;
  endpoint = 'http://127.0.0.1:0';
  client!: RDSClient;
  private readonly connections: Client[] = [];

  private constructor(readonly project: ProjectCopy) {
    this.stateFile = join(project.aside, 'rds.json');
  }

  static async open(): Promise<AppWithData> {
    const app = new AppWithData(createApp());
    try {
      await app.start();
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      app.client = new RDSClient({ endpoint: app.endpoint, region, credentials });
      await createGroups(app.client, '17');
      app.project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '17.5',");
      const change = { DBClusterIdentifier: clusterName, MasterUserPassword: app.password, ApplyImmediately: true };
      await app.client.send(new ModifyDBClusterCommand(change));
      return app;
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  /** Of the embedded RDS; once it has ended, on the port that it had. */
  async start(...more: string[]): Promise<void> {
    const { port } = new URL(this.endpoint);
    const args = ['--data', '--port', port || '0', '--speed', '2400', '--state', this.stateFile, ...more];
    this.server = this.project.start('local', args, { limit: serverLimit, env: { NODE_PATH: installed } });
    this.endpoint = (await this.server.until(/answers at (http:\S+),/))[1]!;
  }

  upgrade(...options: string[]): RunningCommand {
    const env = {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      PGUSER: 'postgres',
      PGPASSWORD: this.password,
      TERRAFORM_BINARY_NAME: join(this.project.aside, 'no-terraform'),
    };
    return this.project.start('upgrade', ['--yes', ...options], { env });
  }

  /** As the master user. */
  async login(cluster = clusterName) {
    const { DBClusters } = await this.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    const [{ Endpoint: host, Port: port } = {}] = DBClusters ?? [];
    return { host, port, user: 'postgres', password: this.password };
  }

  /** A session of an application. */
  async connect(application: string, { cluster = clusterName, database = 'postgres' } = {}): Promise<Client> {
    const login = await this.login(cluster);
    const connection = new Client({ ...login, database, application_name: application });
    connection.on('error', () => {});
    await connection.connect();
    this.connections.push(connection);
    return connection;
  }

  async sql(text: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const connection = await this.connect('test', { database });
    const { rows } = await connection.query(text);
    await connection.end();
    return rows;
  }

  /** Of the embedded RDS. */
  async control(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_embedded/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** What production runs. */
  async version(): Promise<string | undefined> {
    const { DBClusters } = await this.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
    return DBClusters?.[0]?.EngineVersion;
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((each) => each.end().catch(() => {})));
    this.client?.destroy();
    this.server?.kill('SIGTERM');
    await this.server?.ended.catch(() => {});
    this.project.remove();
  }
}
