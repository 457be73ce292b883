import { Client } from 'pg';
import type { DatabaseAnswers, Row } from '../../../scripts/database/answers';
import { catalogue as before } from '../../../scripts/preflight/sql/postgresql-catalogue';
import { slotsSeen } from '../../../scripts/preflight/sql/slots-of-deployment';
import type { SqlContext } from '../../../scripts/preflight/sql/sql-check';
import { standingChecks } from '../../../scripts/preflight/sql/standing/catalogue';
import { globalsOf } from '../../../scripts/preflight/sql/standing/globals';
import { standingSlots } from '../../../scripts/preflight/sql/standing/slots';
import { unreplicated } from '../../../scripts/preflight/sql/standing/unreplicated';
import { unreplicatedFindings } from '../../../scripts/preflight/sql/standing/unreplicated-findings';
import { ask, clientOf, rowsOf } from '../../support/ask-postgres';
import { applyScript, statementsOf, withAuroraSettings } from '../../support/aurora-only';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { until } from '../../support/until';
import { clusterCases as clusterCasesBefore, slot } from './cluster-cases';
import { databaseCases as casesBefore } from './database-cases';
import { standingClusterCases, standingDatabaseCases } from './standing-cases';
import { enough, upgrade } from './upgrade-context';

let server: TestPostgres;
/** Where databases are looked at. */
let client: Client;
/** An application in the database `shop`. */
let busy: Client;
beforeAll(async () => {
  server = await startPostgres(15, {
    autovacuum: 'off',
    max_prepared_transactions: '5',
    shared_preload_libraries: 'pg_stat_statements',
    ...enough,
  });
  await withAuroraSettings(server);
  await server.sql('CREATE DATABASE shop STRATEGY file_copy');
  await server.sql('CREATE ROLE guest LOGIN');
  client = await clientOf(server, 'postgres');
  busy = await clientOf(server, 'shop');
});
afterAll(async () => {
  await client?.end();
  await busy?.end();
  await server?.stop();
});

const catalogue = [...before, ...standingChecks].map((check) => ({ ...check, sql: String(check.sql) }));
const databaseCases = [...casesBefore, ...standingDatabaseCases];
const clusterCases = [...clusterCasesBefore, ...standingClusterCases];
const checkOf = (id: string) => catalogue.find((each) => each.id === id)!;

interface Case {
  id: string;
  finds?: ['block' | 'warn', RegExp, RegExp];
  in?: Partial<SqlContext>;
}

async function findingsOf({ id, in: changed }: Case) {
  const check = checkOf(id);
  const own = { ...upgrade, ...changed };
  expect(check.applies?.(own) ?? true).toBe(true);
  const asked = [{ database: 'postgres', rows: (await rowsOf(client, [check]))[0]! }];
  expect(check.unseen?.(asked, own)).toBeUndefined();
  return check.judge(asked, own);
}

/** The script of what was found, or undefined where nothing should be, and is. */
async function scriptOf(each: Case): Promise<string | undefined> {
  const found = await findingsOf(each);
  if (each.finds === undefined) {
    expect(found).toEqual([]);
    return undefined;
  }
  const [severity, message, remedy] = each.finds;
  expect(found[0]).toMatchObject({ id: each.id, severity, message: expect.stringMatching(message) });
  expect(found[0]!.script?.match(remedy) ?? found[0]!.remedy.match(remedy)).not.toBeNull();
  return found[0]!.script;
}

describe('each check of a database', () => {
  // A case is a transaction that is rolled back: a database for each takes a minute.
  beforeEach(() => client.query('BEGIN'));
  afterEach(() => client.query('ROLLBACK'));

  it.each(databaseCases.map((each) => [`${each.id}: ${each.shows}`, each] as const))('%s', async (_, each) => {
    await client.query(each.setup);
    const script = await scriptOf(each);
    if (each.fixed !== true) return;
    for (const { statement } of statementsOf(script!)) await client.query(statement);
    expect(await findingsOf(each)).toEqual([]);
  });
});

describe('each check of the cluster', () => {
  it.each(clusterCases.map((each) => [`${each.id}: ${each.shows}`, each] as const))('%s', async (_, each) => {
    for (const statement of each.setup ?? []) await client.query(statement);
    for (const statement of each.busy ?? []) await busy.query(statement);
    try {
      const script = await scriptOf(each);
      if (each.fixed !== true) return;
      busy.on('error', () => undefined);
      await applyScript(server, script!);
      // A session that is ended takes its time to leave.
      await until(async () => (await findingsOf(each)).length === 0);
      expect(await findingsOf(each)).toEqual([]);
    } finally {
      if (each.busy !== undefined) {
        await busy.end().catch(() => undefined);
        busy = await clientOf(server, 'shop');
      }
      for (const statement of each.undo ?? []) await client.query(statement);
    }
  });
});

it('every check has a case that finds and one that does not', () => {
  const cases: readonly Case[] = [...databaseCases, ...clusterCases];
  // Both ends are compared: standing-changes.test.ts, and below.
  const compared = ['PG_SCHEMA', 'PG_GLOBALS', 'PG_OBJECTS'];
  const clean = new Set(cases.filter(({ finds }) => finds === undefined).map(({ id }) => id));
  const found = new Set(cases.filter(({ finds }) => finds !== undefined).map(({ id }) => id));
  const ids = catalogue.map(({ id }) => id as string).filter((id) => !compared.includes(id));
  // Slots of a deployment, and what green applies of them, are tested below. No server of these tests can have tables WITH OIDS.
  expect(ids.filter((id) => !clean.has(id))).toEqual(['PG_BG_SLOT', 'PG_APPLY_ERRORS']);
  expect(ids.filter((id) => !found.has(id))).toEqual(['PG_BG_SLOT', 'PG_OIDS', 'PG_APPLY_ERRORS']);
});

describe('a role that sees too little', () => {
  it('is answered every question, and lets neither transactions nor libraries pass', async () => {
    await server.sql("ALTER ROLE guest PASSWORD 'x'");
    const cron = databaseCases.find(({ shows }) => shows === 'jobs of pg_cron')!;
    await server.sql(cron.setup, 'shop');
    const guest = { port: server.port, user: 'guest', password: 'x' };
    const answers = await ask(guest, 'shop', catalogue);
    const failed = Object.entries(answers).filter(([, answer]) => 'failed' in answer);
    expect(failed).toEqual([]);
    const said = ['PG_LONGTX', 'PG_DDL', 'PG_PRELOAD'].map((id) => {
      const answer = answers[id] as { rows: Row[] };
      return checkOf(id).unseen?.([{ database: 'shop', rows: answer.rows }], upgrade);
    });
    expect(said).toEqual([
      expect.stringContaining('cannot be seen'),
      expect.stringContaining('cannot be seen'),
      expect.stringContaining('may not read'),
    ]);
  });
});

describe('what all databases share', () => {
  const globalFindings = (blue: DatabaseAnswers, green: DatabaseAnswers) =>
    unreplicatedFindings(unreplicated(blue, green, false, [globalsOf.id]));
  const objects = async () => ({
    via: '',
    at: 0,
    databases: [],
    each: {},
    cluster: { [globalsOf.id]: { rows: (await rowsOf(client, [{ ...globalsOf, sql: String(globalsOf.sql) }]))[0]! } },
  });
  const made = [
    'CREATE ROLE "Late" LOGIN',
    'CREATE ROLE team',
    'GRANT team TO guest',
    "ALTER ROLE guest SET work_mem = '8MB'",
    "ALTER DATABASE shop SET statement_timeout = '5s'",
    'ALTER ROLE guest NOLOGIN',
    'REVOKE CONNECT ON DATABASE shop FROM PUBLIC',
  ];

  it('is told where green does not have it, or has it still', async () => {
    const green = await objects();
    expect(globalFindings(green, green)).toEqual([]);
    for (const statement of made) await server.sql(statement);
    const blue = await objects();
    expect(globalFindings(blue, green)).toMatchObject([
      { id: 'PG_GLOBALS', severity: 'warn', details: ['"Late"'] },
      {
        id: 'PG_GLOBALS',
        severity: 'warn',
        details: [
          'membership guest in team (only on production)',
          'privileges on database shop (only on production)',
          'role team (only on production)',
          'setting statement_timeout in shop (only on production)',
          'setting work_mem of guest (only on production)',
        ],
      },
      { id: 'PG_GLOBALS', severity: 'warn', details: ['login guest'] },
    ]);
    expect(globalFindings(green, blue).map(({ details }) => details)).toEqual([
      ['guest'],
      [
        'login "Late"',
        'membership guest in team',
        'privileges on database shop',
        'role team',
        'setting statement_timeout in shop',
        'setting work_mem of guest',
      ],
    ]);
    for (const statement of [
      'DROP ROLE "Late"',
      'DROP ROLE team',
      'GRANT CONNECT ON DATABASE shop TO PUBLIC',
      'ALTER ROLE guest LOGIN',
    ])
      await server.sql(statement);
    // Its list of privileges stays, and says what every new database's says.
    expect(
      globalFindings(await objects(), green)
        .flatMap(({ details = [] }) => details)
        .join(),
    ).not.toContain('privileges');
    expect(globalFindings({ ...blue, cluster: {} }, green)).toEqual([]);
  });
});

describe('slots of the deployment', () => {
  it('are told when one is missing, and when nobody reads', async () => {
    await server.sql(slot('rds_eu_west_1_db_abc_bg_slot_5'));
    const check = checkOf('PG_BG_SLOT');
    const asked = [{ database: 'postgres', rows: (await rowsOf(client, [check]))[0]! }];
    const said = check.judge(asked, upgrade);
    expect(said).toMatchObject([
      { severity: 'block', message: expect.stringContaining('do not replicate to green: shop.'), databases: ['shop'] },
      {
        severity: 'block',
        passes: true,
        message: expect.stringContaining('rds_eu_west_1_db_abc_bg_slot_5 (postgres)'),
      },
    ]);
    expect(said[0]!.passes).toBeUndefined();
  });

  it('are not missed of a database that is a template or closed: one check alone names it', async () => {
    const [badDatabases, gate] = [checkOf('PG_BADDB'), checkOf('PG_BG_SLOT')];
    const standing = { ...standingSlots, sql: String(standingSlots.sql) };
    await server.sql('CREATE DATABASE tenant STRATEGY file_copy');
    await server.sql(slot('rds_eu_west_1_db_abc_bg_slot_7'), 'tenant');
    await server.sql('CREATE DATABASE pattern IS_TEMPLATE true STRATEGY file_copy');
    const judged = async (askedAt: 'standing' | 'switchover') => {
      const checks = [badDatabases, askedAt === 'standing' ? standing : gate];
      const rows = await rowsOf(client, checks);
      return checks.flatMap((check, index) =>
        check
          .judge([{ database: '', rows: rows[index]! }], { ...upgrade, askedAt })
          .filter(({ message, passes }) => /tenant|pattern/.test(message) && passes !== true)
          .map(({ id, severity, mendable, message }) => [id, severity, mendable === true, message.split('.')[0]]),
      );
    };
    const lost = ['PG_BADDB', 'block', false, 'These databases do not replicate to green: pattern (a template)'];
    try {
      await server.sql('ALTER DATABASE tenant IS_TEMPLATE true');
      expect(await judged('standing')).toEqual([lost]);
      // Its slot is looked at as that of any other.
      const [read] = await rowsOf(client, [gate]);
      expect(read!.map(({ database }) => database)).toEqual(expect.arrayContaining(['tenant']));
      await server.sql('ALTER DATABASE tenant ALLOW_CONNECTIONS false');
      const closed = 'Databases that cannot be connected to: tenant (no connections)';
      for (const askedAt of ['standing', 'switchover'] as const)
        expect(await judged(askedAt)).toEqual([lost, ['PG_BADDB', 'block', true, closed]]);
    } finally {
      for (const name of ['tenant', 'pattern'])
        await server.sql(`ALTER DATABASE ${name} WITH IS_TEMPLATE false ALLOW_CONNECTIONS true`);
      await server.sql("SELECT pg_drop_replication_slot('rds_eu_west_1_db_abc_bg_slot_7')");
      await server.sql('DROP DATABASE tenant');
      await server.sql('DROP DATABASE pattern');
    }
  });

  it('may be as far behind as green applies in half of the timeout, however that is set', () => {
    const judged = (mib: number, switchoverTimeoutSeconds?: number) => {
      const row = { database: 'shop', slot: 's', active: true, confirmed: '0/1', behind: mib * 1024 * 1024 };
      return checkOf('PG_BG_SLOT').judge([{ database: '', rows: [row] }], { ...upgrade, switchoverTimeoutSeconds });
    };
    expect(judged(150)).toEqual([]);
    expect(judged(151)).toMatchObject([
      {
        severity: 'block',
        passes: true,
        message: expect.stringMatching(/behind: shop by 150 MiB; 150 MiB may be left/),
      },
    ]);
    expect([judged(15, 30), judged(16, 30), judged(1800, 3600)].map(({ length }) => length)).toEqual([0, 1, 0]);
  });

  it('are no finding while each is read, and give their distance for a second look', async () => {
    await server.sql(slot('rds_eu_west_1_db_abc_bg_slot_16384'), 'shop');
    const readers = await Promise.all([reader('postgres', 5), reader('shop', 16384)]);
    const check = checkOf('PG_BG_SLOT');
    const asked = [{ database: 'postgres', rows: (await rowsOf(client, [check]))[0]! }];
    expect(check.judge(asked, upgrade)).toEqual([]);
    expect(slotsSeen(asked)).toEqual([
      expect.objectContaining({ database: 'postgres', active: true, behind: expect.any(Number) }),
      expect.objectContaining({ database: 'shop', active: true, confirmed: expect.stringMatching(/^[0-9A-F]+\//) }),
    ]);
    for (const each of readers) each.connection.stream.destroy();
  });

  /** Reads a slot as green does. */
  async function reader(database: string, oid: number) {
    const options = { host: '127.0.0.1', port: server.port, user: server.user, password: server.password, database };
    const client = new Client({ ...options, replication: 'database' } as ConstructorParameters<typeof Client>[0]);
    await client.connect();
    client.on('error', () => undefined);
    const { connection } = client as unknown as {
      connection: { stream: { destroy(): void }; once(event: string, then: () => void): void };
    };
    const started = new Promise<void>((resolve) => connection.once('replicationStart', resolve));
    const name = `rds_eu_west_1_db_abc_bg_slot_${oid}`;
    client
      .query(`START_REPLICATION SLOT ${name} LOGICAL 0/0 (proto_version '1', publication_names 'none')`)
      .catch(() => undefined);
    await started;
    return { connection };
  }
});

describe('a transaction', () => {
  const judged = (seconds: number, switchoverTimeoutSeconds?: number) => {
    const row = {
      pid: 7,
      role: 'app',
      database: 'shop',
      state: 'active',
      application: '',
      seconds,
      hidden: 0,
      total: 9,
    };
    const asked = [{ database: '', rows: [row] }];
    return checkOf('PG_LONGTX')
      .judge(asked, { ...upgrade, switchoverTimeoutSeconds })
      .map(({ message }) => message);
  };

  it('is long after five minutes, or sooner where the switchover has less time', () => {
    expect([judged(299), judged(299, 3600), judged(29, 30)]).toEqual([[], [], []]);
    expect(judged(300, 3600)).toEqual([
      expect.stringMatching(/^1 transaction open for more than 5 minutes \(shop: .*, 5 min\)/),
    ]);
    expect(judged(42, 30)).toEqual([
      expect.stringMatching(/^1 transaction open for more than 30 seconds \(shop: .*.*, 30 s\)/),
    ]);
  });
});

describe('a refresh', () => {
  it('is seen by the rows that it writes, once the counters have begun anew', async () => {
    const check = checkOf('PG_REFRESH');
    const judged = async () =>
      check.judge([{ database: 'postgres', rows: (await rowsOf(client, [check]))[0]! }], upgrade).length;
    await client.query('CREATE MATERIALIZED VIEW totals AS SELECT 1 AS total');
    await client.query('SELECT pg_stat_force_next_flush()');
    await client.query("SELECT pg_stat_reset_single_table_counters('totals'::regclass)");
    expect(await judged()).toBe(1);
    await client.query('REFRESH MATERIALIZED VIEW totals');
    await client.query('SELECT pg_stat_force_next_flush()');
    expect(await judged()).toBe(0);
    await client.query('DROP MATERIALIZED VIEW totals');
  });
});

describe('what green could not apply', () => {
  it('is counted by subscription', async () => {
    const check = checkOf('PG_APPLY_ERRORS');
    expect((await rowsOf(client, [check]))[0]).toEqual([]);
    expect(check.judge([{ database: 'postgres', rows: [] }], upgrade)).toEqual([]);
    const rows = [{ name: 'rds_x_bg_sub_5', errors: 3, total: 1 }];
    expect(check.judge([{ database: 'postgres', rows }], upgrade)).toMatchObject([
      { severity: 'warn', message: 'Green has failed to apply changes since it was built: rds_x_bg_sub_5 3.' },
    ]);
  });
});
