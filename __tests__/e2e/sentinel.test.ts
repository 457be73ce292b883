import { join, resolve } from 'node:path';
import {
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { Client } from 'pg';
import { Load } from '../../scripts/local/load/load';
import { clusterName, createGroups, region } from '../support/created-cluster';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { type RunningCommand, serverLimit } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const password = 'lantern-orbit-8413';
const checkout = resolve(__dirname, '../..');

describeWith(['git'], 'a change of the schema while green stands', () => {
  let project: ProjectCopy;
  let client: RDSClient;
  let server: RunningCommand;
  let load: Load;
  let endpoint = '';
  let login: { host?: string; port?: number; user: string; password: string };
  const environment = () => ({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    PGUSER: 'postgres',
    PGPASSWORD: password,
    TERRAFORM_BINARY_NAME: join(project.aside, 'no-terraform'),
  });
  const upgrade = (...options: string[]) => project.start('upgrade', options, { env: environment() }).ended;
  const sql = async (text: string) => {
    const connection = new Client({ ...login, database: 'shop' });
    await connection.connect();
    try {
      return (await connection.query(text)).rows;
    } finally {
      await connection.end();
    }
  };
  const deployment = async () => {
    const { BlueGreenDeployments = [] } = await client.send(new DescribeBlueGreenDeploymentsCommand({}));
    return BlueGreenDeployments[0]?.BlueGreenDeploymentIdentifier;
  };

  beforeAll(async () => {
    project = createApp();
    const args = ['--data', '--port', '0', '--speed', '2400', '--state', join(project.aside, 'rds.json')];
    server = project.start('local', args, { limit: serverLimit, env: { NODE_PATH: join(checkout, 'node_modules') } });
    endpoint = (await server.until(/answers at (http:\S+),/))[1]!;
    client = new RDSClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    await createGroups(client, '17');
    project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '17.5',");
    const change = { DBClusterIdentifier: clusterName, MasterUserPassword: password, ApplyImmediately: true };
    await client.send(new ModifyDBClusterCommand(change));
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({}));
    const [{ Endpoint: host, Port: port } = {}] = DBClusters ?? [];
    login = { host, port, user: 'postgres', password };
    load = new Load(login, ['postgres', 'shop'], 1);
    await load.start();
  });
  afterAll(async () => {
    await load?.stop().catch(() => {});
    client?.destroy();
    server?.kill('SIGKILL');
    project?.remove();
  });

  let first: string | undefined;
  test('is noticed by the next look, which names it and ends the run', async () => {
    const green = await upgrade('--yes', '--until', 'green');
    expectExit(0, green);
    expect(green.output).not.toContain('GREEN_UNWATCHED');
    first = await deployment();
    await sql('CREATE TABLE late (id int PRIMARY KEY)');
    const ended = await upgrade('--yes');
    expectExit(3, ended);
    expect(ended.output).toContain('table public.late of shop (only on production)');
    expect(ended.output).toMatch(/postgres@shop command will not be replicated to the green instance: "CREATE TABLE"/);
    expect(ended.output).not.toContain('CREATE DATABASE');
    expect(ended.output).toContain(`--rebuild ${first}`);
    expect(await deployment()).toBe(first);
  });

  test('takes a new green, for one yes once', async () => {
    const unnamed = await upgrade('--yes', '--rebuild');
    expectExit(3, unnamed);
    expect(unnamed.output).toContain(`--rebuild ${first} --yes`);
    const rebuilt = await upgrade('--yes', '--rebuild', first!);
    expectExit(0, rebuilt);
    expect(rebuilt.output).toContain('The schemas differ: table public.late of shop (only on production).');
    expect(rebuilt.output).toContain('no slot of a deployment is on production');
    const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
    expect(DBClusters[0]?.EngineVersion).toBe('17.5');
    expect(await sql('SELECT count(*)::int AS rows FROM late')).toEqual([{ rows: 0 }]);
  });

  test('loses nothing that the application was told to be kept', async () => {
    const { acknowledged, found, twice } = await load.stop();
    expect(acknowledged).toBeGreaterThan(50);
    expect({ found, twice }).toEqual({ found: acknowledged, twice: 0 });
  });
});
