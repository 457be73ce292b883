import { existsSync, readdirSync } from 'node:fs';
import {
  DeleteBlueGreenDeploymentCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import type { Connection } from 'mysql2/promise';
import type { Row } from '../../../scripts/database/answers';
import { MysqlPort } from '../../../scripts/database/mysql/connection-port';
import { missingMariadb } from '../../../scripts/embedded-rds/database/mysql/installed';
import { mysqlChecks, mysqlStanding } from '../../../scripts/preflight/sql/mysql/catalogue';
import { minor } from '../../preflight/sql/mysql/contexts';
import { eventually, killServer, processesNaming } from '../../support/data-plane';
import { type MysqlPlane, openMysqlPlane, password, versions } from '../../support/mysql-plane';
import { describeWith } from '../../support/tools';

const readOnly = 1290;
const errno = (number: number) => expect.objectContaining({ errno: number });

/** Inserts rows as fast as they are acknowledged, until it is told to stop or is refused. */
function writer(connection: Connection, first: number) {
  let isStopped = false;
  let last = first - 1;
  const done = (async () => {
    while (!isStopped) {
      await connection.query('INSERT INTO orders (n, text) VALUES (?, REPEAT("x", 2000))', [last + 1]);
      last += 1;
    }
  })().catch(() => {});
  return {
    async stop() {
      isStopped = true;
      await done;
      return last;
    },
  };
}

describeWith(['mariadb'], 'an upgrade of Aurora MySQL with real databases', () => {
  let plane: MysqlPlane;
  let deployment: string;
  let green: string;
  const switchOver = () =>
    plane.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
  const count = async (cluster: string) => (await plane.sql(cluster, 'SELECT COUNT(*) AS n FROM orders'))[0]?.n;
  const insert = 'INSERT INTO orders (n) VALUES ((SELECT MAX(o.n) + 1 FROM orders o))';

  /** What a check says of green, as at the gate before the switchover, through its endpoint. */
  const said = async (id: string) => {
    const check = [...mysqlChecks, ...mysqlStanding].find((each) => each.id === id)!;
    const at = await plane.endpointOf(green);
    const access = { kind: 'connection', ...at, endpoint: at, database: 'information_schema' } as const;
    const port = new MysqlPort(
      { ...access, password: { from: 'environment', variable: 'MYSQL_PWD' } },
      { user: 'dba', password: async () => password },
    );
    try {
      const sql = typeof check.sql === 'string' ? check.sql : check.sql(minor.from, minor);
      const answers = await port.ask('information_schema', [{ id, sql }]);
      const asked = [{ database: '', rows: (answers[id] as { rows: Row[] }).rows }];
      const context = { ...minor, switchoverTimeoutSeconds: 300 };
      expect(check.unseen?.(asked, context)).toBeUndefined();
      return check.judge(asked, context).map(({ severity, message }) => `${severity}: ${message}`);
    } finally {
      await port.close();
    }
  };
  const ofGreen = async () =>
    (await Promise.all(['MY_REPLICA', 'MY_REPLICA_BROKEN', 'MY_GREEN_WRITES'].map(said))).flat();

  beforeAll(async () => {
    plane = await openMysqlPlane();
    await plane.sql('orders', [
      'CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, n int NOT NULL UNIQUE, text text)',
      'INSERT INTO orders (n) VALUES (1), (2)',
      'CREATE DATABASE billing',
      'CREATE TABLE billing.log (text text) ENGINE = MyISAM',
      "INSERT INTO billing.log VALUES ('a')",
      "CREATE USER clerk IDENTIFIED BY 'clerk-pass-1'",
      'GRANT SELECT, INSERT ON shop.* TO clerk',
    ]);
  });
  afterAll(() => plane?.close());

  test('blue writes a binary log, its master user is no superuser, and a reader begins read only', async () => {
    const [row] = await plane.sql(
      'orders',
      'SELECT @@log_bin AS log_bin, @@binlog_format AS format, @@read_only AS ro',
    );
    expect(row).toEqual({ log_bin: 1, format: 'ROW', ro: 0 });
    await expect(plane.sql('orders', 'SET GLOBAL binlog_format = 1')).rejects.toEqual(errno(1227));
    expect(await plane.sql('orders', 'SELECT COUNT(*) AS n FROM orders', { reader: true })).toEqual([{ n: 2 }]);
    await expect(plane.sql('orders', insert, { reader: true })).rejects.toThrow('READ ONLY transaction');
    await expect(plane.sql('orders', 'SELECT 1', { user: 'rdsadmin' })).rejects.toEqual(errno(1045));
    for (const reader of [false, true])
      await expect(plane.sql('orders', 'SELECT 1', { reader, secret: 'wrong' })).rejects.toEqual(errno(1045));
    const long = await plane.sql('orders', "SELECT REPEAT('x', 100000) AS text", { reader: true, compress: true });
    expect(String(long[0]?.text)).toHaveLength(100_000);
  });

  test("RDS's own procedures and tables answer", async () => {
    const [, , retention] = [
      await plane.sql('orders', "CALL mysql.rds_set_configuration('binlog retention hours', 24)"),
      await expect(plane.sql('orders', 'CALL mysql.rds_set_read_only()')).rejects.toEqual(errno(1318)),
      await plane.sql('orders', "SELECT value FROM mysql.rds_configuration WHERE name = 'binlog retention hours'"),
    ];
    expect(retention).toEqual([{ value: '24' }]);
    const idle = await plane.connect('orders');
    const [row] = await plane.sql('orders', `SELECT ${idle.threadId} AS id`);
    await plane.sql('orders', `CALL mysql.rds_kill(${row?.id})`);
    await expect(idle.query('SELECT 1')).rejects.toThrow();
  });

  // The README's table of what MariaDB cannot play.
  test.each([
    ['SELECT aurora_version()', 1305],
    ['SELECT @@aurora_version', 1193],
    ['SELECT @@gtid_mode', 1193],
    ['SHOW BINARY LOG STATUS', 1064],
    ["CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'a'", 1064],
    ['CREATE TABLE u (a text) COLLATE utf8mb4_0900_ai_ci', 1273],
    ['SELECT @@max_execution_time', 1193],
  ])('it does not know %s', async (statement, number) => {
    await expect(plane.sql('orders', statement)).rejects.toEqual(errno(number));
  });

  test('green is a clone of blue in one moment, made while it is written to, and follows', async () => {
    const session = await plane.connect('orders');
    await session.query('CREATE TEMPORARY TABLE held (a text) ENGINE = Aria');
    deployment = await plane.deploy('up', versions.to);
    await plane.advance(14);
    const writers = [writer(await plane.connect('orders'), 100_000), writer(await plane.connect('orders'), 200_000)];
    await plane.advance(40);
    const ends = await Promise.all(writers.map((each) => each.stop()));
    green = await plane.green();
    const acknowledged = 2 + ends.reduce((sum, end, i) => sum + end - 100_000 * (i + 1) + 1, 0);
    expect(acknowledged).toBeGreaterThan(20);
    expect(await count('orders')).toBe(acknowledged);
    await eventually(async () => (await count(green)) === acknowledged);
    const sums = 'CHECKSUM TABLE shop.orders, billing.log';
    expect(await plane.sql(green, sums)).toEqual(await plane.sql('orders', sums));
    const [status] = await plane.sql(green, 'SHOW REPLICA STATUS');
    expect(status).toMatchObject({ Slave_IO_Running: 'Yes', Slave_SQL_Running: 'Yes', Seconds_Behind_Master: 0 });
    const ids = await Promise.all(['orders', green].map((each) => plane.sql(each, 'SELECT @@server_id AS id')));
    expect(ids[0]).not.toEqual(ids[1]);
    // The server of green, as it starts, removes none of blue's.
    await session.query('SELECT 1 FROM held a JOIN held b');
  });

  test('changes of the schema, users and grants reach it; it is read only but for CONNECTION_ADMIN', async () => {
    await plane.sql('orders', [
      'ALTER TABLE orders ADD COLUMN note text',
      'ALTER USER clerk IDENTIFIED BY "clerk-pass-2"',
    ]);
    const clerk = { user: 'clerk', secret: 'clerk-pass-2' };
    await eventually(() =>
      plane.sql(green, 'SELECT note FROM orders LIMIT 1', clerk).then(
        () => true,
        () => false,
      ),
    );
    await expect(plane.sql(green, insert, clerk)).rejects.toEqual(errno(readOnly));
    await plane.sql(green, ['CREATE TABLE scratch (a int)', 'DROP TABLE scratch']);
    const rows = await plane.sql('orders', 'SELECT DISTINCT role, status FROM mysql.rds_topology ORDER BY 1');
    expect(rows).toEqual([
      { role: 'BLUE_GREEN_DEPLOYMENT_SOURCE', status: 'AVAILABLE' },
      { role: 'BLUE_GREEN_DEPLOYMENT_TARGET', status: 'AVAILABLE' },
    ]);
  });

  test('the checks of green find nothing, a writer on it, and one that is not read only', async () => {
    expect(await ofGreen()).toEqual([]);
    const busy = await plane.connect(green);
    await busy.query('START TRANSACTION');
    await busy.query(insert);
    // The server remembers its transactions for a tenth of a second.
    await eventually(async () => (await ofGreen()).length > 0);
    expect(await ofGreen()).toEqual([expect.stringMatching(/^block: 1 transaction .* of dba, 1 row\)/)]);
    await busy.query('ROLLBACK');
    await eventually(async () => (await ofGreen()).length === 0);
    await plane.sql(green, 'CALL mysql.rds_set_read_only(0)');
    expect(await ofGreen()).toEqual([expect.stringMatching(/^block: Green is not read only/)]);
    await plane.sql(green, 'CALL mysql.rds_set_read_only(1)');
    await plane.sql(green, 'CALL mysql.rds_stop_replication');
    expect(await ofGreen()).toEqual([
      expect.stringMatching(/^block: Green does not replicate \(it reads: No, it applies: No\)/),
      expect.stringMatching(/^warn: Green does not replicate at the moment \(reads/),
    ]);
    await plane.sql(green, 'CALL mysql.rds_start_replication');
    await eventually(async () => (await ofGreen()).length === 0);
  });

  test('all servers ended and started again: it goes on following', async () => {
    await plane.restart();
    await plane.sql('orders', insert);
    const n = await count('orders');
    await eventually(async () => (await count(green)) === n);
  });

  test('a server that somebody kills is started again, which is told, and green goes on following', async () => {
    killServer(plane.folderOf('orders'), 'mariadbd');
    await eventually(() =>
      plane.sql('orders', insert).then(
        () => true,
        () => false,
      ),
    );
    expect(plane.told).toContainEqual(expect.stringMatching(/^The database server of cluster-\w+ has ended by itself/));
    const n = await count('orders');
    await eventually(async () => (await count(green)) === n);
  });

  test('a switchover that is cancelled: nobody writes meanwhile, then everybody as before', async () => {
    await plane.control('faults', { kind: 'course', effect: 'switchover-cancelled' });
    const idle = await plane.connect('orders');
    await switchOver();
    await plane.advance(0.2);
    await expect(idle.query(insert)).rejects.toThrow();
    await expect(plane.sql('orders', insert)).rejects.toEqual(errno(readOnly));
    await expect(plane.sql('orders', 'SET GLOBAL read_only = 0')).rejects.toEqual(errno(1227));
    await plane.advance(1);
    expect(await plane.statusOf(deployment)).toBe('AVAILABLE');
    await plane.sql('orders', insert);
    const n = await count('orders');
    await eventually(async () => (await count(green)) === n);
    await plane.sql(green, ['CREATE TABLE scratch (a int)', 'DROP TABLE scratch']);
  });

  test('a green that does not catch up in time cancels it', async () => {
    await plane.sql(green, 'CALL mysql.rds_stop_replication');
    await plane.sql('orders', insert);
    await switchOver();
    await plane.advance(0.2);
    expect(await plane.statusOf(deployment)).toBe('AVAILABLE');
    expect((await plane.events()).join()).toContain('the green environment did not catch up in time');
    await plane.sql('orders', insert);
    await plane.sql(green, 'CALL mysql.rds_start_replication');
    const n = await count('orders');
    await eventually(async () => (await count(green)) === n);
  });

  test('the switchover: the event has the coordinates at which the new production goes on', async () => {
    const n = Number(await count('orders'));
    await switchOver();
    await plane.advance(0.2);
    // A kill in this moment changes nothing.
    await plane.restart();
    await expect(plane.sql('orders', insert)).rejects.toEqual(errno(readOnly));
    await plane.advance(1);
    const told = (await plane.events()).join('\n');
    const [, file, position] = /Binary log coordinates .*: file (\S+) and position (\d+)/.exec(told) ?? [];
    expect(await count('orders')).toBe(n);
    await plane.sql('orders', insert);
    expect(await count('orders')).toBe(n + 1);
    const changes = await plane.sql('orders', `SHOW BINLOG EVENTS IN '${file}' FROM ${position}`);
    const events = changes.map(({ Event_type }) => Event_type);
    expect(events.filter((type) => /^Write_rows/.test(String(type)))).toHaveLength(1);
    expect(await plane.sql('orders', 'SHOW REPLICA STATUS')).toEqual([]);
    expect((await plane.sql('orders', 'SELECT @@read_only AS ro'))[0]).toEqual({ ro: 0 });
  });

  test('old stays as it was, takes no writes, and goes with its cluster', async () => {
    expect(await plane.sql('orders-old1', 'SELECT @@read_only AS ro')).toEqual([{ ro: 1 }]);
    await expect(plane.sql('orders-old1', insert)).rejects.toEqual(errno(readOnly));
    const folder = plane.folderOf('orders-old1');
    expect(processesNaming(folder)).not.toEqual([]);
    await plane.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    await plane.advance(5);
    for (const DBInstanceIdentifier of ['orders-1-old1', 'orders-2-old1'])
      await plane.client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier }));
    await plane.client.send(
      new DeleteDBClusterCommand({ DBClusterIdentifier: 'orders-old1', SkipFinalSnapshot: true }),
    );
    await plane.advance(30);
    expect(processesNaming(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(`${plane.folder}/data`)).toHaveLength(1);
  });

  test('a green that is kept goes on replicating, and takes no writes', async () => {
    deployment = await plane.deploy('kept');
    await plane.advance(90);
    green = await plane.green();
    await plane.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    await plane.advance(5);
    await plane.sql('orders', insert);
    const n = Number(await count('orders'));
    await eventually(async () => (await count(green)) === n);
    await expect(plane.sql(green, insert)).rejects.toEqual(errno(readOnly));
  });

  test('the next deployment begins with what the last one left; what green cannot apply degrades it at once', async () => {
    const n = Number(await count('orders'));
    deployment = await plane.deploy('again');
    await plane.advance(90);
    green = await plane.green();
    await plane.sql('orders', insert);
    await eventually(async () => (await count(green)) === n + 1);
    await plane.sql(green, insert);
    await plane.sql('orders', insert);
    await eventually(async () => (await plane.events()).includes('Replication has been degraded.'));
    expect(await ofGreen()).toEqual([
      expect.stringMatching(/^block: Green does not replicate .*error 1062 at mysql-bin-changelog\.\d+:\d+/),
      expect.stringMatching(
        /^block: Green has stopped applying changes: error 1062 at mysql-bin-changelog\.\d+:\d+\.$/,
      ),
    ]);
    await expect(switchOver()).rejects.toThrow();
  });

  test('no password is in the world', () => {
    expect(JSON.stringify(plane.rds.world)).not.toContain(password);
  });
});

describe('where there is no MariaDB', () => {
  const { MARIADBD } = process.env;
  let plane: MysqlPlane;
  beforeAll(async () => {
    process.env.MARIADBD = '/nowhere/mariadbd';
    plane = await openMysqlPlane();
  });
  afterAll(async () => {
    if (MARIADBD === undefined) delete process.env.MARIADBD;
    else process.env.MARIADBD = MARIADBD;
    await plane?.close();
  });

  test('that is told once, with what to do, and the cluster is as without a database', async () => {
    expect(plane.told).toEqual([missingMariadb('orders')]);
    expect(plane.told[0]).toMatch(/^orders has no database: MariaDB.* apt-get install mariadb-server-core .*MARIADBD=/);
    expect((await plane.endpointOf('orders')).host).toMatch(/^orders\.cluster-/);
    expect(await plane.deploy('up', versions.to)).toMatch(/^bgd-/);
    await plane.advance(60);
    expect(await plane.green()).toMatch(/green/);
  });
});
