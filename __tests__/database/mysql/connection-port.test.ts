import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionAccess } from '../../../scripts/database/access';
import { askAll } from '../../../scripts/database/ask-all';
import { NotReached } from '../../../scripts/database/database-port';
import { type MysqlOptions, MysqlPort } from '../../../scripts/database/mysql/connection-port';
import { freePort } from '../../../scripts/embedded-rds/database/free-port';
import { startMariadb, type TestMariadb } from '../../support/mariadb';
import { describeWith } from '../../support/tools';

const secret = 'read-only-2207';
const endpoint = 'orders.cluster-cabcdefghijk.eu-west-1.rds.amazonaws.com';
/** For that name, with its key, until 2126. */
const pem = readFileSync(join(__dirname, '../../fixtures/endpoint.pem'), 'utf8');

describeWith(['mariadb'], 'questions over a connection to MySQL', () => {
  let server: TestMariadb;
  let folder: string;
  const ports: MysqlPort[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aurora-tls-'));
    chmodSync(folder, 0o755);
    const file = join(folder, 'endpoint.pem');
    writeFileSync(file, pem);
    server = await startMariadb([`--ssl-key=${file}`, `--ssl-cert=${file}`]);
    await server.sql(
      'CREATE DATABASE shop',
      'CREATE DATABASE `We "sell" \'things\'`',
      'CREATE TABLE shop.orders (id bigint PRIMARY KEY, note text)',
      "INSERT INTO shop.orders VALUES (1, 'one'), (18446744073709551, NULL)",
      `CREATE USER preflight IDENTIFIED BY '${secret}'`,
      'GRANT SELECT ON shop.orders TO preflight',
      `CREATE USER crowded IDENTIFIED BY '${secret}' WITH MAX_USER_CONNECTIONS 1`,
      `CREATE USER locked IDENTIFIED BY '${secret}' ACCOUNT LOCK`,
    );
  });
  afterEach(async () => {
    await Promise.all(ports.splice(0).map((port) => port.close()));
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  interface Given extends Partial<ConnectionAccess> {
    password?: ConnectionAccess['password'];
    secret?: string;
    options?: Partial<MysqlOptions>;
  }

  function portTo({ secret: password = secret, options, ...access }: Given = {}): MysqlPort {
    const { host = '127.0.0.1', port = server.port, user = 'preflight' } = access;
    const whole: ConnectionAccess = {
      kind: 'connection',
      database: 'information_schema',
      password: { from: 'environment', variable: 'MYSQL_PWD' },
      endpoint: { host, port },
      ...access,
      host,
      port,
    };
    const made = new MysqlPort(whole, { user, password: async () => password }, options);
    ports.push(made);
    return made;
  }
  const ask = (port: MysqlPort, sql: string) => port.ask('information_schema', [{ id: 'ONE', sql }]);

  /** The sentence, and the proof that nothing that a program may print holds the password. */
  async function whyNot(given: Given): Promise<NotReached> {
    const error = await portTo(given)
      .ask(given.database ?? 'information_schema', [{ id: 'ONE', sql: 'SELECT 1 AS one' }])
      .then(
        () => undefined,
        (thrown: NotReached) => thrown,
      );
    expect(error).toBeInstanceOf(NotReached);
    const { message, remedy, stack, cause } = error!;
    expect(`${message} ${remedy} ${stack} ${String(cause)} ${JSON.stringify(error)}`).not.toContain(
      given.secret ?? secret,
    );
    return error!;
  }

  test('are answered by rows of plain values, with names in lower case', async () => {
    const answers = await portTo().ask('information_schema', [
      { id: 'ROWS', sql: 'SELECT o.id AS ID, o.note AS note, o.id > 1 AS late FROM shop.orders o ORDER BY 1' },
      { id: 'NONE', sql: 'SELECT 1 AS one FROM DUAL WHERE 1 = 0' },
      { id: 'SHOWN', sql: "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'aurora_version')" },
      { id: 'BYTES', sql: "SELECT CAST('x' AS BINARY) AS bytes, 1.5 AS number, NOW() > '2020-01-01' AS now" },
    ]);
    expect(answers).toEqual({
      ROWS: {
        rows: [
          { id: 1, note: 'one', late: 0 },
          { id: '18446744073709551', note: null, late: 1 },
        ],
      },
      NONE: { rows: [] },
      SHOWN: { rows: [{ variable_name: 'log_bin', value: 'ON' }] },
      BYTES: { rows: [{ bytes: 'x', number: '1.5', now: 1 }] },
    });
  });

  test('one that is refused leaves the others their answers', async () => {
    const answers = await portTo().ask('information_schema', [
      { id: 'A', sql: 'SELECT * FROM mysql.user' },
      { id: 'B', sql: 'SELECT 1 AS one' },
      { id: 'C', sql: 'SELEKT' },
    ]);
    expect(answers).toEqual({
      A: { failed: expect.stringMatching(/^MySQL refused it: .*denied.* \(error 1142\)\.$/) },
      B: { rows: [{ one: 1 }] },
      C: {
        failed: expect.stringMatching(/^MySQL refused it: You have an error in your SQL syntax.* \(error 1064\)\.$/),
      },
    });
  });

  test('change nothing, whoever asks, and only one statement at a time is taken', async () => {
    const port = portTo({ user: server.user, secret: server.password });
    expect(await ask(port, 'INSERT INTO shop.orders VALUES (99, NULL)')).toEqual({
      ONE: { failed: expect.stringMatching(/READ ONLY transaction \(error 1792\)/) },
    });
    expect(await ask(port, 'SELECT 1; SELECT 2')).toEqual({ ONE: { failed: expect.stringContaining('error 1064') } });
    expect(await server.sql('SELECT COUNT(*) AS n FROM shop.orders')).toEqual([{ n: 2 }]);
  });

  test('have limits: of time, and of waiting for locks', async () => {
    const options = { statement: 300, lock: 1_000 };
    const port = portTo({ user: server.user, secret: server.password, options });
    const answers = await port.ask('information_schema', [
      { id: 'SLOW', sql: 'SELECT SLEEP(5) AS slept FROM shop.orders' },
      { id: 'QUICK', sql: 'SELECT 1 AS one' },
    ]);
    expect(answers).toEqual({
      SLOW: { failed: 'It took longer than 0.3 s (error 1969).' },
      QUICK: { rows: [{ one: 1 }] },
    });
    const holder = await server.connect();
    await holder.query('LOCK TABLES shop.orders WRITE');
    const waiting = portTo({ user: server.user, secret: server.password });
    expect(await waiting.ask('information_schema', [{ id: 'ONE', sql: 'SELECT * FROM shop.orders' }])).toEqual({
      ONE: { failed: expect.stringMatching(/waited 1 s for a lock/) },
    });
    holder.destroy();
  });

  test('that take all of the time leave the last ones unasked', async () => {
    const port = portTo({ options: { all: 1 } });
    await ask(port, 'SELECT SLEEP(0.01) AS x');
    const answers = await port.ask('information_schema', [
      { id: 'A', sql: 'SELECT SLEEP(0.01) AS x' },
      { id: 'B', sql: 'SELECT 1 AS one' },
    ]);
    expect(answers.B).toEqual({ failed: expect.stringContaining('gave no answer to it in that time') });
  });

  test('use one connection, which is opened again once the server has ended it, and is closed', async () => {
    const port = portTo();
    const id = async () => {
      const { ONE } = await ask(port, 'SELECT CONNECTION_ID() AS id');
      return Number((ONE as { rows: { id: number }[] }).rows[0]!.id);
    };
    const first = await id();
    expect(await id()).toBe(first);
    await server.sql(`KILL ${first}`);
    const second = await id();
    expect(second).not.toBe(first);
    await port.close();
    const alive = () => server.sql(`SELECT 1 FROM information_schema.processlist WHERE id = ${second}`);
    for (let tries = 0; tries < 500 && (await alive()).length > 0; tries += 1)
      await new Promise((r) => setTimeout(r, 10));
    expect(await alive()).toEqual([]);
  });

  test('to a whole cluster list its databases without those of the server', async () => {
    const port = portTo({ user: server.user, secret: server.password });
    const answers = await askAll(port, [{ id: 'ONE', sql: 'SELECT 1 AS one' }], [], () => 7);
    expect(answers).toEqual({
      via: `a connection to 127.0.0.1:${server.port} as boss`,
      at: 7,
      databases: ['shop', 'We "sell" \'things\''],
      cluster: { ONE: { rows: [{ one: 1 }] } },
      each: {},
    });
  });

  describe('that cannot be asked have one sentence why', () => {
    test.each<[string, Given, RegExp, RegExp]>([
      [
        'a wrong password',
        { secret: 'wrong-5512' },
        /password of the database user preflight is wrong/,
        /in MYSQL_PWD/,
      ],
      [
        'a wrong password of a secret',
        { secret: 'wrong-5512', password: { from: 'secret', arn: 'arn:x' } },
        /preflight is wrong/,
        /in the secret/,
      ],
      ['a locked user', { user: 'locked' }, /locked/, /ACCOUNT UNLOCK/],
      [
        'a database that is missing',
        { database: 'gone' },
        /no right|may not use the database gone|no database gone/,
        /name/,
      ],
      ['a name that nobody knows', { host: 'orders.invalid' }, /orders\.invalid is unknown/, /--database-host/],
      [
        'a user whom RDS gives no token',
        { user: 'reader', secret: 'token-of-iam-8812', password: { from: 'iam' } },
        /did not accept the IAM token for the database user reader/,
        /AWSAuthenticationPlugin/,
      ],
    ])('%s', async (_, given, message, remedy) => {
      const error = await whyNot(given);
      expect(error.message).toMatch(message);
      expect(error.remedy).toMatch(remedy);
    });

    test('a port where nothing listens, and one that never answers', async () => {
      expect((await whyNot({ port: await freePort() })).message).toMatch(/refused the connection: nothing listens/);
      const silent = await listening(createServer(() => {}));
      const { message, remedy } = await whyNot({ port: silent.port, options: { connect: 200 } });
      expect(message).toMatch(/did not answer within 0\.2 seconds/);
      expect(remedy).toMatch(/open a tunnel/);
      silent.close();
    });

    test('something that is no MySQL', async () => {
      const http = await listening(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
      expect((await whyNot({ port: http.port })).message).toMatch(
        /was lost or could not be made|could not be completed/,
      );
      http.close();
    });

    test('more connections than a user may have', async () => {
      const held = await server.connect('crowded', secret);
      expect((await whyNot({ user: 'crowded' })).message).toMatch(/takes no more connections/);
      held.destroy();
    });
  });

  describe('over a tunnel to an endpoint of AWS', () => {
    const tunnel = (name: string, ca?: string): Given => ({
      endpoint: { host: name, port: 3306 },
      ...(ca === undefined ? {} : { options: { ca: [ca] } }),
    });
    test("TLS is used, and the server's name is the endpoint's", async () => {
      const port = portTo(tunnel(endpoint, pem));
      const { ONE } = await ask(port, "SHOW SESSION STATUS LIKE 'Ssl_version'");
      expect(ONE).toEqual({ rows: [{ variable_name: 'Ssl_version', value: expect.stringMatching(/^TLSv1\.[23]$/) }] });
    });

    test.each<[string, Given, RegExp]>([
      ['a certificate of nobody known', tunnel(endpoint), /was not issued by RDS/],
      ['a certificate of another name', tunnel('other.eu-west-1.rds.amazonaws.com', pem), /is not for other/],
    ])('%s is refused', async (_, given, message) => {
      expect((await whyNot(given)).message).toMatch(message);
    });

    test('a server without TLS gets no password', async () => {
      const plain = await listening(createServer((socket) => socket.write(greeting)));
      const { message } = await whyNot({ ...tunnel(endpoint, pem), port: plain.port });
      expect(message).toMatch(/does not offer TLS/);
      plain.close();
    });
  });

  /** A MySQL 8 that cannot do TLS. */
  const greeting = (() => {
    const body = Buffer.concat([
      Buffer.from([10]),
      Buffer.from('8.0.39\0'),
      Buffer.from([1, 0, 0, 0]),
      Buffer.from('abcdefgh\0'),
      Buffer.from([0xff, 0xf7, 45, 2, 0, 0xff, 0xc1, 21]),
      Buffer.alloc(10),
      Buffer.from('ijklmnopqrst\0'),
      Buffer.from('mysql_native_password\0'),
    ]);
    return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
  })();
});

async function listening(server: Server) {
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    close: () => [server.close(), ...sockets.map((socket) => socket.destroy())],
  };
}
