import type { DatabaseAnswers } from '../../../scripts/database/answers';
import { questionsOf } from '../../../scripts/preflight/sql/catalogues';
import { connectorOf } from '../../../scripts/preflight/sql/connectors';
import { tablesWithOids } from '../../../scripts/preflight/sql/major/tables-with-oids';
import { catalogue } from '../../../scripts/preflight/sql/postgresql-catalogue';
import { destructive, psqlScript } from '../../../scripts/preflight/sql/script';
import { locksNeeded, needsOf, numeric } from '../../../scripts/preflight/sql/sizing';
import type { SqlContext } from '../../../scripts/preflight/sql/sql-check';
import { sqlFindings } from '../../../scripts/preflight/sql/sql-findings';
import { codes } from '../../../scripts/runtime/codes';
import { upgrade, version } from './upgrade-context';

describe('the catalogue', () => {
  it.each(catalogue.map((check) => [check.id, check] as const))('%s asks by one SELECT in one line', (id, check) => {
    expect(check.sql).toMatch(/^(SELECT|WITH RECURSIVE) [^;\n]+$/);
    // A comment has no end in one line.
    expect(check.sql).not.toMatch(/--|\/\*/);
    expect(check.source).toMatch(/^https:\/\//);
    expect(codes[id]).toBeDefined();
    expect(check.when.length * check.severity.length).toBeGreaterThan(0);
  });

  it('has each id once', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const asked = (from: string, to: string) => {
    const context: SqlContext = { ...upgrade, from: version(from), to: version(to) };
    return questionsOf(context, 'create').each.map(({ id }) => id);
  };

  it('asks about another major version where it matters', () => {
    expect(asked('15.10', '15.12')).not.toContain('PG_REGTYPES');
    expect(asked('15.10', '16.4')).toEqual(
      expect.arrayContaining(['PG_REGTYPES', 'PG_ACLITEM', 'PG_EXT_GONE', 'PG_STATS']),
    );
    expect(asked('16.4', '17.4')).not.toContain('PG_ACLITEM');
    expect(asked('13.12', '14.9')).toEqual(expect.arrayContaining(['PG_POSTFIX', 'PG_CONVERSION', 'PG_POLYMORPHIC']));
    expect(asked('14.9', '15.10')).not.toContain('PG_POSTFIX');
    expect(asked('11.21', '12.16')).toEqual(expect.arrayContaining(['PG_OIDS', 'PG_OLDTYPES']));
  });

  it.each([
    ['14.20', true],
    ['15.6', true],
    ['15.7', false],
    ['16.2', true],
    ['16.3', false],
    ['17.4', false],
  ])('Babelfish on %s is asked about: %s', (from, isAsked) => {
    expect(asked(from, '17.5').includes('PG_BABELFISH')).toBe(isAsked);
  });
});

describe('sizing', () => {
  const load = { databases: 4, slots: 1, senders: 1, autovacuumWorkers: 3, parallelWorkers: 8 };
  const least = (workers: number) =>
    Object.fromEntries(needsOf(load, workers).map((need) => [need.parameter, need.least]));

  it('counts a slot, a sender and a worker for each database', () => {
    expect(least(4)).toEqual({
      max_replication_slots: 6,
      max_wal_senders: 6,
      max_logical_replication_workers: 4,
      max_worker_processes: 15,
    });
    expect(least(2).max_worker_processes).toBe(15);
    expect(least(10).max_worker_processes).toBe(21);
  });

  it.each([
    [100, 100, 0, 64],
    [5000, 90, 0, 67],
    [5000, 90, 10, 64],
    [100_000, 1000, 200, 100],
  ])('%d tables, %d connections and %d prepared transactions need %d locks', (tables, connections, prepared, locks) => {
    expect(locksNeeded(tables, connections, prepared)).toBe(locks);
  });

  it('does not take a formula for a number', () => {
    expect(['20', 'LEAST({DBInstanceClassMemory/9531392},5000)', undefined].map(numeric)).toEqual([
      20,
      undefined,
      undefined,
    ]);
  });
});

describe('connectors', () => {
  it.each([
    ['debezium', 'Debezium'],
    ['dbz_orders', 'Debezium'],
    ['ysxfnzlr6gifmqgp_00016402_c02df9f8_5a1b', 'AWS DMS'],
    ['fivetran_pgoutput_slot', 'Fivetran'],
    ['materialize_8f2c', 'Materialize'],
    ['zero_etl_1', 'a zero-ETL integration'],
    ['own', 'an unknown consumer'],
  ])('%s belongs to %s', (slot, product) => expect(connectorOf(slot).product).toBe(product));
});

describe('scripts', () => {
  it('keep what destroys something in a comment, whatever it is called', () => {
    const rows = [{ name: '"x\nDROP TABLE y"' }];
    const script = psqlScript([{ database: 'My "shop"', rows }], ({ name }) =>
      destructive(`DROP PUBLICATION ${name};`),
    );
    expect(script).toBe('\\connect "My ""shop"""\n-- DROP PUBLICATION U&"x\\000aDROP TABLE y";');
  });

  it.each([
    [
      'a name',
      'ALTER TABLE public."a\\b""\n\\! c" RESET (x);',
      'ALTER TABLE public.U&"a\\\\b""\\000a\\\\! c" RESET (x);',
    ],
    ['a text', "SELECT f('a\r\nb''\\');", "SELECT f(E'a\\u000d\\u000ab''\\\\');"],
    ['a text with escapes', "SELECT f(E'a\n\\\\');", "SELECT f(E'a\\u000a\\\\');"],
    ['neither', 'SELECT 1\n\\! c', '-- SELECT 1\ufffd\\! c'],
  ])('keep a statement with a line break in %s on one line', (_, statement, line) => {
    expect(psqlScript([{ database: 'shop', rows: [{}] }], () => statement)).toBe(`\\connect shop\n${line}`);
  });

  it('lead to a database with a line break in its name by way of a variable', () => {
    expect(psqlScript([{ database: "o'w\n\\! touch x", rows: [{}] }], () => 'SELECT 1;').split('\n')).toEqual([
      "SELECT E'dbname=''o\\\\''w\\u000a\\\\\\\\! touch x''' AS target \\gset",
      '\\connect -reuse-previous=on :"target"',
      'SELECT 1;',
    ]);
  });

  it.each([
    ['a=b', `\\connect -reuse-previous=on "dbname='a=b'"`],
    [`it's "=" \\`, `\\connect -reuse-previous=on "dbname='it\\'s ""="" \\\\'"`],
    ['postgres://x', `\\connect -reuse-previous=on "dbname='postgres://x'"`],
    ["it's", `\\connect "it's"`],
  ])('name the database %s so that psql takes it for a name', (database, line) => {
    expect(psqlScript([{ database, rows: [{}] }], () => 'SELECT 1;')).toBe(`${line}\nSELECT 1;`);
  });

  it('say what a list has left out', () => {
    const rows = [{ name: 'a', total: 1200 }];
    expect(psqlScript([{ database: 'shop', rows }], ({ name }) => `ALTER ${name};`)).toBe(
      '\\connect shop\nALTER a;\n-- 1,199 more are not listed: run the preflight again after these.',
    );
  });
});

describe('answers', () => {
  const none: DatabaseAnswers = { via: 'a test', at: 0, databases: [], cluster: {}, each: {} };

  it('without any database let nothing pass', () => {
    const { findings, notChecked, passed } = sqlFindings(none, upgrade, 'create');
    expect([findings, passed]).toEqual([[], []]);
    expect(notChecked).toHaveLength(
      catalogue.filter((check) => check.when.includes('create') && (check.applies?.(upgrade) ?? true)).length,
    );
  });

  it('without a row, where every server has one, let nothing pass', () => {
    const cluster = {
      PG_PARAM: { rows: [] },
      PG_DECODING: { rows: [] },
      PG_PRELOAD: { rows: [] },
      PG_LONGTX: { rows: [] },
      PG_DDL: { rows: [] },
    };
    const each = { shop: { PG_LOCKS: { rows: [] } } };
    const { passed } = sqlFindings({ ...none, databases: ['shop'], cluster, each }, upgrade, 'create');
    expect(passed).toEqual([]);
  });

  it('need the values of the target to let parameters pass', () => {
    const rows = [
      {
        max_replication_slots: 50,
        max_wal_senders: 50,
        max_logical_replication_workers: 50,
        max_worker_processes: 100,
        autovacuum_workers: 3,
        parallel_workers: 8,
        wal_level: 'logical',
        logical_replication: 'on',
        databases: 2,
        slots: 0,
        senders: 0,
      },
    ];
    const answers = { ...none, cluster: { PG_PARAM: { rows } } };
    const ids = (context: SqlContext) => sqlFindings(answers, context, 'create').passed;
    expect(ids(upgrade)).toEqual(['PG_PARAM']);
    expect(ids({ ...upgrade, target: undefined })).toEqual([]);
  });

  it('of a server with tables WITH OIDS stop the upgrade', () => {
    const said = tablesWithOids.judge([{ database: 'shop', rows: [{ name: 'public.t', total: 1 }] }], upgrade);
    expect(said).toMatchObject([{ id: 'PG_OIDS', severity: 'block', databases: ['shop'] }]);
    expect(said[0]!.script).toBe('\\connect shop\nALTER TABLE public.t SET WITHOUT OIDS;');
  });
});
