import { BinlogConsumer, type Coordinates } from '../support/binlog-consumer';
import { eventually } from '../support/data-plane';
import { MysqlAppWithData } from '../support/mysql-app-with-data';
import { loadTables, MysqlLoadClient } from '../support/mysql-load';
import { describeWith } from '../support/tools';
import { expectExit } from './processes/playground';

const consumer = { user: 'consumer', password: 'cdc-pass-4471' };
const tables = 'CHECKSUM TABLE shop.orders, shop.accounts, shop.journal, shop.catalogue';

describeWith(['git', 'mariadb'], 'an upgrade of Aurora MySQL under load, with a consumer of its binary log', () => {
  let app: MysqlAppWithData;
  let reader: BinlogConsumer;
  let clients: MysqlLoadClient[] = [];
  let output = '';
  const endOf = async (cluster: string): Promise<Coordinates> => {
    const [row] = await app.sql('SHOW MASTER STATUS', cluster);
    return { file: String(row?.File), position: Number(row?.Position) };
  };
  const reaches = async (end: Coordinates) => eventually(() => reader.hasReached(end));

  beforeAll(async () => {
    [app, reader] = await Promise.all([MysqlAppWithData.open(), BinlogConsumer.start()]);
    const begin = await endOf('orders');
    // It was made with the cluster, before anything was logged.
    await reader.server.sql('CREATE DATABASE shop');
    await app.sql([
      ...loadTables,
      'CREATE TABLE catalogue (id int PRIMARY KEY, text text)',
      'INSERT INTO catalogue SELECT seq, REPEAT(MD5(seq), 20) FROM seq_1_to_2000',
      `CREATE USER ${consumer.user} IDENTIFIED BY '${consumer.password}'`,
      `GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO ${consumer.user}`,
    ]);
    await reader.readFrom(await app.login(), consumer.user, consumer.password, begin);
    const login = await app.login();
    clients = [1, 2, 3].map((number) => new MysqlLoadClient(login, number));
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await reader?.stop();
    await app?.close();
  });

  test('3.04.4 becomes 3.10.2, through a kill of the embedded RDS; the checks have asked the database through the endpoint', async () => {
    const { host, port } = await app.login();
    const running = app.upgrade();
    // Killed while blue takes no writes any more: the next one makes of it what the last one had begun.
    await Promise.race([...clients.map((client) => client.refused), running.ended]);
    app.server.kill('SIGKILL');
    await app.server.ended;
    await app.start();
    const ended = await running.ended;
    output = ended.output;
    expectExit(0, ended);
    expect(await app.version()).toBe('8.0.mysql_aurora.3.10.2');
    expect(output).toContain(`14 checks passed; 3 warnings; queried by a connection to ${host}:${port} as dba`);
    // What it is made to find, and no word of a check that the database could not answer.
    expect(output).toContain('1 table without a primary key (shop.journal)');
    expect(output).not.toMatch(/not checked|MySQL refused/i);
    expect(output).not.toContain(app.password);
  });

  test('every acknowledged change is in production, and none was made twice', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const acknowledged = await Promise.all(clients.map((client) => client.stop()));
    expect(Math.min(...acknowledged)).toBeGreaterThan(30);
    for (const [i, n] of acknowledged.entries()) {
      const [row] = await app.sql(
        `SELECT (SELECT COUNT(*) FROM orders WHERE client = ${i + 1} AND n <= ${n}) AS found,
           (SELECT COUNT(*) FROM orders WHERE client = ${i + 1}) AS made,
           (SELECT COUNT(*) FROM journal WHERE client = ${i + 1}) AS noted,
           (SELECT total FROM accounts WHERE client = ${i + 1}) AS total`,
      );
      expect(row).toEqual({ found: n, made: row?.made, noted: row?.made, total: row?.made });
    }
  });

  test('what old has is in production, the same to the byte', async () => {
    const [{ last } = {}] = await app.sql('SELECT MAX(id) AS last FROM orders', 'orders-old1');
    const sums = [
      'SELECT COUNT(*) AS n, MD5(GROUP_CONCAT(id, text ORDER BY id)) AS sum FROM catalogue',
      `SELECT COUNT(*) AS n, BIT_XOR(CRC32(CONCAT_WS(',', id, client, n))) AS sum FROM orders WHERE id <= ${last}`,
    ];
    for (const sum of sums) expect(await app.sql(sum)).toEqual(await app.sql(sum, 'orders-old1'));
  });

  test('the consumer reads old to its end, goes on at what was printed and tagged, and has what production has', async () => {
    const [, file = '', position] =
      /Consumers of the binary log of orders go on at (\S+):(\d+) of the new production/.exec(output) ?? [];
    const { TagList = [] } = (await app.described('orders-old1')) ?? {};
    expect(TagList.map(({ Value }) => Value)).toContain(`${file}:${position}`);
    const old = await app.login('orders-old1');
    await reader.readFrom(old, consumer.user, consumer.password, await reader.standsAt());
    await reaches(await endOf('orders-old1'));
    await reader.readFrom(await app.login(), consumer.user, consumer.password, { file, position: Number(position) });
    await reaches(await endOf('orders'));
    expect(await reader.server.sql(tables)).toEqual(await app.sql(tables));
  });
});
