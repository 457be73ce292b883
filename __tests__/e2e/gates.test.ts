import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeDBClustersCommand, ModifyDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { Client } from 'pg';
import { clusterName, createGroups, instanceNames, region } from '../support/created-cluster';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { type RunningCommand, serverLimit } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const password = 'gate-heron-4471';
const checkout = resolve(__dirname, '../..');

describeWith(['git'], 'gates before a switchover of real databases, and what is left after it', () => {
  let project: ProjectCopy;
  let client: RDSClient;
  let server: RunningCommand;
  let endpoint: string;
  const connections: Client[] = [];

  const control = async (path: string, body: unknown) => {
    const answer = await fetch(`${endpoint}/_embedded/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.ok).toBe(true);
  };
  const connect = async (cluster: string, application: string) => {
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    const [{ Endpoint: host, Port: port } = {}] = DBClusters ?? [];
    const to = { host, port, user: 'postgres', password, database: 'postgres', application_name: application };
    const connection = new Client(to);
    connection.on('error', () => {});
    await connection.connect();
    connections.push(connection);
    return connection;
  };
  const upgrade = (...words: string[]) =>
    project.start('upgrade', ['--yes', ...words], {
      env: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        PGUSER: 'postgres',
        PGPASSWORD: password,
        TERRAFORM_BINARY_NAME: join(project.aside, 'no-terraform'),
      },
    });

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
    const setup = await connect(clusterName, 'setup');
    await setup.query(
      `CREATE TABLE orders (id int PRIMARY KEY, note text);
       INSERT INTO orders SELECT i, repeat('x', 200) FROM generate_series(1, 10000) i;
       CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM orders`,
    );
    await setup.end();
    expectExit(0, await upgrade('--until', 'green').ended);
    // Half an hour passes in half a minute: time enough to see what holds a gate.
    await control('clock', { speed: 60 });
  });
  afterAll(async () => {
    await Promise.all(connections.map((each) => each.end().catch(() => {})));
    client?.destroy();
    server?.kill('SIGTERM');
    await server?.ended;
    project?.remove();
  });

  test('a transaction that is as old as the switchover has time holds it back by name, until it ends', async () => {
    const report = await connect(clusterName, 'nightly-report');
    await report.query('BEGIN');
    await report.query("INSERT INTO orders VALUES (0, 'late')");
    await pause(31_000);
    const run = upgrade('--analyze', '--switchover-timeout', '30');
    await run.until(
      /gate-switchover +waiting for a gate: PG_LONGTX 1 transaction open .*\(nightly-report\), idle in transaction/,
    );
    await report.query('COMMIT');
    const ended = await run.ended;
    expectExit(0, ended);
    const output = ended.output.replace(/\s+/g, ' ');
    expect(output).toMatch(/analyze-green no large table lacks statistics/);
    expect(output).toMatch(/1 materialized view to refresh \(postgres: public\.totals\)/);
    const production = await connect(clusterName, 'check');
    const { rows } = await production.query('SELECT count(*)::int AS count FROM orders WHERE id = 0');
    expect(rows).toEqual([{ count: 1 }]);
    await production.query('REFRESH MATERIALIZED VIEW totals');
    // A session tells its counters at its end, or after ten idle seconds.
    await production.end();
  });

  test('a client that stays on old is told by name, beside the number of CloudWatch; what was done is not told again', async () => {
    const stays = await connect(`${clusterName}-old1`, 'billing');
    await control('connections', { instance: `${instanceNames[0]}-old1`, count: 1 });
    const { rows } = await stays.query(
      "SELECT count(*)::int AS own FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename = 'postgres'",
    );
    expect(rows).toEqual([{ own: 1 }]);
    await pause(2_000);
    const ended = await upgrade().ended;
    expectExit(0, ended);
    const output = ended.output.replace(/\s+/g, ' ');
    expect(output).toMatch(
      /! 1 client session still on the old cluster, .*: 1 of postgres \(billing\) from 127\.0\.0\.1 in postgres\. CloudWatch counts connections: \S+-old1 1 \(/,
    );
    expect(output).not.toMatch(/materialized view/);
  });
});
