import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ConnectionAccess } from '../../scripts/database/access';
import { ConnectionPort } from '../../scripts/database/connection-port';
import { NotReached } from '../../scripts/database/database-port';
import type { TestPostgres } from '../support/postgres';

const endpoint = 'orders.cluster-cabcdefghijk.eu-west-1.rds.amazonaws.com';
/** For that name, with its key: one until 2126, one until 2021. */
const certificate = fixture('endpoint');
const expired = fixture('endpoint-expired');

/** The last tests of a server: they change how it lets people in, and then stop it. A start of its own would cost seconds. */
export function describeTls(given: () => TestPostgres): void {
  let server: TestPostgres;
  let folder: string;

  beforeAll(() => {
    server = given();
    folder = mkdtempSync(join(tmpdir(), 'aurora-tls-'));
    chmodSync(folder, 0o755);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** A tunnel on this machine that leads to an endpoint of AWS: TLS is needed, and the certificate is the endpoint's. */
  function ask({
    name = endpoint,
    ca,
    password = server.password,
  }: {
    name?: string;
    ca?: string;
    password?: string;
  } = {}) {
    const access: ConnectionAccess = {
      kind: 'connection',
      host: '127.0.0.1',
      port: server.port,
      endpoint: { host: name, port: 5432 },
      database: 'postgres',
      password: { from: 'environment', variable: 'PGPASSWORD' },
    };
    const login = { user: server.user, password: async () => password };
    const port = new ConnectionPort(access, login, ca === undefined ? {} : { ca: [ca] });
    const question = { id: 'TLS', sql: 'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()' };
    return port.ask('postgres', [question]).finally(() => port.close());
  }

  async function whyNot(...given: Parameters<typeof ask>): Promise<NotReached> {
    const error = await ask(...given).then(
      () => undefined,
      (thrown: NotReached) => thrown,
    );
    expect(error).toBeInstanceOf(NotReached);
    expect(`${error!.message}${error!.remedy}${error!.stack}${JSON.stringify(error)}`).not.toContain(server.password);
    return error!;
  }

  test('a server without TLS gets no password', async () => {
    const { message, remedy } = await whyNot();
    expect(message).toBe(`127.0.0.1:${server.port} does not offer TLS, and Aurora always does: it is another server.`);
    expect(remedy).toMatch(/no password is sent without TLS/);
  });

  describe('a server with TLS', () => {
    beforeAll(() => serve(certificate));

    test('is believed with a certificate for the name of the endpoint', async () => {
      expect(await ask({ ca: certificate })).toEqual({ TLS: { rows: [{ ssl: true, version: 'TLSv1.3' }] } });
    });

    test('is not with one of a stranger: only the authorities of RDS count', async () => {
      const { message, remedy } = await whyNot();
      expect(message).toMatch(
        /^The certificate of 127\.0\.0\.1:\d+ was not issued by RDS \(self-signed certificate\)\.$/,
      );
      expect(remedy).toMatch(/tunnel leads/);
    });

    test('is not with one for another cluster', async () => {
      const other = 'shop.cluster-cabcdefghijk.eu-west-1.rds.amazonaws.com';
      const { message } = await whyNot({ name: other, ca: certificate });
      expect(message).toBe(`The certificate of 127.0.0.1:${server.port} is not for ${other}.`);
    });

    test('is not with one that has expired', async () => {
      await serve(expired);
      const { message } = await whyNot({ ca: expired });
      expect(message).toMatch(/is not valid at the time that this machine's clock shows/);
      await serve(certificate);
    });
  });

  test('a server that lets nobody in from here, and one that is shutting down', async () => {
    await serve(certificate);
    const [{ hba_file: file }] = (await server.sql('SHOW hba_file')) as [{ hba_file: string }];
    const session = new Client({
      host: '127.0.0.1',
      port: server.port,
      user: server.user,
      password: server.password,
      database: 'postgres',
    });
    session.on('error', () => {});
    await session.connect();
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, 'hostnossl all all 127.0.0.1/32 scram-sha-256\n');
    await session.query('SELECT pg_reload_conf()');
    await until(/The server does not let postgres into the database postgres from here: no pg_hba\.conf entry/);
    writeFileSync(file, before);
    await session.query('SELECT pg_reload_conf()');
    const { rows } = await session.query("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid");
    // A smart shutdown waits for this session, and takes no others.
    process.kill(rows[0].pid, 'SIGTERM');
    await until(/is starting or shutting down: the database system is shutting down\./);
    await session.end();
  });

  /** The server takes what it is told by its next connection but one. */
  async function until(pattern: RegExp): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const message = await ask({ ca: certificate }).then(
        () => 'answered',
        (error: Error) => error.message,
      );
      if (pattern.test(message) || tries === 100) return expect(message).toMatch(pattern);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function serve(pem: string): Promise<void> {
    const file = join(folder, `${Date.now()}.pem`);
    writeFileSync(file, pem, { mode: 0o600 });
    // The server runs as `nobody` where we are root.
    if (process.getuid?.() === 0) chownSync(file, 65534, 65534);
    for (const setting of [`ssl_cert_file = '${file}'`, `ssl_key_file = '${file}'`, 'ssl = on']) {
      await server.sql(`ALTER SYSTEM SET ${setting}`);
    }
    await server.sql('SELECT pg_reload_conf()');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function fixture(name: string): string {
  return readFileSync(join(__dirname, `../fixtures/${name}.pem`), 'utf8');
}
