import {
  DeleteBlueGreenDeploymentCommand,
  DescribeBlueGreenDeploymentsCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { eventually, type Plane } from '../../support/data-plane';

/** What goes wrong with real databases. Each test leaves the plane as it was, but for a table `t`. */
export function troubles(opened: () => Plane): void {
  let plane: Plane;
  let deployment: string;
  const statusOf = async (id: string) => {
    const input = { BlueGreenDeploymentIdentifier: id };
    const { BlueGreenDeployments } = await plane.client.send(new DescribeBlueGreenDeploymentsCommand(input));
    return BlueGreenDeployments?.[0];
  };
  const remove = async (id: string) => {
    const input = { BlueGreenDeploymentIdentifier: id, DeleteTarget: true };
    await plane.client.send(new DeleteBlueGreenDeploymentCommand(input));
    await plane.advance(20);
  };

  beforeAll(async () => {
    plane = opened();
    await plane.sql('orders', 'CREATE TABLE t (id serial PRIMARY KEY, v text)');
  });

  test('the Data API: named parameters, transactions, errors', async () => {
    const data = new RDSDataClient({
      endpoint: plane.rds.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    const cluster = {
      resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:orders',
      secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders',
    };
    const execute = (sql: string, more: Partial<ExecuteStatementCommand['input']> = {}) =>
      data.send(new ExecuteStatementCommand({ ...cluster, sql, ...more }));
    try {
      const { transactionId } = await data.send(new BeginTransactionCommand(cluster));
      const parameters = [{ name: 'v', value: { stringValue: "it's :v" } }];
      const insert = "INSERT INTO t (v) VALUES (:v), ('::v'), (':v')";
      expect(await execute(insert, { transactionId, parameters })).toMatchObject({ numberOfRecordsUpdated: 3 });
      await data.send(new CommitTransactionCommand({ ...cluster, transactionId }));
      const { records, columnMetadata } = await execute(
        'SELECT id, v, id > 1 AS later, NULL AS nothing, 1.5::float8 AS half, ARRAY[1, 2] AS list FROM t ORDER BY id LIMIT 1',
        { includeResultMetadata: true },
      );
      expect(records).toEqual([
        [
          { longValue: 1 },
          { stringValue: "it's :v" },
          { booleanValue: false },
          { isNull: true },
          { doubleValue: 1.5 },
          { arrayValue: { longValues: [1, 2] } },
        ],
      ]);
      expect(columnMetadata?.map(({ name, typeName }) => `${name} ${typeName}`)).toEqual([
        'id int4',
        'v text',
        'later bool',
        'nothing text',
        'half float8',
        'list _int4',
      ]);
      const undone = await data.send(new BeginTransactionCommand(cluster));
      await execute('DELETE FROM t', { transactionId: undone.transactionId });
      await data.send(new RollbackTransactionCommand({ ...cluster, transactionId: undone.transactionId }));
      expect((await execute('SELECT count(*) AS n FROM t', { formatRecordsAs: 'JSON' })).formattedRecords).toBe(
        '[{"n":3}]',
      );
      await expect(execute('SELECT nothing')).rejects.toMatchObject({ name: 'DatabaseErrorException' });
      await expect(execute('SELECT 1', { transactionId: 'x' })).rejects.toMatchObject({
        name: 'TransactionNotFoundException',
      });
      const other = { ...cluster, resourceArn: cluster.resourceArn.replace('orders', 'other') };
      await expect(execute('SELECT 1', other)).rejects.toMatchObject({ name: 'DatabaseNotFoundException' });
    } finally {
      data.destroy();
    }
  });

  test('with too few workers for the databases the creation fails, in the words of RDS', async () => {
    await plane.sql('orders', 'CREATE DATABASE second');
    await plane.sql('orders', 'CREATE DATABASE third');
    const id = await plane.deploy('too-few');
    await plane.advance(14);
    await plane.advance(20);
    const failed = await statusOf(id);
    expect(failed?.Status).toBe('INVALID_CONFIGURATION');
    expect(failed?.StatusDetails).toMatch(
      /^Creation of blue\/green deployment failed because of incompatible parameter settings/,
    );
    await remove(id);
    expect(await plane.sql('orders', 'SELECT slot_name FROM pg_replication_slots')).toEqual([]);
    await plane.sql('orders', 'DROP DATABASE second');
    await plane.sql('orders', 'DROP DATABASE third');
  });

  test('a table that cannot be copied fails the creation, and is named; the next one builds green anew', async () => {
    await plane.sql(
      'orders',
      `CREATE TABLE stubborn (id int PRIMARY KEY); INSERT INTO stubborn VALUES (1);
       CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN IF current_setting('session_replication_role') = 'replica' THEN RAISE 'not on a replica'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON stubborn FOR EACH ROW EXECUTE FUNCTION refuse();
       ALTER TABLE stubborn ENABLE ALWAYS TRIGGER refuse`,
    );
    const id = await plane.deploy('stubborn');
    await plane.advance(120);
    const failed = await statusOf(id);
    expect(failed?.Status).toBe('INVALID_CONFIGURATION');
    const reason = 'the rows of stubborn in the database shop could not be copied to green: not on a replica';
    expect(failed?.StatusDetails).toBe(`Creation of blue/green deployment failed because ${reason}.`);
    expect(plane.told.splice(0)).toEqual([expect.stringContaining('stubborn')]);
    await remove(id);
    expect(await plane.sql('orders', 'SELECT slot_name FROM pg_replication_slots')).toEqual([]);
    await plane.sql('orders', 'DROP TABLE stubborn; DROP FUNCTION refuse');
  });

  test('a transaction that does not end holds the creation up, and RDS says so', async () => {
    const session = await plane.connect('orders');
    await session.query("BEGIN; INSERT INTO t (v) VALUES ('long')");
    deployment = await plane.deploy('up');
    await plane.advance(14);
    expect((await plane.events()).at(-1)).toMatch(/^RDS can't configure the DB cluster orders as a replication source/);
    // However far the clock is set: nothing is built meanwhile.
    await plane.advance(300);
    expect((await statusOf(deployment))?.Status).toBe('PROVISIONING');
    await session.query('COMMIT');
    await session.end();
    await plane.advance(5);
    for (let n = 0; n < 3; n++) await plane.advance(20);
    expect((await statusOf(deployment))?.Status).toBe('AVAILABLE');
  });

  test('a switchover that is cancelled leaves blue as it was, and green goes on following', async () => {
    await plane.control('faults', { kind: 'course', effect: 'switchover-cancelled' });
    await plane.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    await plane.advance(0.2);
    await expect(plane.sql('orders', 'DELETE FROM t')).rejects.toThrow('read-only transaction');
    await plane.advance(1);
    await plane.sql('orders', "INSERT INTO t (v) VALUES ('after')");
    const { clusters } = plane.rds.world.regions['us-east-1']!;
    const green = Object.values(clusters).find(({ identifier }) => identifier.includes('green'))!.identifier;
    await eventually(async () => (await plane.sql(green, "SELECT FROM t WHERE v = 'after'")).length === 1);
  });

  test('DDL on blue breaks replication: RDS says so, and refuses the switchover', async () => {
    await plane.sql('orders', "ALTER TABLE t ADD COLUMN more int; INSERT INTO t (v, more) VALUES ('x', 1)");
    await eventually(async () => (await plane.events()).includes('Replication has been degraded.'));
    expect((await plane.events()).join('\n')).toContain("Data definition language (DDL) changes aren't supported");
    const switchover = new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment });
    await expect(plane.client.send(switchover)).rejects.toThrow('replication is degraded');
    await remove(deployment);
    expect(await plane.sql('orders', 'SELECT slot_name FROM pg_replication_slots')).toEqual([]);
    expect(await plane.sql('orders', 'SELECT pubname FROM pg_publication')).toEqual([]);
    await plane.sql('orders', 'UPDATE t SET v = NULL');
    expect(plane.told).toEqual([]);
  });
}
