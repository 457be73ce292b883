import { join } from 'node:path';
import {
  DeleteBlueGreenDeploymentCommand,
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClustersCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import type { Client } from 'pg';
import { clusterNamed } from '../../../scripts/embedded-rds/world/lookup';
import type { SqlCheck } from '../../../scripts/preflight/sql/sql-check';
import { globalsOf } from '../../../scripts/preflight/sql/standing/globals';
import { objectsBeside } from '../../../scripts/preflight/sql/standing/objects';
import { schemaOf } from '../../../scripts/preflight/sql/standing/schema';
import { eventually, killServer, openPlane, type Plane, password, processesNaming } from '../../support/data-plane';
import { everyKind, inventory } from './every-kind';
import { troubles } from './troubles';

const schema = `
CREATE EXTENSION pgcrypto;
CREATE SCHEMA sales;
CREATE TYPE sales.state AS ENUM ('new', 'paid');
CREATE DOMAIN sales.amount AS numeric(10, 2) CHECK (VALUE >= 0);
CREATE FUNCTION sales.label(n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'no. ' || n $$;
CREATE TABLE sales.customers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE sales.orders (id serial PRIMARY KEY, customer int REFERENCES sales.customers, state sales.state DEFAULT 'new',
  amount sales.amount, label text GENERATED ALWAYS AS (sales.label(id)) STORED);
CREATE INDEX ON sales.orders (state) WHERE state = 'new';
CREATE TABLE sales.log (at date NOT NULL, text text, PRIMARY KEY (at, text)) PARTITION BY RANGE (at);
CREATE TABLE sales.log_2026 PARTITION OF sales.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW sales.open AS SELECT * FROM sales.orders WHERE state = 'new';
CREATE MATERIALIZED VIEW sales.totals AS SELECT state, sum(amount) FROM sales.orders GROUP BY state;
CREATE FUNCTION sales.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER note BEFORE INSERT ON sales.orders FOR EACH ROW EXECUTE FUNCTION sales.note();
CREATE UNLOGGED TABLE sales.cache (k int);
CREATE SEQUENCE sales."Restarted ""s""";
CREATE SEQUENCE sales.uncalled;
CREATE SEQUENCE sales.down INCREMENT -1;
CREATE TABLE sales.keyless (a int);
CREATE ROLE clerk LOGIN PASSWORD 'clerk-pass-1';
CREATE ROLE rdsreports LOGIN;
GRANT rdsreports TO clerk;
GRANT USAGE ON SCHEMA sales TO clerk;
GRANT SELECT, INSERT ON sales.customers TO clerk;
INSERT INTO sales.customers (name) SELECT 'c' || g FROM generate_series(1, 500) g;
INSERT INTO sales.orders (customer, amount) SELECT g, g FROM generate_series(1, 500) g;
INSERT INTO sales.log VALUES ('2026-05-01', 'x');
INSERT INTO sales.cache VALUES (1);
INSERT INTO sales.keyless VALUES (1);
CREATE TABLE sales.walled (a int PRIMARY KEY);
INSERT INTO sales.walled VALUES (1);
ALTER TABLE sales.walled ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
SELECT lo_from_bytea(4711, 'x')`;

/** One for all: to open it takes seconds. */
let plane: Plane;
beforeAll(async () => {
  plane = await openPlane();
});
afterAll(() => plane?.close());

describe('what goes wrong with real databases', () => troubles(() => plane));

describe('an upgrade from PostgreSQL 15 to 17 with real databases', () => {
  let deployment: string;
  const green = async () => {
    const { DBClusters = [] } = await plane.client.send(new DescribeDBClustersCommand({}));
    return (
      DBClusters.find(({ DBClusterIdentifier }) => DBClusterIdentifier?.includes('green'))?.DBClusterIdentifier ?? ''
    );
  };
  const refused = (cluster: string, text: string, options?: object) =>
    expect(plane.sql(cluster, text, options)).rejects;

  test('blue is what its cluster says, and shows what only Aurora has', async () => {
    await plane.sql('orders', schema);
    await plane.sql('orders', everyKind);
    await plane.sql('orders', 'CREATE DATABASE archive');
    await plane.sql(
      'orders',
      "ALTER DATABASE archive SET work_mem = '5MB'; REVOKE CONNECT ON DATABASE archive FROM PUBLIC",
    );
    expect(
      await plane.sql(
        'orders',
        `SELECT current_setting('server_version_num')::int / 10000 AS major, aurora_version() AS aurora,
           (SELECT setting FROM pg_settings WHERE name = 'rds.logical_replication') AS logical,
           (SELECT setting FROM pg_settings WHERE name = 'rds.logically_replicate_unlogged_tables') AS unlogged`,
      ),
    ).toEqual([{ major: 15, aurora: '15.10', logical: 'on', unlogged: 'off' }]);
    await refused('orders', 'SELECT 1', { database: 'rdsadmin' }).toThrow('permission denied for database');
    await refused('orders', 'INSERT INTO sales.keyless VALUES (2)', { reader: true }).toThrow('read-only transaction');
  });

  test('from the creation on, changes without a key fail on blue', async () => {
    deployment = await plane.deploy('up');
    await plane.advance(14);
    await refused('orders', 'UPDATE sales.keyless SET a = 3').toThrow('does not have a replica identity');
  });

  test('green is PostgreSQL 17 with the schema and the rows, and follows', async () => {
    await plane.advance(40);
    await plane.sql(
      'orders',
      "INSERT INTO sales.orders (customer, amount) VALUES (1, 7); UPDATE sales.customers SET name = 'changed' WHERE id = 2",
    );
    const name = await green();
    const catalogue = `SELECT (SELECT json_agg(x ORDER BY x) FROM (SELECT concat(relname, relkind, relpersistence) AS x FROM pg_class
        WHERE relnamespace = 'sales'::regnamespace) r) AS relations,
      (SELECT json_agg(x ORDER BY x) FROM (SELECT conname || pg_get_constraintdef(oid) AS x FROM pg_constraint
        WHERE connamespace = 'sales'::regnamespace) c) AS constraints,
      (SELECT json_agg(x ORDER BY x) FROM (SELECT pg_get_indexdef(indexrelid) AS x FROM pg_index JOIN pg_class c ON c.oid = indrelid
        WHERE relnamespace = 'sales'::regnamespace) i) AS indexes,
      (SELECT json_agg(x ORDER BY x) FROM (SELECT column_name || coalesce(column_default, '') || is_nullable || data_type
        || is_identity || is_generated AS x FROM information_schema.columns WHERE table_schema = 'sales') k) AS columns`;
    expect(await plane.sql(name, catalogue)).toEqual(await plane.sql('orders', catalogue));
    expect(
      await plane.sql(
        name,
        `SELECT current_setting('server_version_num')::int / 10000 AS major, (SELECT count(*)::int FROM sales.orders) AS orders,
           (SELECT name FROM sales.customers WHERE id = 2) AS name, (SELECT count(*)::int FROM sales.cache) AS unlogged,
           has_table_privilege('clerk', 'sales.customers', 'INSERT') AS granted, current_setting('max_replication_slots') AS slots`,
      ),
    ).toEqual([{ major: 17, orders: 501, name: 'changed', unlogged: 0, granted: true, slots: '20' }]);
    await refused(name, 'SELECT * FROM sales.totals').toThrow('has not been populated');
    await refused(name, 'SELECT lo_get(4711)').toThrow('does not exist');
    await refused(name, 'INSERT INTO sales.keyless VALUES (2)').toThrow('read-only transaction');
    const rows = await plane.sql(
      'orders',
      "SELECT DISTINCT role, status FROM get_blue_green_fast_switchover_metadata('x') ORDER BY 1",
    );
    expect(rows).toEqual([
      { role: 'BLUE_GREEN_DEPLOYMENT_SOURCE', status: 'AVAILABLE' },
      { role: 'BLUE_GREEN_DEPLOYMENT_TARGET', status: 'AVAILABLE' },
    ]);
    const names = await plane.sql('orders', 'SELECT slot_name FROM pg_replication_slots');
    expect(names).toHaveLength(4);
    for (const { slot_name } of names) expect(slot_name).toMatch(/^rds_us_east_1_bgd_\w{16}_bg_slot_\d+$/);
  });

  describe('of green, nothing differs', () => {
    let [blue, copy]: Client[] = [];
    beforeAll(async () => {
      [blue, copy] = [await plane.connect('orders'), await plane.connect(await green())];
    });
    afterAll(() => Promise.all([blue?.end(), copy?.end()]));

    test.each(Object.entries(inventory))('%s', async (_, query) => {
      const { rows } = await blue!.query(query);
      expect(rows.length).toBeGreaterThan(0);
      expect((await copy!.query(query)).rows).toEqual(rows);
    });
  });

  test('the check of a standing deployment sees no difference', async () => {
    const same = async (cluster: string, { sql }: Pick<SqlCheck, 'sql'> = schemaOf) => {
      const rows = await plane.sql(cluster, String(sql));
      return rows.map(({ kind, objects }) => [
        kind,
        JSON.parse(String(objects)).map((object: string[]) => object.slice(0, 2)),
      ]);
    };
    expect(await same(await green())).toEqual(await same('orders'));
    const before = JSON.stringify(await same('orders'));
    await plane.sql('orders', 'BEGIN; ALTER TABLE sales.keyless SET UNLOGGED; COMMIT');
    expect(JSON.stringify(await same('orders'))).not.toBe(before);
    await plane.sql(
      'orders',
      'ALTER TABLE sales.keyless SET LOGGED; ALTER TABLE sales.walled NO FORCE ROW LEVEL SECURITY',
    );
    expect(JSON.stringify(await same('orders'))).not.toBe(before);
    await plane.sql('orders', 'ALTER TABLE sales.walled FORCE ROW LEVEL SECURITY');
    expect(JSON.stringify(await same('orders'))).toBe(before);
    const shared = await same('orders', globalsOf);
    expect(shared.map(([kind]) => kind)).toEqual(expect.arrayContaining(['role', 'setting', 'privileges']));
    expect(await same(await green(), globalsOf)).toEqual(shared);
    const beside = await same('orders', objectsBeside);
    expect(beside.map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['privileges', 'ownership', 'options', 'cast']),
    );
    expect(await same(await green(), objectsBeside)).toEqual(beside);
  });

  test('a database that was closed meanwhile cancels the switchover, and blue takes writes again', async () => {
    await plane.sql('orders', 'ALTER DATABASE archive ALLOW_CONNECTIONS false');
    await plane.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    await plane.advance(1);
    const { BlueGreenDeployments } = await plane.client.send(new DescribeBlueGreenDeploymentsCommand({}));
    expect(BlueGreenDeployments?.map(({ Status }) => Status)).toEqual(['AVAILABLE']);
    expect(await plane.sql('orders', "SELECT nextval('sales.customers_id_seq')::int AS id")).toEqual([{ id: 501 }]);
    await plane.sql('orders', 'ALTER DATABASE archive ALLOW_CONNECTIONS true');
    await plane.sql(
      'orders',
      `ALTER SEQUENCE sales."Restarted ""s""" RESTART 50; SELECT setval('sales.uncalled', 70, false), setval('sales.down', -5)`,
    );
  });

  test('the switchover ends sessions, and blue takes no write, whatever a client says', async () => {
    const session = await plane.connect('orders');
    const ended = new Promise((resolve) => session.once('end', resolve));
    await session.query('BEGIN; INSERT INTO sales.keyless VALUES (99)');
    await plane.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    expect(
      await plane.sql('orders', "SELECT DISTINCT status FROM get_blue_green_fast_switchover_metadata('x')"),
    ).toEqual([{ status: 'SWITCHOVER_INITIATED' }]);
    await plane.advance(0.2);
    await ended;
    const lifted = 'SET default_transaction_read_only = off; INSERT INTO sales.keyless VALUES (2)';
    await refused('orders', lifted).toThrow('read-only transaction');
    await plane.advance(1);
    await refused('orders-old1', lifted).toThrow('read-only transaction');
  });

  test('production has the rows, goes on counting, and is alone', async () => {
    expect(
      await plane.sql(
        'orders',
        `INSERT INTO sales.orders (customer, amount) VALUES (3, 8)
         RETURNING id, current_setting('server_version_num')::int / 10000 AS major, (SELECT count(*)::int FROM sales.keyless) AS keyless`,
      ),
    ).toEqual([{ id: 502, major: 17, keyless: 1 }]);
    expect(await plane.sql('orders', "INSERT INTO sales.customers (name) VALUES ('next') RETURNING id")).toEqual([
      { id: 502 },
    ]);
    expect(
      await plane.sql(
        'orders',
        `SELECT nextval('sales."Restarted ""s"""')::int AS restarted, nextval('sales.uncalled')::int AS uncalled,
           nextval('sales.down')::int AS down`,
      ),
    ).toEqual([{ restarted: 50, uncalled: 70, down: -6 }]);
    expect(await plane.sql('orders', 'SELECT subname FROM pg_stat_subscription')).toEqual([]);
  });

  test('old takes writes again when its record is gone, and nothing of the deployment is left on it', async () => {
    await plane.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: deployment }));
    await plane.advance(4);
    await plane.sql('orders-old1', 'UPDATE sales.keyless SET a = 5');
    expect(await plane.sql('orders-old1', 'SELECT pubname FROM pg_publication')).toEqual([]);
    const { BlueGreenDeployments } = await plane.client.send(new DescribeBlueGreenDeploymentsCommand({}));
    expect(BlueGreenDeployments).toEqual([]);
  });

  test('a server that somebody kills is started again', async () => {
    const [region] = Object.values(plane.rds.world.regions);
    const { resourceId } = clusterNamed({ world: plane.rds.world, region: region!, now: 0 }, 'orders');
    await plane.sql('orders', "UPDATE sales.customers SET name = 'before the crash' WHERE id = 3");
    killServer(join(plane.folder, 'data', resourceId), 'postgres');
    const names = 'SELECT name FROM sales.customers WHERE id = 3';
    await eventually(() =>
      plane.sql('orders', names).then(
        ([row]) => row?.name === 'before the crash',
        () => false,
      ),
    );
  });

  test('what was left out is told, and who was started again; and the password is nowhere', async () => {
    expect(plane.told).toEqual([
      'Not copied to green: what materialized views hold in the database shop: sales.totals.',
      'Not copied to green: what unlogged tables hold in the database shop: sales.cache.',
      'Not copied to green: large objects in the database shop: 4711.',
      expect.stringMatching(/^The database server of cluster-\w+ has ended by itself, and is started again\.$/),
    ]);
    expect(JSON.stringify(plane.rds.world)).not.toContain(password);
    expect(processesNaming(password)).toEqual([]);
    const { folder } = plane;
    await plane.close();
    expect(processesNaming(folder)).toEqual([]);
  });
});
