import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DescribeDBClustersCommand, ModifyDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { dataFolder } from '../../scripts/local/data-folder';
import { Load } from '../../scripts/local/load/load';
import { clusterName, createGroups, region } from '../support/created-cluster';
import { eventually, processesNaming } from '../support/data-plane';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { type RunningCommand, serverLimit } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const password = 'lantern-orbit-8413';
const checkout = resolve(__dirname, '../..');
const databases = ['postgres', 'billing', 'shop'];
const upgrade = ['--yes'];

describeWith(['git'], 'a major upgrade of real databases under load', () => {
  let project: ProjectCopy;
  let client: RDSClient;
  let server: RunningCommand;
  let load: Load;
  let endpoint = 'http://127.0.0.1:0';
  const outputs: string[] = [];
  const stateFile = () => join(project.aside, 'rds.json');
  const processes = () => processesNaming(dataFolder(stateFile()));

  /** The servers are development dependencies of this repository: an app has to install them. */
  const start = async (...more: string[]) => {
    const { port } = new URL(endpoint);
    const args = ['--data', '--port', port || '0', '--speed', '2400', '--state', stateFile(), ...more];
    server = project.start('local', args, { limit: serverLimit, env: { NODE_PATH: join(checkout, 'node_modules') } });
    endpoint = (await server.until(/answers at (http:\S+),/))[1]!;
  };
  const environment = () => ({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    PGUSER: 'postgres',
    PGPASSWORD: password,
    TERRAFORM_BINARY_NAME: join(project.aside, 'no-terraform'),
  });
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    outputs.push((await server.ended).output);
    await eventually(async () => processes().length === 0, 10);
  };
  beforeAll(async () => {
    project = createApp();
    await start();
    client = new RDSClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    await createGroups(client, '17');
    project.replace('main.ts', "engineVersion: '15.6',", "engineVersion: '15.6',\n      upgradeTo: '17.5',");
    const change = { DBClusterIdentifier: clusterName, MasterUserPassword: password, ApplyImmediately: true };
    await client.send(new ModifyDBClusterCommand(change));
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({}));
    const [{ Endpoint: host, Port: port } = {}] = DBClusters ?? [];
    load = new Load({ host, port, user: 'postgres', password }, databases, 1);
    await load.start();
  });
  afterAll(async () => {
    await load?.stop().catch(() => {});
    client?.destroy();
    server?.kill('SIGKILL');
    project?.remove();
  });

  test('killed with the embedded RDS while green is built and in the switchover, and continued', async () => {
    const first = project.start('upgrade', upgrade, { env: environment() });
    await first.until(/green to be built: \d of 3 tasks, [A-Z_]+/);
    await end('SIGKILL');
    await start();
    await first.until(/▶ 6\.3 +switchover/);
    first.kill('SIGKILL');
    await end('SIGKILL');
    await start();
    const last = project.start('upgrade', upgrade, { env: environment() });
    outputs.push((await first.ended).output, (await last.ended).output);
    expectExit(0, await last.ended);
    const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
    expect(DBClusters[0]?.EngineVersion).toBe('17.5');
  });

  test('every acknowledged change is in production, none was made twice, and sequences go on', async () => {
    const { acknowledged, found, twice, sequencesGoOn } = await load.stop();
    expect(acknowledged).toBeGreaterThan(300);
    expect({ found, twice, sequencesGoOn }).toEqual({ found: acknowledged, twice: 0, sequencesGoOn: true });
  });

  test('the password is in no output, event, state file and list of processes', async () => {
    outputs.push(server.output());
    const world = await (await fetch(`${endpoint}/_embedded/state`)).text();
    const said = [...outputs, world, readFileSync(stateFile(), 'utf8'), processesNaming('').join('\n')];
    for (const text of said) expect(text.includes(password)).toBe(false);
  });

  test('no process is left, and of an empty world no folder', async () => {
    expect(processes()).not.toEqual([]);
    await end('SIGTERM');
    await start('--reset', '--empty');
    await end('SIGTERM');
    expect(existsSync(dataFolder(stateFile()))).toBe(false);
  });
});
