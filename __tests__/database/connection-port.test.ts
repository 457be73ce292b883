import { createServer, type Server } from 'node:net';
import type { ConnectionAccess } from '../../scripts/database/access';
import type { Answer } from '../../scripts/database/answers';
import { askAll } from '../../scripts/database/ask-all';
import { type ConnectionOptions, ConnectionPort } from '../../scripts/database/connection-port';
import { NotReached } from '../../scripts/database/database-port';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { describeTls } from './tls';

let server: TestPostgres;
const ports: ConnectionPort[] = [];

beforeAll(async () => {
  server = await startPostgres(15, { track_activity_query_size: '4kB' });
  await server.sql(`
    CREATE TABLE public.orders (id bigint PRIMARY KEY, note text);
    INSERT INTO public.orders SELECT n, 'note ' || n FROM generate_series(1, 3) AS n;
    CREATE TABLE public.secrets (id int);
    CREATE ROLE preflight LOGIN PASSWORD 'read-only-2207';
    CREATE ROLE idle_role NOLOGIN PASSWORD 'read-only-2207';
    CREATE ROLE crowded LOGIN PASSWORD 'read-only-2207' CONNECTION LIMIT 0;
    GRANT SELECT ON public.orders TO preflight;
  `);
  for (const name of ['shop', 'closed', '"We ""sell"" things"']) await server.sql(`CREATE DATABASE ${name}`);
  await server.sql('REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
});

afterEach(async () => {
  await Promise.all(ports.splice(0).map((port) => port.close()));
});

afterAll(async () => server.stop());

interface Given extends Partial<ConnectionAccess> {
  secret?: string;
  options?: Partial<ConnectionOptions>;
}

/** As the read-only user of the README, on this machine. */
function portTo({ secret = 'read-only-2207', options, ...access }: Given = {}): ConnectionPort {
  const host = access.host ?? '127.0.0.1';
  const { port: tcp = server.port, user = 'preflight' } = access;
  const port = new ConnectionPort(
    {
      kind: 'connection',
      database: 'postgres',
      password: { from: 'environment', variable: 'PGPASSWORD' },
      endpoint: { host, port: tcp },
      ...access,
      host,
      port: tcp,
      user,
    },
    { user, password: async () => secret },
    options,
  );
  ports.push(port);
  return port;
}

const rowsOf = (answer: Answer | undefined) => (answer !== undefined && 'rows' in answer ? answer.rows : answer);
const one = (sql: string) => [{ id: 'ONE', sql }];

/** The sentence, its remedy, and the proof that nothing that a program may print holds the password. */
async function whyNot(given: Given, secret = 'read-only-2207'): Promise<{ message: string; remedy: string }> {
  const error: unknown = await portTo({ ...given, secret })
    .ask(given.database ?? 'postgres', one('SELECT 1'))
    .then(
      () => undefined,
      (thrown) => thrown,
    );
  expect(error).toBeInstanceOf(NotReached);
  const { message, remedy, stack, cause } = error as NotReached;
  expect(`${message} ${remedy} ${stack} ${String(cause)} ${JSON.stringify(error)}`).not.toContain(secret);
  return { message, remedy };
}

describe('questions', () => {
  test('are one message to the server, and each gets its rows', async () => {
    const port = portTo();
    const answers = await port.ask('postgres', [
      {
        id: 'ROWS',
        sql: 'SELECT id, note, id > 2 AS late, NULL AS nothing FROM public.orders ORDER BY id -- a comment',
      },
      { id: "IT'S NONE", sql: 'SELECT 1 AS one WHERE false' },
      { id: 'NUMBER', sql: 'SELECT 1.5::numeric AS number' },
    ]);
    expect(answers).toEqual({
      ROWS: {
        rows: [1, 2, 3].map((id) => ({ id, note: `note ${id}`, late: id > 2, nothing: null })),
      },
      "IT'S NONE": { rows: [] },
      NUMBER: { rows: [{ number: 1.5 }] },
    });
    expect(port.via).toBe(`a connection to 127.0.0.1:${server.port} as preflight`);
    // What the server keeps is its last message as a whole.
    const [{ query }] = (await server.sql(
      "SELECT query FROM pg_stat_activity WHERE application_name = 'aurora-blue-green'",
    )) as [{ query: string }];
    expect(query).toMatch(/^BEGIN READ ONLY;.*'ROWS'.*'NUMBER'.*;\nCOMMIT$/s);
  });

  test('word definitions alike, whatever the role that asks has set for itself', async () => {
    await server.sql(
      "ALTER ROLE preflight SET quote_all_identifiers = on; ALTER ROLE preflight SET DateStyle = 'German'; ALTER ROLE preflight SET TimeZone = 'Asia/Tokyo'",
    );
    const sql = "SELECT quote_ident('orders') AS name, '2026-11-28 12:00Z'::timestamptz::text AS at";
    expect(await portTo().ask('postgres', [{ id: 'WORDS', sql }])).toEqual({
      WORDS: { rows: [{ name: 'orders', at: '2026-11-28 12:00:00+00' }] },
    });
    await server.sql('ALTER ROLE preflight RESET ALL');
  });

  test('one that is refused leaves the others their answers', async () => {
    const questions = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, sql: `SELECT '${id}' AS name` }));
    questions[1] = { id: 'b', sql: 'SELECT * FROM public.secrets' };
    questions[3] = { id: 'd', sql: 'SELECT * FROM public.missing' };
    const answers = await portTo().ask('postgres', questions);
    expect(answers).toEqual({
      a: { rows: [{ name: 'a' }] },
      b: { failed: 'PostgreSQL refused it: permission denied for table secrets (SQLSTATE 42501).' },
      c: { rows: [{ name: 'c' }] },
      d: { failed: 'PostgreSQL refused it: relation "public.missing" does not exist (SQLSTATE 42P01).' },
      e: { rows: [{ name: 'e' }] },
    });
  });

  test('change nothing, whoever asks', async () => {
    await server.sql(
      "CREATE FUNCTION public.write() RETURNS int LANGUAGE sql AS 'INSERT INTO public.orders VALUES (99) RETURNING 1'",
    );
    const port = portTo({ user: 'postgres', secret: server.password });
    const { ONE, LIFTED } = await port.ask('postgres', [
      { id: 'ONE', sql: 'SELECT public.write() AS written' },
      { id: 'LIFTED', sql: "SELECT set_config('transaction_read_only', 'off', false)" },
    ]);
    expect(ONE).toEqual({
      failed: 'PostgreSQL refused it: cannot execute INSERT in a read-only transaction (SQLSTATE 25006).',
    });
    expect(LIFTED).toEqual({
      failed: expect.stringContaining('transaction read-write mode must be set before any query'),
    });
    expect(await server.sql('SELECT count(*)::int AS n FROM public.orders')).toEqual([{ n: 3 }]);
  });

  test('call nothing that an application keeps in its own schema', async () => {
    await server.sql("CREATE FUNCTION public.version(int) RETURNS text LANGUAGE sql AS $$ SELECT 'mine' $$");
    expect(await portTo().ask('postgres', one('SELECT version(1)'))).toEqual({
      ONE: { failed: expect.stringContaining('function version(integer) does not exist') },
    });
  });

  test('have limits: of time, and of waiting for locks', async () => {
    const port = portTo({ user: 'postgres', secret: server.password, options: { statement: 300, lock: 50 } });
    const holder = server.sql('BEGIN; LOCK TABLE public.orders; SELECT pg_sleep(0.6); COMMIT');
    await until(async () => (await server.sql("SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock'")).length > 0);
    const answers = await port.ask('postgres', [
      { id: 'SLOW', sql: 'SELECT pg_sleep(5)' },
      { id: 'QUICK', sql: 'SELECT 1 AS one' },
    ]);
    expect(answers).toEqual({
      SLOW: { failed: 'It took longer than 0.3 s (SQLSTATE 57014).' },
      QUICK: { rows: [{ one: 1 }] },
    });
    await holder;
    const second = server.sql('BEGIN; LOCK TABLE public.orders; SELECT pg_sleep(0.5); COMMIT');
    await until(async () => (await server.sql("SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock'")).length > 0);
    expect(await port.ask('postgres', one('SELECT * FROM public.orders'))).toEqual({
      ONE: { failed: 'It waited 0.05 s for a lock that somebody else holds (SQLSTATE 55P03).' },
    });
    await second;
  });
});

describe('connections', () => {
  const backends = async () =>
    (await server.sql("SELECT pid, datname FROM pg_stat_activity WHERE application_name = 'aurora-blue-green'")).map(
      ({ pid, datname }) => ({ pid: Number(pid), datname }),
    );

  test('are kept for the next questions, and ended by close', async () => {
    const port = portTo();
    const pid = async () => rowsOf((await port.ask('shop', one('SELECT pg_backend_pid() AS pid'))).ONE);
    const first = await pid();
    expect(await pid()).toEqual(first);
    await port.ask('shop', one('SELECT 1/0'));
    expect(await pid()).toEqual(first);
    expect((await backends()).map(({ datname }) => datname)).toEqual(['shop']);
    await port.close();
    await until(async () => (await backends()).length === 0);
  });

  test('a kept one that the server has ended is replaced', async () => {
    const port = portTo();
    await port.ask('shop', one('SELECT 1'));
    await server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shop'");
    expect(await port.ask('shop', one('SELECT 1 AS one'))).toEqual({ ONE: { rows: [{ one: 1 }] } });
  });

  test('only so many are kept', async () => {
    const port = portTo({ options: { kept: 2 } });
    for (const database of ['postgres', 'shop', 'We "sell" things']) await port.ask(database, one('SELECT 1'));
    await until(async () => (await backends()).length === 2);
    expect((await backends()).map(({ datname }) => datname).sort()).toEqual(['We "sell" things', 'shop']);
  });
});

describe('a whole cluster', () => {
  test('every database is listed, and each is asked but those that cannot be entered', async () => {
    const at = 1_000;
    const answers = await askAll(
      portTo(),
      [{ id: 'WORKERS', sql: "SELECT current_setting('max_worker_processes')::int AS workers" }],
      [{ id: 'NAME', sql: 'SELECT current_database()::text AS name' }],
      () => at,
    );
    const names = ['We "sell" things', 'closed', 'postgres', 'shop'];
    expect({ ...answers, databases: [...answers.databases].sort() }).toEqual({
      via: `a connection to 127.0.0.1:${server.port} as preflight`,
      at,
      databases: names,
      cluster: { WORKERS: { rows: [{ workers: 8 }] } },
      each: {
        ...Object.fromEntries(
          ['We "sell" things', 'postgres', 'shop'].map((name) => [name, { NAME: { rows: [{ name }] } }]),
        ),
        closed: {
          NAME: {
            failed:
              'The database user preflight may not connect to the database closed. GRANT CONNECT ON DATABASE "closed" TO "preflight";',
          },
        },
      },
    });
  });

  test('a cluster that cannot be reached is no answer', async () => {
    await expect(askAll(portTo({ user: 'nobody' }), [], [])).rejects.toBeInstanceOf(NotReached);
  });
});

describe('ANALYZE', () => {
  it('makes statistics where every transaction is read only, and leaves that as it is', async () => {
    const password = 'analyze-5518';
    await server.sql(`CREATE ROLE owner LOGIN PASSWORD '${password}'`);
    await server.sql('CREATE DATABASE green OWNER owner');
    await server.sql(
      'CREATE TABLE big AS SELECT generate_series(1, 1000) AS id; ALTER TABLE big OWNER TO owner',
      'green',
    );
    await server.sql('ALTER DATABASE green SET default_transaction_read_only = on');
    const port = portTo({ user: 'owner', secret: password });
    await port.analyze('green');
    const [row] = await server.sql(
      "SELECT count(*)::int AS columns, current_setting('default_transaction_read_only') AS read_only FROM pg_stats WHERE tablename = 'big'",
      'green',
    );
    expect(row).toEqual({ columns: 1, read_only: 'on' });
  });

  it('says why not, without the password', async () => {
    await expect(portTo().analyze('closed')).rejects.toThrow(NotReached);
    await expect(portTo({ port: 1 }).analyze('shop')).rejects.toThrow(/refused the connection/);
  });
});

describe('why there is no connection', () => {
  test('a host that no name server knows', async () => {
    const { message } = await whyNot({ host: 'orders.invalid' });
    expect(message).toBe("The host orders.invalid is unknown to this machine's name servers.");
  });

  test('a port that nothing listens on', async () => {
    const { message } = await whyNot({ port: 1 });
    expect(message).toBe('127.0.0.1:1 refused the connection: nothing listens on that port.');
  });

  test('a server that does not answer', async () => {
    const silent = await listening(() => {});
    const { message, remedy } = await whyNot({ port: silent.port, options: { connect: 200 } });
    silent.close();
    expect(message).toMatch(
      /did not answer within 0\.2 seconds: there is no route from this machine, or a security group/,
    );
    expect(remedy).toMatch(/inside the VPC.*--data-api/);
  });

  test('a server that hangs up, and may repeat what it was told', async () => {
    const rude = await listening((socket) => socket.once('data', () => socket.end()));
    const { message } = await whyNot({ port: rude.port });
    rude.close();
    expect(message).toMatch(/was lost or could not be made: Connection terminated unexpectedly/);
    // AuthenticationCleartextPassword, and then an error with what came.
    const parrot = await listening((socket) => {
      socket.once('data', () => {
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
        socket.once('data', (told) => {
          const fields = `SFATAL\0C28P01\0Mnot ${told.subarray(5, -1)}\0\0`;
          const length = Buffer.alloc(4);
          length.writeInt32BE(fields.length + 4);
          socket.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]));
        });
      });
    });
    for (const password of [{ from: 'environment', variable: 'PGPASSWORD' }, { from: 'iam' }] as const) {
      await whyNot({ port: parrot.port, password });
    }
    parrot.close();
  });

  test.each<[string, Given, RegExp, RegExp]>([
    [
      'a wrong password',
      { secret: 'wrong-1234' },
      /The password of the database user preflight is wrong/,
      /in PGPASSWORD/,
    ],
    [
      'an unknown user',
      { user: 'stranger' },
      /the database user stranger is wrong, or there is no such user/,
      /--database-user/,
    ],
    [
      'an IAM token that is refused',
      { password: { from: 'iam' }, secret: 'token-1234' },
      /RDS did not accept the IAM token for the database user preflight\./,
      /rds-db:connect on dbuser:.*\/preflight, and that GRANT rds_iam/,
    ],
    [
      'a role that may not log in',
      { user: 'idle_role' },
      /user idle_role may not log in: role "idle_role" is not permitted/,
      /LOGIN/,
    ],
    [
      'too many connections',
      { user: 'crowded' },
      /takes no more connections: too many connections for role "crowded"/,
      /ALTER ROLE "crowded" CONNECTION LIMIT -1;/,
    ],
    ['a missing database', { database: 'nowhere' }, /There is no database nowhere on 127/, /--database-name/],
    ['a closed database', { database: 'closed' }, /preflight may not connect to the database closed/, /GRANT CONNECT/],
  ])('%s', async (_, { secret, ...given }, message, remedy) => {
    const why = await whyNot(given, secret);
    expect(why.message).toMatch(message);
    expect(why.remedy).toMatch(remedy);
  });
});

test('a database that lets nobody in by its limit says how to raise it', async () => {
  await server.sql('ALTER DATABASE shop CONNECTION LIMIT 0');
  try {
    const why = await whyNot({ database: 'shop' });
    expect(why.message).toMatch(/takes no more connections: too many connections for database "shop"\.$/);
    expect(why.remedy).toMatch(/ALTER DATABASE "shop" CONNECTION LIMIT -1;/);
  } finally {
    await server.sql('ALTER DATABASE shop CONNECTION LIMIT -1');
  }
});

describe('how the server is believed, and lets people in', () => describeTls(() => server));

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It does not come about.');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function listening(onConnection: (socket: import('node:net').Socket) => void) {
  const listener: Server = createServer((socket) => onConnection(socket.on('error', () => {})));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return { port: (listener.address() as { port: number }).port, close: () => listener.close() };
}
