import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  DescribeDBClustersCommand,
  EnableHttpEndpointCommand,
  ModifyDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { Client } from 'pg';
import { clusterName, region } from '../support/created-cluster';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { type RunningCommand, serverLimit } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const password = 'harbour-quill-2207';

describeWith(['git'], 'preflight of a real database', () => {
  let project: ProjectCopy;
  let server: RunningCommand;
  let client: RDSClient;
  let endpoint: string;
  let host: string;
  let port: number;

  beforeAll(async () => {
    project = createApp();
    const args = ['--data', '--port', '0', '--speed', '2400', '--state', join(project.aside, 'rds.json')];
    const env = { NODE_PATH: resolve(__dirname, '../../node_modules') };
    server = project.start('local', args, { limit: serverLimit, env });
    endpoint = (await server.until(/answers at (http:\S+),/))[1]!;
    client = new RDSClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    const change = { DBClusterIdentifier: clusterName, MasterUserPassword: password, ApplyImmediately: true };
    await client.send(new ModifyDBClusterCommand(change));
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({}));
    ({ Endpoint: host, Port: port } = DBClusters![0] as { Endpoint: string; Port: number });
  });
  afterAll(async () => {
    client?.destroy();
    server?.kill('SIGTERM');
    await server?.ended;
    project?.remove();
  });

  const preflight = async (words: string[], env: Record<string, string | undefined> = {}) =>
    project.start('preflight', ['--to', '15.10', ...words], {
      env: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        PGUSER: 'postgres',
        PGPASSWORD: password,
        ...env,
      },
    }).ended;
  const sql = async (text: string) => {
    const connection = new Client({ host, port, user: 'postgres', password, database: 'postgres' });
    await connection.connect();
    await connection.query(text).finally(() => connection.end());
  };
  const events = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('finds what a deployment cannot replicate; its script repairs it', async () => {
    await sql('CREATE TABLE "Odd ""name""" (a int)');
    const found = await preflight([]);
    expectExit(3, found);
    expect(found.stdout).toMatch(/^✘ PG_NOPK 1 table without a primary key/m);
    expect(found.stdout).toMatch(
      /1 finding would stop the upgrade, .* passed; the databases were queried by a connection/,
    );
    const file = join(project.aside, 'remedies.sql');
    expectExit(3, await preflight(['--only', 'pg_nopk', '--script', file]));
    const script = readFileSync(file, 'utf8');
    await sql(script.replace(/^\\connect .*$/gm, ''));
    expectExit(0, await preflight([]));
  });

  test.each([
    [
      'no password is named',
      { PGPASSWORD: undefined },
      /DATA_NOT_CHECKED not checked: Nothing says where the password/,
    ],
    ['a wrong password', { PGPASSWORD: 'no-such-secret' }, /DATA_NOT_CHECKED not checked: [^\n]*password/],
  ])('what cannot be asked is not checked: %s', async (_, env, message) => {
    const result = await preflight([], env);
    expectExit(3, result);
    expect(result.stdout).toMatch(message);
    expect(result.stdout).toMatch(/1 check not made, .* next +/s);
    expect(result.output).not.toMatch(/no-such-secret|\n\s+at /);
    expectExit(0, await preflight(['--accept-unchecked'], env));
  });

  test('--json: a line for each, and the secret in none', async () => {
    await sql('SELECT lo_create(0)');
    const result = await preflight(['--json', '--skip', 'PG_LO', '--reason', 'nobody reads it']);
    expectExit(0, result);
    expect(events(result.stdout)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'FINDING', id: 'PG_LO', skipped: 'nobody reads it' }),
        expect.objectContaining({ code: 'CHECKED', verdict: 'passed', passed: expect.arrayContaining(['PG_NOPK']) }),
      ]),
    );
    expect(result.output).not.toContain(password);
    await sql('SELECT lo_unlink(oid) FROM pg_largeobject_metadata');
  });

  test('the Data API answers the same', async () => {
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({}));
    await client.send(new EnableHttpEndpointCommand({ ResourceArn: DBClusters![0]!.DBClusterArn }));
    const secret = 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:app-AbCdEf';
    const result = await preflight(['--data-api', '--database-secret', secret]);
    expectExit(0, result);
    expect(result.stdout).toMatch(/the databases were queried by the RDS Data API/);
  });
});
