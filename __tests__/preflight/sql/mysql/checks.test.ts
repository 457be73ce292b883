import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import type { DatabaseAnswers, Row } from '../../../../scripts/database/answers';
import { askAll } from '../../../../scripts/database/ask-all';
import { MysqlPort } from '../../../../scripts/database/mysql/connection-port';
import { questionsOf, sqlOf } from '../../../../scripts/preflight/sql/catalogues';
import { mysqlChecks } from '../../../../scripts/preflight/sql/mysql/catalogue';
import type { SqlContext } from '../../../../scripts/preflight/sql/sql-check';
import { sqlFindings } from '../../../../scripts/preflight/sql/sql-findings';
import { startMariadb, type TestMariadb } from '../../../support/mariadb';
import { describeWith } from '../../../support/tools';
import { type MysqlCase, mysqlCases } from './cases';
import { minor, to80 } from './contexts';

const checkOf = (id: string) => mysqlChecks.find((each) => each.id === id)!;

test('every check has a case that finds and one that does not, or says what no server shows', () => {
  const shown = (finds: boolean) =>
    new Set(mysqlCases.filter((each) => (each.finds !== undefined) === finds).map(({ id }) => id));
  const [found, clean] = [shown(true), shown(false)];
  // It takes two servers: embedded-rds/database/mysql-upgrade.test.ts.
  const replicates = ['MY_REPLICA'];
  const checks = mysqlChecks.filter(({ id }) => !replicates.includes(id));
  expect(checks.filter(({ id }) => !clean.has(id)).map(({ id }) => id)).toEqual([]);
  expect(checks.filter(({ id, unproven }) => !found.has(id) && unproven === undefined).map(({ id }) => id)).toEqual([]);
});

describeWith(['mariadb'], 'each check of Aurora MySQL, on MariaDB', () => {
  let server: TestMariadb;
  let admin: Connection;
  let port: MysqlPort;

  beforeAll(async () => {
    server = await startMariadb(['--event-scheduler=OFF']);
    await server.sql("CREATE USER app IDENTIFIED BY 'application'", 'GRANT ALL ON *.* TO app', 'CREATE DATABASE shop');
    const at = { host: '127.0.0.1', port: server.port };
    const access = { kind: 'connection', ...at, endpoint: at, database: 'information_schema' } as const;
    port = new MysqlPort(
      { ...access, password: { from: 'environment', variable: 'MYSQL_PWD' } },
      { user: server.user, password: async () => server.password },
    );
  }, 120_000);
  afterAll(async () => {
    await port?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    // Only this session may be there beside the one that asks: of clients each one counts.
    admin = await server.connect();
    await admin.query('SET SESSION lock_wait_timeout = 5');
    await admin.query('USE shop');
  });
  afterEach(async () => {
    await admin.query('DROP DATABASE shop');
    await admin.query('CREATE DATABASE shop');
    admin.destroy();
  });

  async function findingsOf({ id, in: context, asks = (sql) => sql }: MysqlCase) {
    const check = checkOf(id);
    expect(check.applies?.(context) ?? true).toBe(true);
    const { ONE } = await port.ask('information_schema', [
      { id: 'ONE', sql: asks(sqlOf(check, context, check.when[0]!)) },
    ]);
    expect(ONE).toEqual({ rows: expect.anything() });
    // Not the session of this test.
    const rows = (ONE as { rows: Row[] }).rows.map((row) =>
      row.role === server.user ? { ...row, id: null, role: null, sessions: 0 } : row,
    );
    const asked = [{ database: '', rows }];
    expect(check.unseen?.(asked, context)).toBeUndefined();
    return check.judge(asked, context);
  }

  /** A session that is ended takes its time to leave. */
  async function gone(user: string): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      const [rows] = await admin.query('SELECT 1 FROM information_schema.processlist WHERE user = ?', [user]);
      if ((rows as unknown[]).length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async function shows(each: MysqlCase, app?: Connection): Promise<void> {
    const found = await findingsOf(each);
    if (each.finds === undefined) return expect(found).toEqual([]);
    const [severity, message, remedy] = each.finds;
    expect(found[0]).toMatchObject({ id: each.id, severity, message: expect.stringMatching(message) });
    expect(`${found[0]!.remedy}\n${found[0]!.script ?? ''}`).toMatch(remedy);
    expect(checkOf(each.id).severity).toContain(severity);
    if (each.fixed === undefined) return;
    // A prepared transaction belongs to its session while that is there.
    app?.destroy();
    await gone('app');
    for (const line of found[0]!.script!.split('\n')) await admin.query(line.replace(/^-- /, ''));
    expect(await findingsOf(each)).toEqual([]);
  }

  it.each(mysqlCases.map((each) => [`${each.id}: ${each.shows}`, each] as const))('%s', async (_, each) => {
    const app = each.busy === undefined ? undefined : await server.connect('app', 'application');
    const folder = each.folder === undefined ? undefined : join(server.folder, 'data', each.folder);
    try {
      for (const statement of each.setup ?? []) await admin.query(statement);
      if (folder !== undefined) mkdirSync(folder);
      await app?.query('USE shop');
      for (const statement of each.busy ?? []) {
        if (!statement.startsWith('!')) await app!.query(statement);
        else app!.query(statement.slice(1)).catch(() => undefined);
      }
      if (each.busy?.some((statement) => statement.startsWith('!'))) await new Promise((r) => setTimeout(r, 200));
      await shows(each, app);
    } finally {
      app?.destroy();
      if (app !== undefined) await admin.query('UNLOCK TABLES').then(() => gone('app'));
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      for (const statement of each.undo ?? []) await admin.query(statement);
    }
  });

  it('tells of a prepared transaction whose session has gone as such, and not as one whose session can be ended', async () => {
    await admin.query('CREATE TABLE shop.t (a int PRIMARY KEY) ENGINE = InnoDB');
    const app = await server.connect('app', 'application');
    for (const statement of ["XA START 'left'", 'INSERT INTO shop.t VALUES (1)', "XA END 'left'", "XA PREPARE 'left'"])
      await app.query(statement);
    app.destroy();
    await gone('app');
    try {
      const at = { ...minor, switchoverTimeoutSeconds: 0 };
      const asks = (sql: string) => sql.replace('INTERVAL 30 SECOND', 'INTERVAL -1 SECOND');
      expect(await findingsOf({ id: 'MY_LONGTX', shows: '', in: at, asks })).toEqual([]);
      expect(await findingsOf({ id: 'MY_XA', shows: '', in: at })).toMatchObject([
        { message: expect.stringMatching(/^1 prepared XA transaction \(left\)/) },
      ]);
    } finally {
      await admin.query("XA ROLLBACK 'left'");
      await admin.query('DROP TABLE shop.t');
    }
  });

  it('mends nothing of a name of several lines, and destroys nothing that it says', async () => {
    const name = 'x\nDROP DATABASE shop;\n\\! touch seen';
    for (const each of ['plain', name])
      await admin.query(`CREATE TABLE \`${each}\` (a int PRIMARY KEY) ENGINE = MyISAM`);
    const [found] = await findingsOf({ id: 'MY_ENGINE', shows: '', in: minor });
    expect(found?.script?.split('\n')).toHaveLength(2);
    // As the client takes a script: line by line, and a comment to its end.
    for (const line of found!.script!.split('\n').filter((each) => !each.startsWith('-- '))) await admin.query(line);
    const [left] = await findingsOf({ id: 'MY_ENGINE', shows: '', in: minor });
    expect(left?.details).toEqual([`shop.${name}`]);
  });

  it('tells no session of others to a user without PROCESS, and lets none of these checks pass', async () => {
    await admin.query("CREATE USER guest IDENTIFIED BY 'guest'");
    const at = { host: '127.0.0.1', port: server.port };
    const guest = new MysqlPort(
      { kind: 'connection', ...at, endpoint: at, database: 'information_schema', password: { from: 'iam' } },
      { user: 'guest', password: async () => 'guest' },
    );
    const answers = await guest.ask(
      'information_schema',
      mysqlChecks.map((check) => ({ id: check.id, sql: sqlOf(check, minor, check.when[0]!) })),
    );
    await guest.close();
    const failed = Object.keys(answers).filter((id) => 'failed' in answers[id]!);
    expect(failed).toEqual(
      expect.arrayContaining(['MY_LONGTX', 'MY_DDL', 'MY_OLD_CLIENTS', 'MY_UNCOMMITTED', 'MY_FILTER', 'MY_REPLICA']),
    );
  });

  it('names a server full of trouble within ten seconds', async () => {
    const many = Array.from(
      { length: 1100 },
      (_, i) => `CREATE TABLE t${i} (a int, b varchar(9) CHARACTER SET utf8mb3) ENGINE = MyISAM`,
    );
    for (const statement of [
      ...many,
      'CREATE DATABASE tmp',
      'CREATE TABLE `rank` (a int)',
      'CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.none',
      'CREATE TABLE mysql.rds_configuration (name text, value text)',
      "SET GLOBAL binlog_format = 'MIXED'",
    ]) {
      await admin.query(statement);
    }
    const context: SqlContext = {
      ...to80,
      target: { 'binlog-ignore-db': 'x', lower_case_table_names: '1' },
      masterUsername: 'gone',
    };
    try {
      // Seconds of a machine that others use as well say nothing: what takes too long is measured again.
      let [milliseconds, answers] = [Number.POSITIVE_INFINITY, {} as DatabaseAnswers];
      for (let look = 0; look < 3 && !(milliseconds < 10_000); look += 1) {
        const start = Date.now();
        const { cluster, each } = questionsOf(context, 'create');
        answers = await askAll(port, cluster, each);
        milliseconds = Date.now() - start;
      }
      expect(milliseconds).toBeLessThan(10_000);
      const { findings, notChecked, passed } = sqlFindings(answers, context, 'create');
      expect(notChecked).toEqual([]);
      expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
        'block MY_TMPDB',
        'warn MY_BINLOG',
        'block MY_FILTER',
        'block MY_EVENTS',
        'block MY_LOWER_CASE',
        'block MY_MASTER',
        // MariaDB has a table of this name itself.
        'block MY_SCHEMA_NAMES',
        'warn MY_UTF8MB3',
        'warn MY_WORDS',
        'warn MY_ENGINE',
        'warn MY_NOPK',
        'warn MY_RETAIN',
      ]);
      expect(findings.find(({ id }) => id === 'MY_ENGINE')!.message).toMatch(
        /^at least 1,000 tables .*shop\.t0, .* and 995 more\)/,
      );
      expect(passed).toEqual(expect.arrayContaining(['MY_XA', 'MY_LONGTX', 'MY_DDL', 'MY_EXTREPL', 'MY_SYS']));
    } finally {
      for (const statement of [
        'DROP DATABASE tmp',
        'DROP TABLE mysql.rds_configuration',
        "SET GLOBAL binlog_format = 'ROW'",
      ]) {
        await admin.query(statement);
      }
    }
  });
});
