import { join, resolve } from 'node:path';
import { DescribeDBClustersCommand, ModifyDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { region } from './created-cluster';
import type { ProjectCopy } from './project-copy';
import { type RunningCommand, serverLimit } from './run-command';

/** The servers are development dependencies of this repository: an app has to install them. */
const installed = join(resolve(__dirname, '../..'), 'node_modules');

/** An app, and `local --data` as a process of its own that has its cluster, with a real database behind it. */
export abstract class DataApp {
  readonly password = 'lantern-orbit-8413';
  readonly stateFile: string;
  server!: RunningCommand;
  endpoint = 'http://127.0.0.1:0';
  client!: RDSClient;

  protected constructor(
    readonly project: ProjectCopy,
    readonly cluster: string,
  ) {
    this.stateFile = join(project.aside, 'rds.json');
  }

  /** With which a command asks the databases. */
  protected abstract readonly loginEnvironment: Record<string, string>;

  protected async begin(): Promise<void> {
    await this.start();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.client = new RDSClient({ endpoint: this.endpoint, region, credentials });
  }

  protected async setPassword(): Promise<void> {
    const change = { DBClusterIdentifier: this.cluster, MasterUserPassword: this.password, ApplyImmediately: true };
    await this.client.send(new ModifyDBClusterCommand(change));
  }

  /** Of the embedded RDS; once it has ended, on the port that it had. */
  async start(...more: string[]): Promise<void> {
    const { port } = new URL(this.endpoint);
    const args = ['--data', '--port', port || '0', '--speed', '2400', '--state', this.stateFile, ...more];
    this.server = this.project.start('local', args, { limit: serverLimit, env: { NODE_PATH: installed } });
    this.endpoint = (await this.server.until(/answers at (http:\S+),/))[1]!;
  }

  /** A command of the tool, here. */
  run(name: string, options: string[], variables: Record<string, string | undefined> = {}): RunningCommand {
    const env = {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      ...this.loginEnvironment,
      TERRAFORM_BINARY_NAME: join(this.project.aside, 'no-terraform'),
      ...variables,
    };
    return this.project.start(name, options, { env });
  }

  upgrade(...options: string[]): RunningCommand {
    return this.run('upgrade', ['--yes', ...options]);
  }

  async described(cluster = this.cluster) {
    const { DBClusters } = await this.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    return DBClusters?.[0];
  }

  /** Of the embedded RDS. */
  async control(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.endpoint}/_embedded/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** What production runs. */
  async version(): Promise<string | undefined> {
    return (await this.described())?.EngineVersion;
  }

  async close(): Promise<void> {
    this.client?.destroy();
    this.server?.kill('SIGTERM');
    await this.server?.ended.catch(() => {});
    this.project.remove();
  }
}
